import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage } from "../page.js";

openPage();
const { withTicks } = await import("../../../assets/shared/names.js");

/** What stands beside the axes of a layout.
 *
 * @param {import("../../../assets/shared/names.js").Layout} layout
 */
const beside = (layout) => withTicks(layout).annotations?.map(({ text }) => text);

/** @param {number} low
 * @param {number} high
 */
const numbers = (low, high) => beside({ yaxis: { range: [low, high], nticks: 5 } });

test("an axis of numbers has round ones, as plotly.js chooses them", () => {
  openPage();
  assert.deepEqual(numbers(0, 1140), ["0", "500", "1,000"]);
  assert.deepEqual(numbers(0, 1.14), ["0", "0.5", "1"]);
  assert.deepEqual(numbers(0, 10), ["0", "5", "10"]); // never as many as there may be
  assert.deepEqual(numbers(5130, 8860), ["6,000", "7,000", "8,000"]);
  openPage({ lang: "fr-CA" });
  assert.deepEqual(numbers(0, 1140), ["0", "500", "1\u00a0000"]);
});

test("an axis has the words that it was given, and plotly.js writes none", () => {
  openPage();
  const name = { text: "reached", x: 1, y: 1 };
  const layout = {
    height: 300,
    annotations: [name],
    xaxis: { range: ["2014-10-01", "2014-11-01"], tickvals: ["2014-10-15"], ticktext: ["Oct"] },
    yaxis2: { range: [0, 114], tickvals: [100] },
  };
  const { xaxis, yaxis2 } = withTicks(layout);
  assert.deepEqual([xaxis.showticklabels, yaxis2.showticklabels], [false, false]);
  assert.deepEqual(beside(layout), ["reached", "Oct", "100"]);
  assert.deepEqual(beside({ height: 300 }), []); // without data
});

test("categories stand in the order of their axis, and an axis that is not shown has no words", () => {
  openPage();
  const layout = {
    xaxis: { range: [0, 20], visible: false },
    yaxis: {
      type: "category",
      range: [1.5, -0.5],
      tickvals: ["en 2015-03", "en 2015-04"],
      ticktext: ["Mar", "Apr"],
      ticklabelstandoff: 6,
    },
  };
  const made = withTicks(layout).annotations?.map(({ text, y, xshift }) => [text, y, xshift]);
  assert.deepEqual(made, [
    ["Mar", 0, -7],
    ["Apr", 1, -7],
  ]);
  const lines = { type: "category", range: [0.5, -0.5], categoryarray: ["French"] };
  assert.deepEqual(beside({ yaxis: lines }), ["French"]);
});

test("words below an axis keep off the number at its end", () => {
  const xaxis = { range: [0, 1], tickvals: [0], ticktext: ["Oct"] };
  const shifts = withTicks({ xaxis }).annotations?.map(({ yshift }) => yshift);
  assert.deepEqual(shifts, [-3]);
});
