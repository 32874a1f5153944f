import assert from "node:assert/strict";
import test from "node:test";
import { openPage } from "../page.js";

openPage();
const { merged } = await import("../../../assets/sessions/conflict.js");

/** @import { Cells } from "../../../assets/shared/drafts.js" */

const BEGUN = { date: "2015-03-02", "12-14": "", note: "before" };
const shown = (/** @type {string} */ column, /** @type {Cells} */ cells) =>
  column === "12-14" ? cells[column] || "0" : cells[column];

test("what was entered is put over what somebody else saved", () => {
  const mine = { ...BEGUN, note: "mine" };
  const theirs = { ...BEGUN, date: "2015-03-03" };
  assert.deepEqual(merged(BEGUN, mine, theirs, shown), { ...theirs, note: "mine" });
});

test("of one cell that both changed, what was entered stays", () => {
  const both = merged(BEGUN, { ...BEGUN, note: "mine" }, { ...BEGUN, note: "theirs" }, shown);
  assert.equal(both.note, "mine");
});

test("what means the same was not entered", () => {
  const mine = { ...BEGUN, "12-14": "0" };
  assert.equal(merged(BEGUN, mine, { ...BEGUN, "12-14": "7" }, shown)["12-14"], "7");
});
