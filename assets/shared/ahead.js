/* Ask ahead: the server makes the answer ready that the reader points at, and sends nothing yet. A
   pointer that goes on takes its question back. */
import { on } from "./dom.js";
import { current, inOrder, toggled, without } from "./query.js";
import { at } from "./site.js";

const REST_MS = 80; // a pointer that passes asks nothing
const APART_MS = 400;
const MOST_REMEMBERED = 50;
const KEPT = ["explore", "venues", "plan"]; // what the server keeps, see `callbacks/views.py`
const WAYS = "[data-toggle], [data-remove], a[data-stay], .form-check";

/** What was asked, and need not be asked again.
 *
 * @type {Set<string>}
 */
const asked = new Set();
/** @type {HTMLElement | null} */
let pointed = null;
let timer = 0;
let last = Number.NEGATIVE_INFINITY;
let question = new AbortController();

/** The query that an element leads to; `null` if to another page.
 *
 * @param {HTMLElement} way
 */
function queryOf(way) {
  const now = current();
  if (way.dataset.toggle) return toggled(now, [...new URLSearchParams(way.dataset.toggle)]);
  if ("remove" in way.dataset) return without(now, way.dataset);
  if (way instanceof HTMLAnchorElement) {
    return way.pathname === window.location.pathname ? new URLSearchParams(way.search) : null;
  }
  const box = way.querySelector("input");
  const name = way.closest('[id^="filter-"]')?.id.replace("filter-", "");
  return box?.type === "checkbox" && name ? toggled(now, [[name, box.value]]) : null;
}

/** @param {string} address
 * @param {HTMLElement} way
 */
function ask(address, way) {
  const query = queryOf(way);
  const wanted = query && `${inOrder(query)}`;
  if (wanted === null || asked.has(wanted) || performance.now() - last < APART_MS) return;
  last = performance.now();
  question = new AbortController();
  asked.add(wanted);
  if (asked.size > MOST_REMEMBERED) asked.clear();
  fetch(at(`${address}?${wanted}`), { priority: "low", signal: question.signal }).catch(() => {
    asked.delete(wanted); // nothing depends on it
  });
}

/** Ask ahead from now on.
 *
 * @param {{ view: string, locale: string }} here
 */
export function askAhead({ view, locale }) {
  if (!KEPT.includes(view)) return;
  /** @param {Event} event */
  const point = (event) => {
    const way = on(event, WAYS);
    if (way === pointed) return;
    leave();
    pointed = way;
    if (way) timer = window.setTimeout(ask, REST_MS, `/ahead/${view}/${locale}`, way);
  };
  document.addEventListener("focusin", point);
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "mouse") point(event); // a finger that points has chosen
  });
}

function leave() {
  window.clearTimeout(timer);
  question.abort();
}
