/* Make the effect of a click far down the page visible: briefly mark the sticky parts that
   changed. */
import { all } from "./dom.js";
import { whenDrawn } from "./drawn.js";

const MOMENT_MS = 1600;

/** What each place said last.
 *
 * @type {WeakMap<HTMLElement, string>}
 */
const said = new WeakMap();

/** @param {HTMLElement} one */
function mark(one) {
  one.classList.add("is-new");
  window.setTimeout(() => one.classList.remove("is-new"), MOMENT_MS);
}

whenDrawn(() => {
  for (const one of all(document, "[data-seen]")) {
    const [before, now] = [said.get(one), one.textContent ?? ""];
    said.set(one, now);
    if (before !== undefined && before !== now && now) mark(one);
  }
});
