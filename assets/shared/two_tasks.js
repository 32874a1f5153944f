/* Draw a figure in two tasks, so that the page answers in between: plotly.js works out the places of all in
   one, and draws in the next, which it waits for as for any other promise. */
import { plotly } from "./library.js";

/**
 * @typedef {(told: { points: { customdata?: unknown }[] }) => void} Listener
 * @typedef {(event: string, act: Listener) => void} Listen
 * @typedef {HTMLElement & {
 *   on?: Listen, removeListener?: Listen, _promises?: Promise<unknown>[],
 * }} Chart A place that plotly has drawn into.
 */

/** The next task, before the browser paints what has changed so far. */
const nextTask = () =>
  window.scheduler?.postTask(() => {}, { priority: "user-blocking" }) ??
  new Promise((wake) => window.setTimeout(wake));

/** A first drawing is one task, and so is what plotly does by itself, as on paper.
 *
 * @param {Chart} into
 * @param {Record<string, unknown>} figure
 * @returns {Promise<unknown>} until it is drawn
 */
export function inTwoTasks(into, figure) {
  const wait = () => void into._promises?.push(nextTask());
  into.on?.("plotly_beforeplot", wait);
  const drawn = plotly().react(into, figure);
  into.removeListener?.("plotly_beforeplot", wait);
  return drawn;
}
