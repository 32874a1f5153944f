/* Draw a figure: plotly.js draws its lines and columns, and `names.js` writes their names. Loaded with
   plotly.js, once the filters work. */
import { toggle } from "./address.js";
import { first } from "./dom.js";
import { writeNames } from "./names.js";
import { plotly } from "./plotly.js";
import "./when_printed.js";

/**
 * @typedef {{
 *   data?: import("./points.js").Trace[], layout?: import("./names.js").Layout,
 *   [part: string]: unknown,
 * }} Figure whose points filter by the query that is their own datum
 * @typedef {HTMLElement & {
 *   on?: (event: string, act: (told: { points: { customdata?: unknown }[] }) => void) => void,
 * }} Chart A place that plotly has drawn into.
 */

/** @param {Chart} into
 * @param {Figure} figure
 */
export function plot(into, figure) {
  if (!into.classList.contains("js-plotly-plot")) into.replaceChildren(); // what kept its place
  const height = figure.layout?.height;
  into.style.setProperty("--height", height ? `${height}px` : null); // plotly asks when it resizes
  // plotly keeps and changes what it gets
  const { layout = {}, template, ...others } = structuredClone(figure);
  const { annotations, ...drawn } = layout;
  plotly().react(into, { data: [], ...others, layout: { ...drawn, template } });
  writeNames(first(into, ".svg-container"), layout);
  if ("listens" in into.dataset) return;
  into.dataset.listens = "";
  into.on?.("plotly_click", ({ points: [point] }) => {
    if (typeof point?.customdata === "string") toggle(point.customdata);
  });
}
