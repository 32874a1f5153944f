/* The form of a session: what it begins with, its drafts and its events. Entries survive every redraw. */
/** @import { Draft } from "../shared/drafts.js" */
/** @import { Begin } from "./hand.d.ts" */
import { first, place } from "../shared/dom.js";
import { whenDrawn } from "../shared/drawn.js";
import { clearFaults } from "../shared/form.js";
import { holding } from "../shared/holding.js";
import {
  ages,
  codeOfLabel,
  control,
  entry,
  form,
  nameVenue,
  put,
  useForm,
  words,
} from "./cells.js";
import * as conflict from "./conflict.js";
import { entered, offerToPlan, putDifference, step } from "./entering.js";
import { held, inHand, take } from "./holding.js";
import { showOffers } from "./offers.js";
import { newReference } from "./references.js";
import { save, show } from "./saving.js";
import { keepSaid, say } from "./saying.js";
import * as newVenue from "./venue.js";

/* The form's reader and session; if the same form is redrawn, entries stay. */
function ready() {
  const begins = document.getElementById("desk-begin");
  const found = /** @type {HTMLFormElement | null} */ (document.getElementById("desk-form"));
  if (!begins || !found) return;
  /** @type {Begin} */
  const begin = JSON.parse(begins.dataset.begin ?? "{}");
  begins.dataset.read ??= new Date().toDateString();
  const before = useForm(found);
  const isNewlyDrawn = found !== before;
  const identity = `${begin.reference} ${begin.held}`;
  const at = held();
  const isSame = at?.identity === identity;
  if (!at || !isSame || (!at.isNew && !at.touched && at.version !== begin.version)) {
    start(begin, identity);
  } else if (isNewlyDrawn) {
    put(at.cells);
    keepSaid(before);
  }
  if (isNewlyDrawn) {
    listen(found);
    newVenue.takeUp(inHand().reader, words());
  }
  offer();
  offerToPlan();
}

/** @param {Begin} begin
 * @param {string} identity
 */
function start(begin, identity) {
  const isNew = begin.reference === "";
  take({
    identity,
    isNew,
    reader: begin.reader,
    reference: isNew ? newReference() : begin.reference,
    version: begin.version,
    cells: begin.cells,
    begun: begin.held ? null : begin.cells,
    touched: begin.held,
    offered: !isNew,
    sending: false,
  });
  clearFaults(form());
  conflict.close();
  say("desk-said");
  say("desk-summary");
  put(begin.cells);
  const isInUse = form().contains(document.activeElement);
  if (begin.held && begin.cells.total === "" && !isInUse) ages()[0]?.focus(); // all else is known
}

/* Drafts */

holding(() => held()?.touched && form().isConnected);

const offer = () => showOffers(inHand(), takeUp);

/** @param {Draft} draft */
function takeUp({ reference, version = 0, cells }) {
  const taken = { reference, version, cells, begun: null, touched: true, offered: false };
  Object.assign(inHand(), taken);
  clearFaults(form());
  conflict.close();
  put(cells);
  offer();
  offerToPlan();
  entry("date").focus();
}

/* Events */

function addVenue() {
  newVenue.add(inHand().reader, words(), show, (code, said) => {
    clearFaults(form());
    entry("venue").value = code;
    entered();
    say("desk-summary", said);
    entry("venue").focus();
  });
}

/** @param {HTMLFormElement} drawn */
function listen(drawn) {
  const fold = newVenue.fold();
  drawn.addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
  drawn.addEventListener("input", (event) => {
    if (fold.contains(/** @type {Node} */ (event.target))) newVenue.followType();
    else entered();
  });
  place("desk-venue-summary").addEventListener("click", () => {
    if (fold.open) newVenue.forget(inHand().reader);
  });
  drawn.addEventListener("change", (event) => {
    if (event.target === control("venue") && codeOfLabel()) entered();
  });
  place("desk-venues").addEventListener("offered", () => {
    nameVenue();
    if (document.activeElement !== control("venue") && codeOfLabel()) entered();
  });
  drawn.addEventListener("click", pressed);
  drawn.addEventListener("keydown", (event) => typed(event, fold));
}

/** @param {MouseEvent} event */
function pressed({ target }) {
  const found = target instanceof Element ? target.closest("button") : null;
  const by = Number(found?.dataset.step);
  const stepper = found?.parentElement;
  if (by && stepper) step(first(stepper, "input", HTMLInputElement), by);
  else if (found?.id === "desk-difference") putDifference();
  else if (found?.id === "desk-venue-add") addVenue();
}

/** @param {KeyboardEvent} event
 * @param {HTMLElement} fold
 */
function typed(event, fold) {
  const target = /** @type {HTMLInputElement} */ (event.target);
  const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
  if (by && target.matches("[data-count]")) {
    event.preventDefault();
    step(target, by);
  } else if (event.key === "Enter" && fold.contains(target) && target.name) {
    event.preventDefault();
    addVenue();
  }
}

whenDrawn(ready);
