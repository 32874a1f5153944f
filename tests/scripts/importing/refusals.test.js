import assert from "node:assert/strict";
import test from "node:test";
import { nameOf } from "../../../assets/importing/refusals.js";

test("what stands between is told by what it could not do", () => {
  const names = [408, 413, 502, 503, 504, 403].map(nameOf);
  assert.deepEqual(names, [
    "between-slow",
    "between-large",
    "between-down",
    "between-down",
    "between-slow",
    "between-other",
  ]);
});
