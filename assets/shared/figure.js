/* Draw a figure: plotly.js draws its lines and columns, and `names.js` writes. Loaded with
   plotly.js, once the filters work. */
import { toggle } from "./address.js";
import { first } from "./dom.js";
import { withTicks, writeNames } from "./names.js";
import { inTwoTasks } from "./two_tasks.js";
import "./when_printed.js";

/**
 * @typedef {{
 *   data?: import("./points.js").Trace[], layout?: import("./names.js").Layout,
 *   [part: string]: unknown,
 * }} Figure whose points filter by the query that is their own datum
 * @typedef {import("./two_tasks.js").Chart} Chart
 */

/** @param {Chart} into
 * @param {Figure} figure
 * @param {() => boolean} isLast whether no other one has come for its place
 */
export async function plot(into, figure, isLast) {
  if (!into.classList.contains("js-plotly-plot")) into.replaceChildren(); // what kept its place
  const height = figure.layout?.height;
  into.style.setProperty("--height", height ? `${height}px` : null); // plotly asks when it resizes
  // plotly keeps and changes what it gets
  const { layout = {}, template, ...others } = structuredClone(figure);
  const { annotations, ...drawn } = withTicks(layout);
  await inTwoTasks(into, { data: [], ...others, layout: { ...drawn, template } });
  if (!isLast()) return;
  writeNames(first(into, ".svg-container"), { ...drawn, annotations });
  if ("listens" in into.dataset) return;
  into.dataset.listens = "";
  into.on?.("plotly_click", ({ points: [point] }) => {
    if (typeof point?.customdata === "string") toggle(point.customdata);
  });
}
