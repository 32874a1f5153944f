import assert from "node:assert/strict";
import test from "node:test";
import { openPage } from "../page.js";

openPage();

const { reached } = await import("../../../assets/shared/arrows.js");

test("in a column, all arrows go to the next or the one before", () => {
  const lengths = [1, 1, 1];
  assert.deepEqual(reached("ArrowDown", 0, 0, lengths), [1, 0]);
  assert.deepEqual(reached("ArrowRight", 1, 0, lengths), [2, 0]);
  assert.deepEqual(reached("ArrowLeft", 1, 0, lengths), [0, 0]);
  assert.deepEqual(reached("End", 0, 0, lengths), [2, 0]);
  assert.equal(reached("ArrowDown", 2, 0, lengths), null);
  assert.equal(reached("ArrowUp", 0, 0, lengths), null);
});

test("in a grid, arrows go along rows and columns", () => {
  const lengths = [4, 4];
  assert.deepEqual(reached("ArrowRight", 0, 1, lengths), [0, 2]);
  assert.deepEqual(reached("ArrowDown", 0, 3, lengths), [1, 3]);
  assert.deepEqual(reached("Home", 1, 3, lengths), [1, 0]);
  assert.deepEqual(reached("End", 1, 0, lengths), [1, 3]);
  assert.equal(reached("ArrowRight", 0, 3, lengths), null);
  assert.equal(reached("Enter", 0, 0, lengths), null);
});
