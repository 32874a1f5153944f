/* The controls of a session's form, and the cells that they hold. */
/** @import { Cells } from "../shared/drafts.js" */
/** @import { Control } from "../shared/dom.js" */
import { suggest } from "../shared/choices.js";
import { all, place, placeOf } from "../shared/dom.js";
import { inWords, number } from "../shared/words.js";
import { compared, isPlain, settles, sumOf, whole } from "./counts.js";
import * as newVenue from "./venue.js";

export const DELIVERED = "delivered";
export const PLANNED = "planned";
const NOT_RECORDED = "unknown";

/** @type {HTMLFormElement | null} */
let drawnForm = null;

/** Work on this form from now on.
 *
 * @param {HTMLFormElement} drawn
 * @returns {HTMLFormElement | null} the one before
 */
export function useForm(drawn) {
  const before = drawnForm;
  drawnForm = drawn;
  return before;
}

export const form = () => /** @type {HTMLFormElement} */ (drawnForm);
export const words = () => JSON.parse(form().dataset.words ?? "{}");

/** @param {string} column */
export const control = (column) =>
  /** @type {Control | undefined} */ (form().elements.namedItem(`desk-${column}`) ?? undefined);

/** @param {string} column */
export const entry = (column) => /** @type {Control} */ (control(column));

export const ages = () => all(form(), ".desk__ages [data-count]", HTMLInputElement);
const ageColumns = () => ages().map(({ name }) => name);
export const boxes = () => all(form(), "input[name=facilitators]", HTMLInputElement);

function mainControls() {
  const inFold = newVenue.fold();
  const controls = /** @type {Control[]} */ ([...form().elements]);
  return controls.filter((one) => one.name && one.type !== "checkbox" && !inFold.contains(one));
}

/** @returns {Cells} */
export function cellsInForm() {
  const cells = mainControls().map((one) => [one.name, one.value.trim()]);
  const chosen = boxes().filter((box) => box.checked);
  const facilitators = chosen.map((box) => box.value).join("; ");
  return { ...Object.fromEntries(cells), facilitators };
}

/* The cells to send: only a delivered session has counts. */
export function cellsToSend() {
  const cells = cellsInForm();
  if (cells.status === DELIVERED) return cells;
  const counts = all(form(), "#desk-counts [data-count]", HTMLInputElement);
  return { ...cells, ...Object.fromEntries(counts.map(({ name }) => [name, ""])) };
}

/** @param {Cells} cells */
export function put(cells) {
  for (const one of mainControls()) one.value = cells[one.name] ?? "";
  const chosen = (cells.facilitators || "").split(";").map((code) => code.trim());
  for (const box of boxes()) box.checked = chosen.includes(box.value);
  const total = entry("total");
  if (isPlain(total.value, sumOf(cells, ageColumns()), cells.status === DELIVERED))
    total.value = "";
  follow();
}

/* What depends on what was entered. */
export function follow() {
  const isDelivered = entry("status").value === DELIVERED;
  place("desk-counts").hidden = !isDelivered;
  place("desk-dropped").textContent = isDelivered ? "" : dropped();
  nameVenue();
  sum();
  newVenue.followType();
}

const venues = () => /** @type {HTMLOptionElement[]} */ ([...place("desk-venues").children]);

export function nameVenue() {
  const typed = entry("venue").value.trim().toLocaleLowerCase();
  const found = venues().find((one) => one.value.toLocaleLowerCase() === typed);
  if (!found && typed) suggest(placeOf(HTMLDataListElement, "desk-venues"), typed);
  const isNamed = found && found.label !== found.value;
  place("desk-venue-name").textContent = isNamed ? found.label : "";
}

/* What is lost with the counts, which nobody sees any more. */
function dropped() {
  const cells = cellsInForm();
  const count = Math.max(whole(cells.total), sumOf(cells, ageColumns()));
  return count ? inWords(words().dropped, { count: number(count) }) : "";
}

function sum() {
  const total = /** @type {HTMLInputElement} */ (entry("total"));
  const recorded = sumOf(cellsInForm(), ageColumns());
  const { name, difference } = compared(total.value, recorded);
  total.placeholder = number(recorded);
  place("desk-sum").textContent = inWords(words()[name], {
    recorded: number(recorded),
    total: number(whole(total.value)),
    difference: number(difference),
  });
  const fill = placeOf(HTMLButtonElement, "desk-difference");
  const unknown = control(NOT_RECORDED);
  fill.disabled = !unknown || !settles(difference, whole(unknown.value));
  fill.textContent = words()[difference < 0 ? "takeout" : "putin"];
}

/** Make those not recorded fit the total; returns their control. */
export function fillDifference() {
  const unknown = entry(NOT_RECORDED);
  const { difference } = compared(entry("total").value, sumOf(cellsInForm(), ageColumns()));
  unknown.value = `${whole(unknown.value) + difference || ""}`;
  return unknown;
}

/** Replace a venue's name, typed in full, by its code; returns whether it did. */
export function codeOfLabel() {
  const venue = entry("venue");
  const typed = venue.value.trim().toLocaleLowerCase();
  const named = venues().filter((one) => one.label.toLocaleLowerCase() === typed);
  if (typed === "" || named.length !== 1) return false;
  venue.value = named[0].value;
  return true;
}

/** A cell's meaning: a blank total is the sum, an age group without a count is 0.
 *
 * @param {string} column
 * @param {Cells} cells
 * @returns {string}
 */
export function shownCell(column, cells) {
  const value = cells[column] || "";
  const of = control(column);
  if (column === "total" && value === "") return `${sumOf(cells, ageColumns())}`;
  if (ageColumns().includes(column)) return `${whole(value)}`;
  if (of instanceof HTMLSelectElement) {
    return [...of.options].find((option) => value && option.value === value)?.label || value;
  }
  return value || words().blank;
}
