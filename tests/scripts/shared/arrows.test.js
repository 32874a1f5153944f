import assert from "node:assert/strict";
import test from "node:test";
import { openPage } from "../page.js";

openPage();
const { led } = await import("../../../assets/shared/arrows.js");

test("in a column, all arrows lead to the next or the one before", () => {
  const lengths = [1, 1, 1];
  assert.deepEqual(led("ArrowDown", 0, 0, lengths), [1, 0]);
  assert.deepEqual(led("ArrowRight", 1, 0, lengths), [2, 0]);
  assert.deepEqual(led("ArrowLeft", 1, 0, lengths), [0, 0]);
  assert.deepEqual(led("End", 0, 0, lengths), [2, 0]);
});

test("in a grid, arrows lead along rows and columns", () => {
  const lengths = [4, 4];
  assert.deepEqual(led("ArrowRight", 0, 1, lengths), [0, 2]);
  assert.deepEqual(led("ArrowDown", 0, 3, lengths), [1, 3]);
  assert.deepEqual(led("Home", 1, 3, lengths), [1, 0]);
  assert.deepEqual(led("End", 1, 0, lengths), [1, 3]);
});

test("beyond the ends, and by any other key, nothing is led to", () => {
  assert.equal(led("ArrowDown", 2, 0, [1, 1, 1]), null);
  assert.equal(led("ArrowRight", 0, 3, [4, 4]), null);
  assert.equal(led("Tab", 0, 0, [1]), null);
});
