/* Listeners that are called after each drawing, and once the page is laid out after it. */
import { ask } from "./asking.js";
import { forgetAll } from "./shown.js";

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

/** Each step in a task of its own, as the browser may paint in between. When one fails, the others are
 * left out.
 *
 * @param {(() => unknown)[]} steps
 */
export async function inTasks(...steps) {
  for (const step of steps) {
    await new Promise((wake) => window.setTimeout(wake));
    await step();
  }
}

/** Ask for the page's figures anew, now that the data have changed. */
export function redraw() {
  ask(window.location.search.slice(1));
}

const MOST_ANEW = 3; // in a row
let anew = 0;

/** Ask again for all, as an answer is for another drawing than the page's. What comes then fits: nothing
 * is left out that the page might lack. A server whose answers never fit is not asked without end.
 *
 * @throws when no answer fitted: who draws tells it, and asks once a reader wants to try again
 */
export function askAnew() {
  forgetAll();
  if (anew === MOST_ANEW) {
    anew = 0;
    throw new Error("The server's answers do not fit the page");
  }
  anew += 1;
  redraw();
}

/** An answer fits: from here on, others may be asked for anew. */
export function fitted() {
  anew = 0;
}
