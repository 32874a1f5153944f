import assert from "node:assert/strict";
import test from "node:test";
import { openPage } from "../page.js";

openPage();
const { addressOf } = await import("../../../assets/publications/snippets.js");

test("a frame leads where its address says, with its own ampersands", () => {
  const frame = '<iframe title="a" src="https://a.example/en/embed/youth?key=k&amp;age=12-14">';
  assert.equal(addressOf(frame), "https://a.example/en/embed/youth?key=k&age=12-14");
  assert.equal(addressOf("<p>"), "");
});
