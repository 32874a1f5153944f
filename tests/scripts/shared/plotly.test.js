import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage } from "../page.js";

openPage();
/** @type {(() => void)[]} */
const comes = [];
const script = {
  addEventListener: (/** @type {string} */ _event, /** @type {() => void} */ act) =>
    comes.push(act),
};
const tag = { getAttribute: () => "plotly.js", replaceWith() {} };
const find = document.getElementById;
Object.assign(document, {
  createElement: () => script,
  getElementById: (/** @type {string} */ id) => (id === "plotly" ? tag : find.call(document, id)),
});
Object.assign(window, { addEventListener() {} });
const { loadPlotly, whenPlotly } = await import("../../../assets/shared/plotly.js");

test("who asks for plotly.js before and after it has come gets what draws a figure", async () => {
  loadPlotly();
  assert.equal(comes.length, 0); // nobody wants it yet
  const first = new Promise(whenPlotly);
  for (const come of comes) come();
  const plot = await first;
  /** @type {unknown} */
  let later = null;
  whenPlotly((found) => {
    later = found;
  });
  assert.equal(later, plot);
});
