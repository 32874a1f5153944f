/* Listeners that are called after each drawing, and once the page is laid out after it. */
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

/** What asks the page for what is visible, and returns what changes it then.
 *
 * @typedef {() => () => void} Reader
 */

/** @type {Reader[]} */
const readers = [];

/** @param {Reader} reader called after each drawing, once the browser has laid it out: asked before,
 *   it would have to lay out the page while scripts wait for it
 */
export function whenLaidOut(reader) {
  readers.push(reader);
}

/* All read before any writes, or the browser would style the page again for each. */
export function laidOut() {
  const writes = readers.map((read) => read());
  for (const write of writes) write();
}

const NO_FRAMES_MS = 1000; // a hidden page has none

/** Each step in a task of its own, as the browser may paint in between, until all is painted. When
 * one fails, that is reported, and the others are left out.
 *
 * @param {(() => unknown)[]} steps
 */
export async function inTasks(...steps) {
  const task = () => new Promise((wake) => window.setTimeout(wake));
  try {
    for (const step of steps) {
      await task();
      step();
    }
  } catch (error) {
    window.reportError(error);
  }
  await new Promise((wake) => {
    window.requestAnimationFrame(wake);
    window.setTimeout(wake, NO_FRAMES_MS);
  });
  await task();
}

/** Ask for the page's figures anew, now that the data have changed. */
export function redraw() {
  setProps("view-query", { data: window.location.search.slice(1) });
}
