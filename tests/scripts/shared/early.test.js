import assert from "node:assert/strict";
import test from "node:test";
import { openPage } from "../page.js";

openPage();
/** @type {{ address: unknown, body: any, headers: unknown }[]} */
const asked = [];
let isReachable = true;
/** @param {string} address
 * @param {RequestInit} [options]
 */
const answering = async (address, { body, headers } = {}) => {
  asked.push({ address, body: JSON.parse(`${body}`), headers });
  if (!isReachable) throw new TypeError("Failed to fetch");
  return new Response(`${asked.length}`);
};
/** @type {(delay: number) => void} */
let pass = () => {};
Object.assign(window, {
  fetch: answering,
  dash_clientside: { set_props: () => {} },
  clearTimeout: () => {},
  setTimeout: (/** @type {() => void} */ act, /** @type {number} */ delay) => {
    if (delay === 5000) pass = act;
    return 1;
  },
});
document.querySelectorAll = () => /** @type {any} */ ([]); // no folds
Object.assign(globalThis, { HTMLDetailsElement: Object });
const { begin } = await import("../../../assets/shared/shown.js");
const { answerTo, askEarly } = await import("../../../assets/shared/early.js");

const HERE = { view: "explore", locale: "en" };

/** What Dash asks for a query.
 *
 * @param {string} query
 * @param {unknown} [shown]
 * @returns {[string, RequestInit]}
 */
function question(query, shown = asked.at(-1)?.body.state[0].value) {
  const state = [{ id: "view-here", property: "data", value: shown }];
  const inputs = [{ id: "view-query", property: "data", value: query }];
  const body = JSON.stringify({ output: "view-drawing.data", inputs, state });
  return ["/_dash-update-component?endId=1", { headers: { "X-CSRFToken": "2" }, body }];
}

/** @param {[string, RequestInit]} asks */
const told = async (asks) => (await answerTo(asks)).text();

const early = (/** @type {string} */ query) => askEarly(new URLSearchParams(query));

test("nothing is asked early before Dash has asked once", () => {
  early("language=fr");
  assert.deepEqual(asked, []);
});

test("what Dash is about to ask is asked as it would, once", async () => {
  begin(HERE, {});
  await told(question("", null));
  early("language=fr");
  assert.equal(asked.length, 2);
  assert.equal(asked[1].address, asked[0].address);
  assert.deepEqual(asked[1].headers, asked[0].headers);
  assert.equal(asked[1].body.inputs[0].value, "language=fr");
  assert.deepEqual({ ...asked[1].body.state[0].value, ...HERE }, asked[1].body.state[0].value);
  assert.equal(await told(question("language=fr")), "2");
  assert.equal(asked.length, 2);
});

test("an answer is used once", async () => {
  assert.equal(await told(question("language=fr")), "3");
});

test("two that are asked in turn come to their questions", async () => {
  early("language=en");
  early("language=en&language=fr");
  assert.equal(await told(question("language=en")), "4");
  assert.equal(await told(question("language=en&language=fr")), "5");
});

test("for other words of Dash the server is asked anew", async () => {
  early("language=bilingual");
  assert.equal(await told(question("language=fr")), "7");
  assert.equal(await told(question("language=bilingual", { at: 0 })), "8");
});

test("an answer that Dash never asks for is given up", async () => {
  early("age=12-14");
  pass(5000);
  assert.equal(await told(question("age=12-14")), "10");
});

test("who asks learns that the server could not be reached", async () => {
  isReachable = false;
  early("age=15-17");
  await assert.rejects(told(question("age=15-17")));
  assert.equal(asked.length, 11);
});
