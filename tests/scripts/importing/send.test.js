import assert from "node:assert/strict";
import test from "node:test";
import { openPage } from "../page.js";

openPage();
const { lineReader, nameIn } = await import("../../../assets/importing/send.js");

test("each whole line is read once, however it comes", () => {
  /** @type {unknown[]} */
  const lines = [];
  const read = lineReader((line) => lines.push(line));
  read('{"a":1}\n{"b"', false);
  read('{"a":1}\n{"b":2}\n', false);
  read('{"a":1}\n{"b":2}\n{"c":3}', true);
  assert.deepEqual(lines, [{ a: 1 }, { b: 2 }, { c: 3 }]);
});

test("a line that was cut off is nothing", () => {
  /** @type {unknown[]} */
  const lines = [];
  lineReader((line) => lines.push(line))('{"a":1}\n{"b', true);
  assert.deepEqual(lines, [{ a: 1 }, null]);
});

test("a file goes by its name in letters of any language", () => {
  const both = "attachment; filename=\"a.xlsx\"; filename*=UTF-8''%C3%A0%20corriger.xlsx";
  assert.equal(nameIn(both), "à corriger.xlsx");
  assert.equal(nameIn("attachment; filename=plain.csv"), "plain.csv");
  assert.equal(nameIn(""), "");
});
