import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { openPage } from "../page.js";

openPage({ prefix: "/impact/" });
const drafts = await import("../../../assets/shared/drafts.js");
const CELLS = { date: "2015-02-02", total: "12" };

for (const keeps of [true, false]) {
  const where = keeps ? "in the browser" : "in the page, where the browser keeps nothing";

  test(`a draft is found again by its reader and name ${where}`, () => {
    openPage({ keeps });
    drafts.keep("ana", "L-1", CELLS, 3);
    assert.deepEqual(drafts.of("ana", "L-1")?.cells, CELLS);
    assert.equal(drafts.of("ana", "L-1")?.version, 3);
    assert.equal(drafts.of("ben", "L-1"), null);
    drafts.forget("ana", "L-1");
    assert.equal(drafts.of("ana", "L-1"), null);
  });

  test(`words and drafts of one name are told apart ${where}`, () => {
    openPage({ keeps });
    drafts.keepWords("ana", "new venue", "a reason");
    assert.equal(drafts.words("ana", "new venue"), "a reason");
    assert.equal(drafts.of("ana", "new venue"), null);
    assert.deepEqual(drafts.others("ana", "L-1"), []);
    assert.deepEqual(drafts.names("ana"), ["new venue"]);
  });
}

test("others come latest first, without the one in hand", (context) => {
  openPage();
  context.mock.timers.enable({ apis: ["Date"] });
  for (const name of ["L-1", "L-2", "L-3"]) {
    drafts.keep("ana", name, CELLS, 0);
    context.mock.timers.tick(1000);
  }
  const names = drafts.others("ana", "L-2").map(({ reference }) => reference);
  assert.deepEqual(names, ["L-3", "L-1"]);
});

test("what another program left there is no draft, nor of another site of the host", () => {
  openPage();
  window.localStorage.setItem("impact-draft /impact ana L-9", "{ cut off");
  window.localStorage.setItem("impact-draft ana L-8", JSON.stringify({ cells: CELLS }));
  assert.equal(drafts.of("ana", "L-9"), null);
  assert.equal(drafts.words("ana", "L-9"), "");
  assert.equal(drafts.of("ana", "L-8"), null);
});

afterEach(() => {
  openPage({ keeps: false });
  for (const name of drafts.names("ana")) drafts.forget("ana", name);
});
