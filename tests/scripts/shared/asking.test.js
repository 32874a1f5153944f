import assert from "node:assert/strict";
import test from "node:test";
import { openPage } from "../page.js";

openPage();
/** @type {{ address: unknown, body: any, headers: unknown }[]} */
const asked = [];
/** @type {[id: string, data: any][]} */
const given = [];
Object.assign(window, {
  /** @param {string} address
   * @param {RequestInit} [options]
   */
  fetch: async (address, { body, headers } = {}) => {
    asked.push({ address, body: JSON.parse(`${body}`), headers });
    throw new TypeError("Failed to fetch"); // told by the one who fetches
  },
  dash_clientside: {
    set_props: (/** @type {string} */ id, /** @type {any} */ { data }) => given.push([id, data]),
  },
});
document.querySelectorAll = () => /** @type {any} */ ([]); // no folds
document.getElementById = () => /** @type {any} */ ({ isConnected: true });
Object.assign(globalThis, { HTMLDetailsElement: Object });
const { begin, note } = await import("../../../assets/shared/shown.js");
const { ask, learn } = await import("../../../assets/shared/asking.js");

const HERE = { view: "explore", locale: "en" };
begin(HERE, {});
given.splice(0);

test("the first question is Dash's, which is told what is shown before it asks", () => {
  note({ parts: { one: "" }, marks: "11111111" });
  ask(new URLSearchParams("language=fr"));
  assert.deepEqual(asked, []);
  const [[here, shown], query] = given.splice(0);
  assert.deepEqual([here, shown.marks], ["view-here", ["11111111"]]);
  assert.deepEqual(query, ["view-query", "language=fr"]);
});

test("Dash is not told the same twice", () => {
  ask("language=fr");
  assert.deepEqual(given.splice(0), [["view-query", "language=fr"]]);
});

test("then the page asks itself, in Dash's words", () => {
  const state = [{ id: "view-here", property: "data", value: null }];
  const inputs = [{ id: "view-query", property: "data", value: "language=fr" }];
  const body = JSON.stringify({ output: "view-drawing.data", inputs, state });
  learn(["/_dash-update-component?endId=1", { headers: { "X-CSRFToken": "2" }, body }]);
  note({ parts: { one: "" }, marks: "22222222" });
  ask(new URLSearchParams("language=en"));
  const [question] = asked.splice(0);
  assert.equal(question?.address, "/_dash-update-component?endId=1");
  assert.deepEqual(question?.headers, { "X-CSRFToken": "2" });
  assert.deepEqual(question?.body.inputs, [{ ...inputs[0], value: "language=en" }]);
  const { marks, ...others } = question?.body.state[0].value ?? {};
  assert.deepEqual(marks, ["22222222"]);
  assert.deepEqual({ ...others, ...HERE }, others);
  assert.deepEqual(given, []);
});
