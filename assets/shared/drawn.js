/* Listeners that are called after each drawing. */
import { setProps } from "./dash.js";

/** @typedef {{ edition?: string, [part: string]: any }} Drawing What the server answers. */

/** @type {((drawing: Drawing) => void)[]} */
const listeners = [];

/** @param {(drawing: Drawing) => void} listener called after each drawing, in the order of asking */
export function whenDrawn(listener) {
  listeners.push(listener);
}

/** @param {Drawing} drawing */
export function announce(drawing) {
  for (const listener of listeners) listener(drawing);
}

/** Ask for the page's figures anew, now that the data have changed. */
export function redraw() {
  setProps("view-query", { data: window.location.search.slice(1) });
}
