/* Many buttons that are one thing are one stop for the keyboard; from there, arrows lead on. What is
   one thing says so: `data-arrows` selects its buttons. */
import { all, on } from "./dom.js";
import { whenDrawn } from "./drawn.js";

const GROUPS = "[data-arrows]";

/** Where a key leads from a place among others that stand in columns; nothing where it leads nowhere.
 *
 * @param {string} key
 * @param {{ at: number, count: number, columns: number }} place
 */
export function led(key, { at, count, columns }) {
  /** @type {Record<string, number>} */
  const places = {
    ArrowRight: at + 1,
    ArrowLeft: at - 1,
    ArrowDown: at + columns,
    ArrowUp: at - columns,
    Home: 0,
    End: count - 1,
  };
  const to = places[key];
  return to >= 0 && to < count ? to : undefined;
}

/** @param {HTMLElement} group */
const buttons = (group) =>
  all(group, group.dataset.arrows ?? "").filter((one) => one.checkVisibility());

/** @param {HTMLElement} group */
function columns(group) {
  const row = group.querySelector("tbody tr");
  return row instanceof HTMLElement ? all(row, group.dataset.arrows ?? "").length : 1;
}

/** Of a group, only this one is stopped at.
 *
 * @param {HTMLElement[]} among
 * @param {Element} stop
 */
function stopAt(among, stop) {
  for (const one of among) one.tabIndex = one === stop ? 0 : -1;
}

function stopOnce() {
  for (const group of all(document, GROUPS)) {
    const among = buttons(group);
    const isStop = (/** @type {HTMLElement} */ one) => one.getAttribute("tabindex") === "0";
    const stop = among.find((one) => one === document.activeElement) ?? among.find(isStop);
    if (among.length) stopAt(among, stop ?? among[0]);
  }
}

whenDrawn(stopOnce);

document.addEventListener("focusin", (event) => {
  const group = on(event, GROUPS, HTMLElement);
  const among = group ? buttons(group) : [];
  const stop = among.find((one) => one === event.target);
  if (stop) stopAt(among, stop);
});

document.addEventListener("keydown", (event) => {
  const group = on(event, GROUPS, HTMLElement);
  if (!group || event.altKey || event.ctrlKey || event.metaKey) return;
  const among = buttons(group);
  const at = among.indexOf(/** @type {HTMLElement} */ (event.target));
  if (at < 0) return; // in what such a button has opened, arrows do something else
  const to = led(event.key, { at, count: among.length, columns: columns(group) });
  if (to === undefined) return;
  event.preventDefault();
  among[to].focus();
});
