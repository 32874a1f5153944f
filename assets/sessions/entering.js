/* What is entered: kept as a draft, counted, and followed by the rest of the form. */
import { button, place } from "../shared/dom.js";
import * as drafts from "../shared/drafts.js";
import { cellsInForm, DELIVERED, entry, fillDifference, follow, PLANNED, words } from "./cells.js";
import { whole } from "./counts.js";
import { inHand } from "./holding.js";
import { say } from "./saying.js";

export function entered() {
  const hand = inHand();
  Object.assign(hand, { touched: true, offered: false, cells: cellsInForm() });
  follow();
  offerToPlan();
  place("desk-summary").querySelector("[data-undo]")?.remove(); // it would drop what was entered
  drafts.keep(hand.reader, hand.reference, hand.cells, hand.isNew ? 0 : hand.version);
}

/** @param {HTMLInputElement} count
 * @param {number} by
 */
export function step(count, by) {
  if (by < 0 && count.value.trim() === "") return;
  count.value = `${Math.max(0, whole(count.value) + by)}`;
  entered();
}

export function putDifference() {
  const unknown = fillDifference();
  entered();
  unknown.focus();
}

/* A day that is still to come is planned: say so, and offer it, before the server refuses it. */
export function offerToPlan() {
  if (!isAhead(entry("date").value) || entry("status").value !== DELIVERED)
    return say("desk-ahead");
  if (place("desk-ahead").hasChildNodes()) return undefined;
  const plan = () => {
    entry("status").value = PLANNED;
    entered();
    entry("status").focus();
  };
  return say("desk-ahead", `${words().ahead} `, button(words().plan, plan));
}

/** Whether a day is still to come. Once the page is open since yesterday, only the server knows.
 *
 * @param {string} day
 */
function isAhead(day) {
  const { begin = "{}", read } = place("desk-begin").dataset;
  return read === new Date().toDateString() && day > JSON.parse(begin).today;
}
