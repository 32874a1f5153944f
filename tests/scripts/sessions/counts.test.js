import assert from "node:assert/strict";
import test from "node:test";
import { compared, isPlain, settles, sumOf, whole } from "../../../assets/sessions/counts.js";
import { doubtful } from "../../../assets/sessions/doubts.js";
import { newReference, randomLetters } from "../../../assets/sessions/references.js";

test("only whole numbers count", () => {
  assert.deepEqual(
    [" 12 ", "0", "", "1.5", "-3", "twelve", null].map(whole),
    [12, 0, 0, 0, 0, 0, 0],
  );
});

test("a sum takes what was typed, and nothing for the rest", () => {
  assert.equal(sumOf({ "12-14": "3", "15-17": "", note: "9" }, ["12-14", "15-17", "18-21"]), 3);
});

test("a total is compared with its parts", () => {
  assert.deepEqual(compared("", 7), { name: "sum", difference: 0 });
  assert.deepEqual(compared("7", 7), { name: "sum", difference: 0 });
  assert.deepEqual(compared("9", 7), { name: "difference", difference: 2 });
  assert.deepEqual(compared("5", 7), { name: "beyond", difference: -2 });
});

test("those not recorded make up for a total that is larger, or smaller by as many as they are", () => {
  assert.ok(settles(2, 0));
  assert.ok(settles(-2, 2));
  assert.ok(!settles(-3, 2));
  assert.ok(!settles(0, 2));
});

test("a total that says nothing new is left blank", () => {
  assert.ok(isPlain("7", 7, true));
  assert.ok(isPlain("0", 0, false));
  assert.ok(!isPlain("9", 7, true));
  assert.ok(!isPlain("0", 0, true));
});

test("who saved a date and a note knowingly is not asked again, but for others", () => {
  const cells = { date: "1926-03-04", note: "x", total: "3" };
  assert.equal(doubtful(cells), doubtful({ ...cells, total: "4" }));
  assert.notEqual(doubtful(cells), doubtful({ ...cells, note: "y" }));
});

test("a new session has a reference of its day that nobody else has", () => {
  const day = new Date("2015-02-02T12:00:00Z");
  assert.match(newReference(day), /^L-20150202-[0-9A-F]{12}$/);
  assert.notEqual(newReference(day), newReference(day));
  assert.equal(randomLetters().length, 12);
});
