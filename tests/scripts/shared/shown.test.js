import assert from "node:assert/strict";
import test from "node:test";
import { openPage } from "../page.js";

openPage();
/** @type {Record<string, any>[]} */
const told = [];
const into = { isConnected: true };
class Fold {
  open = false;
  /** @type {DOMStringMap} */
  dataset = { later: "one two" };
}
const fold = new Fold();
Object.assign(globalThis, { HTMLDetailsElement: Fold });
Object.assign(globalThis.document, { getElementById: () => into, querySelectorAll: () => [fold] });
Object.assign(globalThis.window, {
  dash_clientside: {
    set_props: (/** @type {string} */ _id, /** @type {any} */ { data }) => told.push(data),
  },
});
const { begin, catchUp, fits, leftOut, note } = await import("../../../assets/shared/shown.js");
begin({ view: "explore" }, {});
told.splice(0);

test("Dash is told of two drawings once", () => {
  note({ parts: { one: "" }, marks: "11111111" });
  note({ parts: { two: "" }, marks: "22222222" });
  assert.equal(told.length, 0);
  catchUp();
  assert.deepEqual(
    told.map(({ marks }) => marks),
    [["11111111", "22222222"]],
  );
  assert.ok(fits({ after: told[0]?.at }));
});

test("it is told before it asks, and not again", () => {
  told.splice(0);
  note({ parts: { one: "" }, marks: "33333333" });
  catchUp();
  catchUp();
  assert.equal(told.length, 1);
});

test("an answer to a question from before a drawing does not fit, told or not", () => {
  const at = told[0]?.at;
  note({ parts: { one: "" }, marks: "44444444" });
  assert.equal(fits({ after: at }), false);
});

test("the server is told which places are in closed folds, anew once one is opened", () => {
  told.splice(0);
  note({ parts: { one: "" }, marks: "55555555" });
  catchUp();
  fold.open = true;
  catchUp();
  catchUp();
  assert.deepEqual(
    told.map(({ closed }) => closed),
    [["one", "two"], []],
  );
  fold.open = false;
});

test("an answer from before a fold was opened fits, and tells what it left out", () => {
  told.splice(0);
  note({ parts: { one: "" }, marks: "66666666" });
  catchUp();
  fold.open = true;
  catchUp();
  fold.open = false;
  const [before, after] = told.map(({ at }) => at);
  assert.ok(fits({ after: before }));
  assert.deepEqual(leftOut({ after: before, later: [1] }), ["two"]);
  assert.deepEqual(leftOut({ after }), []);
});

test("what was left out is not claimed to be shown", () => {
  told.splice(0);
  note({ parts: { one: "", two: "" }, marks: "7777777788888888" });
  catchUp();
  leftOut({ after: told[0]?.at, later: [1] });
  note({});
  catchUp();
  assert.deepEqual(told[1]?.marks, ["77777777"]);
});

test("who shows the same again asks as before", () => {
  told.splice(0);
  for (const [one, two] of ["ac", "bc", "ac"]) {
    note({ parts: { two: "" }, marks: `${two}2222222` });
    note({ parts: { one: "" }, marks: `${one}1111111` });
    catchUp();
  }
  const [before, between, again] = told;
  assert.deepEqual(again, before);
  assert.ok(fits({ after: before?.at }));
  assert.equal(fits({ after: between?.at }), false);
});
