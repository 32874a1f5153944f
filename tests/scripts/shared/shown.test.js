import assert from "node:assert/strict";
import test from "node:test";
import { openPage } from "../page.js";

openPage();
/** What the server was told, each once.
 *
 * @type {Record<string, any>[]}
 */
const said = [];
const into = { isConnected: true };
class Fold {
  open = false;
  /** @type {DOMStringMap} */
  dataset = { later: "one two" };
}
const fold = new Fold();
Object.assign(globalThis, { HTMLDetailsElement: Fold });
Object.assign(globalThis.document, { getElementById: () => into, querySelectorAll: () => [fold] });
Object.assign(globalThis.window, { dash_clientside: { set_props() {} } });
const { begin, fits, leftOut, note, told } = await import("../../../assets/shared/shown.js");
begin({ view: "explore" }, {});

function tell() {
  const now = told();
  if (now && now !== said.at(-1)) said.push(now);
}

test("two drawings are told at once", () => {
  note({ parts: { one: "" }, marks: "11111111" });
  note({ parts: { two: "" }, marks: "22222222" });
  assert.equal(said.length, 0);
  tell();
  assert.deepEqual(
    said.map(({ marks }) => marks),
    [["11111111", "22222222"]],
  );
  assert.ok(fits({ after: said[0]?.at }));
});

test("the same is told as it was", () => {
  said.splice(0);
  note({ parts: { one: "" }, marks: "33333333" });
  tell();
  tell();
  assert.equal(said.length, 1);
});

test("an answer to a question from before a drawing does not fit, told or not", () => {
  const at = said[0]?.at;
  note({ parts: { one: "" }, marks: "44444444" });
  assert.equal(fits({ after: at }), false);
});

test("the server is told which places are in closed folds, anew once one is opened", () => {
  said.splice(0);
  note({ parts: { one: "" }, marks: "55555555" });
  tell();
  fold.open = true;
  tell();
  tell();
  assert.deepEqual(
    said.map(({ closed }) => closed),
    [["one", "two"], []],
  );
  fold.open = false;
});

test("an answer from before a fold was opened fits, and tells what it left out", () => {
  said.splice(0);
  note({ parts: { one: "" }, marks: "66666666" });
  tell();
  fold.open = true;
  tell();
  fold.open = false;
  const [before, after] = said.map(({ at }) => at);
  assert.ok(fits({ after: before }));
  assert.deepEqual(leftOut({ after: before, later: [1] }), ["two"]);
  assert.deepEqual(leftOut({ after }), []);
});

test("what was left out is not claimed to be shown", () => {
  said.splice(0);
  note({ parts: { one: "", two: "" }, marks: "7777777788888888" });
  tell();
  leftOut({ after: said[0]?.at, later: [1] });
  note({});
  tell();
  assert.deepEqual(said[1]?.marks, ["77777777"]);
});

test("who shows the same again asks as before", () => {
  said.splice(0);
  for (const [one, two] of ["ac", "bc", "ac"]) {
    note({ parts: { two: "" }, marks: `${two}2222222` });
    note({ parts: { one: "" }, marks: `${one}1111111` });
    tell();
  }
  const [before, between, again] = said;
  assert.deepEqual(again, before);
  assert.ok(fits({ after: before?.at }));
  assert.equal(fits({ after: between?.at }), false);
});
