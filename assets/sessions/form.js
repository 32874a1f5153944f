/* The form of a session: the one in hand, its saving and its drafts. Entries survive every redraw. */
/** @import { Cells, Draft } from "../shared/drafts.js" */
/** @import { Warning } from "../shared/form.js" */
/** @import { Answer, Fault } from "../shared/send.js" */
/** @import { Begin, Hand, Remark } from "./hand.d.ts" */
import { button, first, place } from "../shared/dom.js";
import * as drafts from "../shared/drafts.js";
import { redraw, whenDrawn } from "../shared/drawn.js";
import { clearFaults, settle, showDoubts, showFaults } from "../shared/form.js";
import { orTell, send } from "../shared/send.js";
import { said as inReaders, inWords, number, told } from "../shared/words.js";
import {
  ages,
  boxes,
  cellsInForm,
  cellsToSend,
  codeOfLabel,
  control,
  DELIVERED,
  entry,
  fillDifference,
  follow,
  form,
  nameVenue,
  put,
  useForm,
  words,
} from "./cells.js";
import * as conflict from "./conflict.js";
import { whole } from "./counts.js";
import { doubtful } from "./doubts.js";
import { waysToCopies, wayTo } from "./links.js";
import { showOffers } from "./offers.js";
import { named, newReference } from "./references.js";
import * as newVenue from "./venue.js";

const NEEDED = ["date", "status", "kind", "language", "venue", "venue_type"];
const PLANNED = "planned";
const HABITS = ["date", "kind", "language", "venue", "facilitators", "duration_minutes"];

/** @type {Hand | null} */
let at = null;

const inHand = () => /** @type {Hand} */ (at);
function putDifference() {
  const unknown = fillDifference();
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
  offerToPlan();
  drafts.keep(hand.reader, hand.reference, hand.cells, hand.isNew ? 0 : hand.version);
}

/* A day that is still to come is planned: say so, and offer it, before the server refuses it. */
function offerToPlan() {
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

/** Keep the previous form's message about the last action.
 *
 * @param {HTMLFormElement | null} before
 */
function keepSaid(before) {
  for (const id of ["desk-summary", "desk-said"]) {
    const said = /** @type {HTMLElement | null | undefined} */ (before?.querySelector(`#${id}`));
    say(id, ...(said?.childNodes ?? []));
    place(id).dataset.look = said?.dataset.look ?? "";
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
    begun: begin.held ? null : begin.cells,
    touched: begin.held,
    offered: !isNew,
    sending: false,
  };
  clearFaults(form());
  conflict.close();
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
  looksLike(id, "");
}

/** Success and failure differ in more than their words.
 *
 * @param {string} id
 * @param {"done" | "faulty" | ""} look
 */
function looksLike(id, look) {
  place(id).dataset.look = look;
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
    clash: ({ stored }) => conflict.show(inHand(), { stored, mine: cells, save }),
    other: (...why) => {
      say("desk-said", ...why, ...again);
      looksLike("desk-said", "faulty");
    },
    words: words(),
  });
}

/** @param {Fault[]} faults */
function refused(faults) {
  const others = show(form(), faults);
  const count = number(faults.length);
  say("desk-summary", [inWords(words().faults, { count }), ...others].join(" "));
  looksLike("desk-summary", "faulty");
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
  looksLike("desk-said", "faulty");
  showDoubts(form(), doubts);
}

/** @param {Answer} answer
 * @param {Cells} cells
 */
function saved({ saved: [stored], remarks = [], copies = [] }, cells) {
  const hand = inHand();
  const done = inWords(words().saved, { session: named(stored) });
  const more = remarks.map((/** @type {Remark} */ one) => ` ${inReaders(one)}.`);
  const isUnled = remarks.some((/** @type {Remark} */ { column }) => column === "facilitators");
  const [leads] = isUnled ? boxes() : [];
  conflict.close();
  drafts.forget(hand.reader, hand.reference);
  if (hand.isNew) next(cells);
  else Object.assign(hand, { version: stored.version, begun: cells, touched: false });
  const way = hand.isNew
    ? wayBack(stored.reference, leads)
    : leads && button(words().leader, () => leads.focus());
  const ways = [...waysToCopies(copies, words()), way].flatMap((one) => (one ? [" ", one] : []));
  say("desk-summary", done, ...more, ...ways);
  looksLike("desk-summary", "done");
  place("desk-summary").scrollIntoView({ block: "nearest" });
  entry("date").focus();
  redraw();
}

/** The way back to a session that is saved, and there to what it lacks.
 *
 * @param {string} reference
 * @param {HTMLElement} [leads] where its facilitators are named
 */
function wayBack(reference, leads) {
  const way = wayTo(reference, leads ? words().leader : words().edit);
  way.addEventListener("click", () => leads?.focus());
  return way;
}

/** Begin the next session with the same values, but without counts. Who plans one plans the next.
 *
 * @param {Cells} cells
 */
function next(cells) {
  const habits = HABITS.map((column) => [column, cells[column]]);
  const status = cells.status === PLANNED ? PLANNED : DELIVERED;
  const begun = { ...Object.fromEntries(habits), status };
  Object.assign(inHand(), {
    reference: newReference(),
    version: 0,
    cells: begun,
    touched: false,
  });
  put(begun);
}

/* Drafts */

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
