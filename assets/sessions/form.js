/* The form of a session: its cells, counts and drafts. Entries survive every redraw. */
/** @import { Stored } from "../shared/conflict.js" */
/** @import { Cells, Draft } from "../shared/drafts.js" */
/** @import { Control } from "../shared/dom.js" */
/** @import { Warning } from "../shared/form.js" */
/** @import { Answer, Fault } from "../shared/send.js" */
/** @import { Both } from "../shared/words.js" */
import { suggest } from "../shared/choices.js";
import { conflict as bothStates } from "../shared/conflict.js";
import { all, button, first, node, place, placeOf } from "../shared/dom.js";
import * as drafts from "../shared/drafts.js";
import { redraw, whenDrawn } from "../shared/drawn.js";
import { clearFaults, settle, showDoubts, showFaults } from "../shared/form.js";
import { orTell, send } from "../shared/send.js";
import { here } from "../shared/site.js";
import { said as inReaders, inWords, number, time, told } from "../shared/words.js";
import { compared, isPlain, sumOf, whole } from "./counts.js";
import { doubtful } from "./doubts.js";
import { newReference } from "./references.js";
import * as newVenue from "./venue.js";

const DELIVERED = "delivered";
const NOT_RECORDED = "unknown";
const NEEDED = ["date", "status", "kind", "language", "venue", "venue_type"];
const HABITS = ["date", "kind", "language", "venue", "facilitators", "duration_minutes"];

/**
 * @typedef {{ reference: string, held: boolean, version: number, cells: Cells, reader: string }} Begin
 * @typedef {{
 *   identity: string, isNew: boolean, reader: string, reference: string, version: number,
 *   cells: Cells, touched: boolean, offered: boolean, sending: boolean, known?: string,
 * }} Hand The session in the form. `version` is 0 for one that is not saved yet; `offered` is
 *   whether a draft of changes is, until something else is entered.
 */

/** @type {Hand | null} */
let at = null;
/** @type {HTMLFormElement | null} */
let drawnForm = null;

const inHand = () => /** @type {Hand} */ (at);
const form = () => /** @type {HTMLFormElement} */ (drawnForm);
const words = () => JSON.parse(form().dataset.words ?? "{}");

/** @param {string} column */
const control = (column) =>
  /** @type {Control | undefined} */ (form().elements.namedItem(`desk-${column}`) ?? undefined);

/** @param {string} column */
const entry = (column) => /** @type {Control} */ (control(column));

const ages = () => all(form(), ".desk__ages [data-count]", HTMLInputElement);
const ageColumns = () => ages().map(({ name }) => name);
const boxes = () => all(form(), "input[name=facilitators]", HTMLInputElement);

function mainControls() {
  const inFold = newVenue.fold();
  const controls = /** @type {Control[]} */ ([...form().elements]);
  return controls.filter((one) => one.name && one.type !== "checkbox" && !inFold.contains(one));
}

/** @returns {Cells} */
function cellsInForm() {
  const cells = mainControls().map((one) => [one.name, one.value.trim()]);
  const chosen = boxes().filter((box) => box.checked);
  const facilitators = chosen.map((box) => box.value).join("; ");
  return { ...Object.fromEntries(cells), facilitators };
}

/* The cells to send: only a delivered session has counts. */
function cellsToSend() {
  const cells = cellsInForm();
  if (cells.status === DELIVERED) return cells;
  const counts = all(form(), "#desk-counts [data-count]", HTMLInputElement);
  return { ...cells, ...Object.fromEntries(counts.map(({ name }) => [name, ""])) };
}

/** @param {Cells} cells */
function put(cells) {
  for (const one of mainControls()) one.value = cells[one.name] ?? "";
  const chosen = (cells.facilitators || "").split(";").map((code) => code.trim());
  for (const box of boxes()) box.checked = chosen.includes(box.value);
  const total = entry("total");
  if (isPlain(total.value, sumOf(cells, ageColumns()), cells.status === DELIVERED))
    total.value = "";
  follow();
}

/* What depends on what was entered. */
function follow() {
  place("desk-counts").hidden = entry("status").value !== DELIVERED;
  nameVenue();
  sum();
  newVenue.followType();
}

const venues = () => /** @type {HTMLOptionElement[]} */ ([...place("desk-venues").children]);

function nameVenue() {
  const typed = entry("venue").value.trim().toLocaleLowerCase();
  const found = venues().find((one) => one.value.toLocaleLowerCase() === typed);
  if (!found && typed) suggest(placeOf(HTMLDataListElement, "desk-venues"), typed);
  const isNamed = found && found.label !== found.value;
  place("desk-venue-name").textContent = isNamed ? found.label : "";
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
  fill.disabled = difference <= 0 || !control(NOT_RECORDED);
}

function putDifference() {
  const unknown = entry(NOT_RECORDED);
  const { difference } = compared(entry("total").value, sumOf(cellsInForm(), ageColumns()));
  unknown.value = `${whole(unknown.value) + difference}`;
  entered();
  unknown.focus();
}

/** @param {HTMLInputElement} count
 * @param {number} by
 */
function step(count, by) {
  if (by < 0 && count.value.trim() === "") return;
  count.value = `${Math.max(0, whole(count.value) + by)}`;
  entered();
}

function entered() {
  const hand = inHand();
  Object.assign(hand, { touched: true, offered: false, cells: cellsInForm() });
  follow();
  drafts.keep(hand.reader, hand.reference, hand.cells, hand.isNew ? 0 : hand.version);
}

/* The form's reader and session; if the same form is redrawn, entries stay. */
function ready() {
  const begins = document.getElementById("desk-begin");
  const found = /** @type {HTMLFormElement | null} */ (document.getElementById("desk-form"));
  if (!begins || !found) return;
  /** @type {Begin} */
  const begin = JSON.parse(begins.dataset.begin ?? "{}");
  const before = drawnForm;
  const isNewlyDrawn = found !== before;
  drawnForm = found;
  const identity = `${begin.reference} ${begin.held}`;
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
}

/** Keep the previous form's message about the last action.
 *
 * @param {HTMLFormElement | null} before
 */
function keepSaid(before) {
  for (const id of ["desk-summary", "desk-said"]) {
    say(id, ...(before?.querySelector(`#${id}`)?.childNodes ?? []));
  }
}

/** @param {Begin} begin
 * @param {string} identity
 */
function start(begin, identity) {
  const isNew = begin.reference === "";
  at = {
    identity,
    isNew,
    reader: begin.reader,
    reference: isNew ? newReference() : begin.reference,
    version: begin.version,
    cells: begin.cells,
    touched: begin.held,
    offered: !isNew,
    sending: false,
  };
  clearFaults(form());
  closeConflict();
  say("desk-said");
  say("desk-summary");
  put(begin.cells);
  if (begin.held && begin.cells.total === "") ages()[0]?.focus(); // all else is known
}

/** @param {string} id
 * @param {...(Node | string)} parts
 */
function say(id, ...parts) {
  place(id).replaceChildren(...parts);
}

/* Sending */

async function save() {
  const sent = inHand();
  if (sent.sending) return;
  if (sent.isNew && !sent.touched) return say("desk-said", words().nothing);
  sent.sending = true;
  clearFaults(form());
  say("desk-summary");
  say("desk-said", words().sending);
  const cells = cellsToSend();
  const knowing = sent.known === doubtful(cells);
  const sending = sent.version
    ? send("PUT", `sessions/${encodeURIComponent(sent.reference)}`, {
        version: sent.version,
        cells,
        knowing,
      })
    : send("POST", "sessions", { cells: { reference: sent.reference, ...cells }, knowing });
  const answer = await orTell(sending, () => {
    if (sent === at && form().isConnected) say("desk-said", words().waiting);
  });
  sent.sending = false;
  if (sent === at && form().isConnected) came(answer, cells);
  return undefined;
}

/** @param {Answer} answer
 * @param {Cells} cells
 */
function came(answer, cells) {
  const isForbidden = answer.status === 403;
  const again = isForbidden ? [] : [" ", button(words().again, save)];
  say("desk-said");
  settle(answer, {
    done: () => saved(answer, cells),
    faulty: refused,
    doubtful: (warnings) => warned(warnings, cells),
    clash: ({ stored }) => conflict(stored, cells),
    other: (...why) => say("desk-said", ...why, ...again),
    words: words(),
  });
}

/** @param {Fault[]} faults */
function refused(faults) {
  const others = show(form(), faults);
  const count = number(faults.length);
  say("desk-summary", [inWords(words().faults, { count }), ...others].join(" "));
}

/** Faults in a form's words, which do not mention cells.
 *
 * @param {HTMLElement} within
 * @param {Fault[]} faults
 */
function show(within, faults) {
  clearFaults(form());
  const isBlank = (/** @type {string} */ column) => entry(column).value.trim() === "";
  return showFaults(
    within,
    faults.map((fault) => {
      const column = fault.column ?? "";
      const isMissing = NEEDED.includes(column) && isBlank(column);
      return { column, words: isMissing ? words().needed : told(fault) };
    }),
  );
}

/** Show warnings; pressing again saves the session as it is.
 *
 * @param {Warning[]} warnings
 * @param {Cells} cells
 */
function warned(warnings, cells) {
  inHand().known = doubtful(cells);
  const doubts = warnings.map(({ column, message }) => ({
    column,
    words: `${inReaders(message)}.`,
  }));
  say("desk-said", `${words().warned} `, button(words().asis, save));
  showDoubts(form(), doubts);
}

/** @param {Answer} answer
 * @param {Cells} cells
 */
function saved({ saved: [{ reference, version }], remarks = [] }, cells) {
  const hand = inHand();
  const done = inWords(words().saved, { reference });
  const more = remarks.map((/** @type {Both} */ one) => ` ${inReaders(one)}.`);
  closeConflict();
  drafts.forget(hand.reader, hand.reference);
  if (hand.isNew) {
    next(cells);
    const link = { href: here({ edit: reference }), "data-stay": "" };
    const wayBack = node("a", link, inWords(words().edit, { reference }));
    say("desk-summary", done, ...more, " ", wayBack);
  } else {
    Object.assign(hand, { version, touched: false });
    say("desk-summary", done, ...more);
  }
  place("desk-summary").scrollIntoView({ block: "nearest" });
  entry("date").focus();
  redraw();
}

/** Begin the next session with the same values, but without counts.
 *
 * @param {Cells} cells
 */
function next(cells) {
  const habits = HABITS.map((column) => [column, cells[column]]);
  const begun = { ...Object.fromEntries(habits), status: DELIVERED };
  Object.assign(inHand(), {
    reference: newReference(),
    version: 0,
    cells: begun,
    touched: false,
  });
  put(begun);
}

/* Two people, one session */

/** @param {Stored | null} stored
 * @param {Cells} mine
 */
function conflict(stored, mine) {
  const said = words();
  const fields = all(form(), "[data-column]").filter((one) => !newVenue.fold().contains(one));
  /** @type {[string, string][]} */
  const columns = fields.map(({ dataset: { column = "", title = "" } }) => [column, title]);
  const ways = stored
    ? [
        button(said.keep, () => keepMine(stored.version)),
        button(said.other, () => takeTheirs(stored)),
      ]
    : [button(said.anew, () => keepMine(0))];
  const box = place("desk-conflict");
  const parts = { columns, mine, shown: shownCell, said, ways };
  box.replaceChildren(...bothStates(stored, { level: "h3", ...parts }));
  box.hidden = false;
  first(box, "h3").focus();
}

function closeConflict() {
  place("desk-conflict").hidden = true;
  say("desk-conflict");
}

/** @param {number} version over which it is saved */
function keepMine(version) {
  inHand().version = version;
  place("desk-save").focus();
  save();
}

/** @param {Stored} stored */
function takeTheirs({ version, cells }) {
  const hand = inHand();
  drafts.forget(hand.reader, hand.reference);
  Object.assign(hand, { version, cells, touched: false });
  closeConflict();
  clearFaults(form());
  put(cells);
  say("desk-summary", words().taken);
  entry("date").focus();
}

/** A cell's meaning: a blank total is the sum, an age group without a count is 0.
 *
 * @param {string} column
 * @param {Cells} cells
 * @returns {string}
 */
function shownCell(column, cells) {
  const value = cells[column] || "";
  const of = control(column);
  if (column === "total" && value === "") return `${sumOf(cells, ageColumns())}`;
  if (ageColumns().includes(column)) return `${whole(value)}`;
  if (of instanceof HTMLSelectElement) {
    return [...of.options].find((option) => value && option.value === value)?.label || value;
  }
  return value || words().blank;
}

/* Drafts */

function offer() {
  const { isNew, offered, reader, reference } = inHand();
  const here = offered ? drafts.of(reader, reference) : null;
  const found = isNew ? drafts.others(reader, reference) : here ? [here] : [];
  say("desk-offers", ...found.map(offerOf));
}

/** @param {Draft} draft */
function offerOf(draft) {
  const said = words();
  const { reference, version, at: kept } = draft;
  const told = inWords(version ? said.changes : said.draft, { reference, time: time(kept) });
  return node(
    "p",
    { class: "desk__offer" },
    node("span", {}, told),
    inHand().isNew && version ? wayTo(draft) : wayBack(draft),
    button(version ? said.throwall : said.throw, () => throwAway(draft)),
  );
}

/** @param {Draft} draft */
const wayBack = (draft) =>
  button(draft.version ? words().takeall : words().take, () => takeUp(draft));

/** Open the session that a draft changes.
 *
 * @param {Draft} draft
 */
function wayTo({ reference }) {
  const link = { class: "chip", href: here({ edit: reference }), "data-stay": "" };
  return node("a", link, words().takeall);
}

/** @param {Draft} draft */
function takeUp({ reference, version = 0, cells }) {
  Object.assign(inHand(), { reference, version, cells, touched: true, offered: false });
  clearFaults(form());
  closeConflict();
  put(cells);
  offer();
  entry("date").focus();
}

/** @param {Draft} draft */
function throwAway({ reference }) {
  drafts.forget(inHand().reader, reference);
  offer();
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
    if (event.target === control("venue")) codeOfLabel();
  });
  place("desk-venues").addEventListener("offered", () => {
    nameVenue();
    if (document.activeElement !== control("venue")) codeOfLabel();
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

/* Replace a venue's name, typed in full, by its code. */
function codeOfLabel() {
  const venue = entry("venue");
  const typed = venue.value.trim().toLocaleLowerCase();
  const named = venues().filter((one) => one.label.toLocaleLowerCase() === typed);
  if (typed === "" || named.length !== 1) return;
  venue.value = named[0].value;
  entered();
}

whenDrawn(ready);
