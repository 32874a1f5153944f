import assert from "node:assert/strict";
import test from "node:test";
import {
  choose,
  countLeft,
  isLeft,
  isOpen,
  leaveOne,
  unanswered,
} from "../../../assets/importing/copies.js";

/** @import { Looked } from "../../../assets/importing/answers.d.ts" */

const ROWS = [4, 7, 12];

/** @returns {Looked} */
const looked = (duplicates = ROWS.length) =>
  /** @type {any} */ ({ preview: { counts: { duplicates } }, ...unanswered() });

const left = (/** @type {Looked} */ at) => ROWS.filter((number) => isLeft(at, number));

test("a file with likely duplicates waits for an answer, and any other does not", () => {
  assert.ok(isOpen(looked()));
  assert.ok(!isOpen(looked(0)));
});

test("until then all are left out", () => {
  assert.deepEqual(left(looked()), ROWS);
});

test("all are left out, or none", () => {
  const at = looked();
  choose(at, "keep");
  assert.deepEqual([isOpen(at), left(at), countLeft(at)], [false, [], 0]);
  choose(at, "leave");
  assert.deepEqual([left(at), countLeft(at)], [ROWS, 3]);
});

test("one by one begins with what is chosen", () => {
  const at = looked();
  choose(at, "each");
  leaveOne(at, 7, false);
  assert.deepEqual([left(at), countLeft(at)], [[4, 12], 2]);
  leaveOne(at, 7, true);
  assert.equal(countLeft(at), 3);
});

test("a row that is chosen by itself answers the question", () => {
  const at = looked();
  choose(at, "keep");
  leaveOne(at, 4, true);
  assert.deepEqual([at.copies, left(at), countLeft(at)], ["each", [4], 1]);
});

test("an answer for all holds for each", () => {
  const at = looked();
  leaveOne(at, 4, false);
  choose(at, "leave");
  assert.deepEqual(left(at), ROWS);
});
