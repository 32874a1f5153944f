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
