/* What the page says about its query: on buttons, links and fields, and how much is chosen. */

import { all, controls, first } from "./dom.js";
import { current, filtersOf, holds, inOrder, keeping, MANY, NAMES } from "./query.js";
import { showUndo } from "./undo.js";

/** Bring all of it up to date. */
export function mark() {
  const query = inOrder(current());
  for (const one of all(document, "[data-toggle]")) {
    const pairs = [...new URLSearchParams(one.dataset.toggle)];
    const pressed = `${holds(query, pairs)}`;
    if (one.getAttribute("aria-pressed") !== pressed) one.setAttribute("aria-pressed", pressed);
  }
  const filters = `${filtersOf(query)}`;
  for (const link of all(document, "a[data-keep]", HTMLAnchorElement)) {
    const leads = keeping(link, filters);
    if (link.getAttribute("href") !== leads) link.href = leads;
  }
  for (const field of controls(document, "[data-field]")) {
    const value = query.get(field.dataset.field ?? "") || field.dataset.default || "";
    const typed = field === document.activeElement && field.type !== "range";
    if (!typed && field.value !== value) field.value = value;
  }
  countChoices(query);
  showUndo(query);
}

/** How many choices a folded filter holds: of the address, those that the page knows.
 *
 * @param {URLSearchParams} query
 */
function countChoices(query) {
  const known = [...query].filter(([name, value]) => isOffered(name, value)).map(([name]) => name);
  for (const fold of all(document, "details.filter")) {
    const name = fold.dataset.filter ?? "";
    const names = name === "period" ? ["from", "to", "period", "compare"] : [name];
    sayCount(fold, known.filter((one) => names.includes(one)).length);
  }
  for (const button of all(document, ".filters__open")) {
    sayCount(button, known.filter((one) => NAMES.includes(one)).length);
  }
}

/** Whether a control has this value, or is one for a day and this is a day.
 *
 * @param {string} name
 * @param {string} value
 */
function isOffered(name, value) {
  const field = document.querySelector(
    `#filter-${CSS.escape(name)}, [data-field="${CSS.escape(name)}"]`,
  );
  if (field instanceof HTMLInputElement) {
    const day = document.createElement("input");
    day.type = field.type;
    day.value = value;
    return day.value === value;
  }
  const offered = field ? [...field.querySelectorAll("input, option")] : [];
  const badge = `[data-remove="${CSS.escape(name)}"][data-value="${CSS.escape(value)}"]`;
  return (
    offered.some((one) => one.getAttribute("value") === value) ||
    (MANY.includes(name) && document.querySelector(badge) !== null) // not in the part of a long list
  );
}

/** @param {HTMLElement} among
 * @param {number} chosen
 */
function sayCount(among, chosen) {
  const count = first(among, ".filter__count");
  count.hidden = chosen === 0;
  first(count, ":first-child").textContent = `${chosen}`;
}

/** Open the folds that contain a filter set by the address. */
export function unfold() {
  const query = current();
  for (const field of controls(document, "details.more [data-field]")) {
    const fold = field.closest("details");
    if (fold && query.has(field.dataset.field ?? "")) fold.open = true;
  }
}
