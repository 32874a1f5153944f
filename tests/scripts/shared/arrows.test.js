import assert from "node:assert/strict";
import test from "node:test";
import { openPage } from "../page.js";

openPage();
const { led } = await import("../../../assets/shared/arrows.js");

const inAGrid = { at: 4, count: 9, columns: 3 };

test("arrows lead to the neighbours in a row and in a column", () => {
  const keys = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];
  assert.deepEqual(
    keys.map((key) => led(key, inAGrid)),
    [3, 5, 1, 7],
  );
});

test("where all stand in one column, all arrows lead to the next or to the one before", () => {
  const place = { at: 1, count: 3, columns: 1 };
  assert.equal(led("ArrowDown", place), 2);
  assert.equal(led("ArrowRight", place), 2);
  assert.equal(led("ArrowUp", place), 0);
});

test("Home and End lead to the ends", () => {
  assert.equal(led("Home", inAGrid), 0);
  assert.equal(led("End", inAGrid), 8);
});

test("beyond the ends, and by any other key, nothing is led to", () => {
  assert.equal(led("ArrowRight", { ...inAGrid, at: 8 }), undefined);
  assert.equal(led("ArrowUp", { ...inAGrid, at: 1 }), undefined);
  assert.equal(led("Tab", inAGrid), undefined);
});
