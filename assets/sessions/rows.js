/* Edit a session in the list: its row becomes a form, then a row again. */
/** @import { Cells, Stored } from "../shared/conflict.js" */
/** @import { Control } from "../shared/dom.js" */
/** @import { Answer, Fault } from "../shared/send.js" */
/** @import { Both } from "../shared/words.js" */
import { conflict as bothStates } from "../shared/conflict.js";
import { all, button, controls, first, node, on, place } from "../shared/dom.js";
import { redraw, whenDrawn } from "../shared/drawn.js";
import { holding, signedOut } from "../shared/holding.js";
import { focusSaid, note } from "../shared/saying.js";
import { send, why } from "../shared/send.js";
import { here } from "../shared/site.js";
import { said as inReaders, told } from "../shared/words.js";
import { doubtful } from "./doubts.js";
import { waysToCopies } from "./links.js";
import { named, rowOf } from "./references.js";
import { offerUndo } from "./undoing.js";

/**
 * @typedef {{
 *   reference: string, version: number, cells: Cells, typed: Cells, row: HTMLElement,
 *   more?: HTMLElement | null, sending?: boolean, known?: string, column?: string,
 * }} Hand The session in hand: the cells and the version that its editor saw, what they entered, and
 *   the column in which they were last.
 */

const DELIVERED = "delivered";

/** @type {Hand | null} */
let at = null;
/** The session that was in hand last, to whose row the focus goes back.
 *
 * @type {string | null}
 */
let left = null;

const templates = () => place("rows-controls");
const said = () => JSON.parse(templates().dataset.words ?? "{}");

/** @returns {[column: string, title: string][]} */
const titles = () => Object.entries(JSON.parse(templates().dataset.titles ?? "{}"));

/** @param {string | undefined} column
 * @returns {Control | null}
 */
const template = (column) => templates().querySelector(`[data-entry="${column}"]`);

const inHand = () => /** @type {Hand} */ (at);

const entries = () => controls(inHand().row, "[data-entry]");

/** @param {string | null} column */
const entry = (column) => entries().find((one) => one.dataset.entry === column);

holding(() => at?.row.isConnected && Object.keys(at.typed).length > 0);

/** @param {HTMLElement} row
 * @param {string} column
 */
function open(row, column) {
  if (at?.sending || at?.reference === row.dataset.row) return;
  if (at) close();
  const { row: reference = "", version, cells = "{}" } = row.dataset;
  show({ reference, version: Number(version), cells: JSON.parse(cells), typed: {}, row });
  (entry(column) || entries()[0]).focus();
}

/** Put controls beside the values that they change, and hide the values meanwhile. The buttons come
 * last, as in every form.
 *
 * @param {Hand} hand
 */
function show(hand) {
  at = hand;
  const { row, typed, cells } = hand;
  row.classList.add("worklist__row--edited");
  for (const cell of all(row, "[data-cell]")) {
    const { cell: column = "" } = cell.dataset;
    const made = /** @type {Control} */ (template(column)?.cloneNode(true));
    made.value = typed[column] ?? cells[column];
    made.setAttribute("aria-label", `${made.dataset.title} (${row.dataset.name})`);
    cell.append(made);
  }
  const ways = node("span", { class: "rows__ways" });
  ways.append(button(said().save, save), button(said().cancel, cancel));
  row.lastElementChild?.append(ways);
  if (hand.more) row.after(hand.more);
}

function close() {
  const { row, more, reference } = inHand();
  more?.remove();
  row.classList.remove("worklist__row--edited");
  for (const one of all(row, "[data-entry], .rows__ways")) one.remove();
  left = reference;
  at = null;
}

function cancel() {
  const { row, sending } = inHand();
  if (sending) return;
  close();
  first(row, "[data-edit]").focus();
}

/* Only a delivered session has counts; others show zeros that nobody entered. */
function cellsToSend() {
  const { cells, typed } = inHand();
  return withoutZeros({ ...cells, ...typed }, cells);
}

/** @param {Cells} cells
 * @param {Cells} before
 */
function withoutZeros(cells, before) {
  if (before.status === DELIVERED) return cells;
  const counts = (templates().dataset.counts ?? "").split(" ");
  return { ...cells, ...Object.fromEntries(counts.map((column) => [column, ""])) };
}

async function save() {
  const sent = inHand();
  if (sent.sending) return;
  sent.sending = true;
  tell();
  const path = `sessions/${encodeURIComponent(sent.reference)}`;
  const cells = cellsToSend();
  const knowing = sent.known === doubtful(cells);
  const answer = await send("PUT", path, { version: sent.version, cells, knowing });
  sent.sending = false;
  if (sent === at) came(answer, cells);
}

/** @param {Answer} answer
 * @param {Cells} cells
 */
function came(answer, cells) {
  const words = said();
  if (answer.status === 200) saved(answer, cells);
  else if (answer.status === 422) refused(answer.faults ?? []);
  else if (answer.warnings) warned(answer.warnings);
  else if (answer.status === 409) conflict(answer.conflicts[0].stored);
  else if (answer.status === 401) tell(...signedOut({ ...words, ...templates().dataset }));
  else if (answer.status === 403) tell(words.forbidden);
  else tell(why(answer, words.offline, words.failed));
}

/** Update the row's data to what is stored: it may be edited again before the list is redrawn.
 *
 * @param {Answer} answer
 * @param {Cells} cells
 */
function saved({ saved: [stored], remarks = [], copies = [] }, cells) {
  const { row, cells: before } = inHand();
  const more = remarks.map((/** @type {Both} */ one) => ` ${inReaders(one)}.`);
  Object.assign(row.dataset, { version: stored.version, cells: JSON.stringify(cells) });
  close();
  offerUndo(stored, withoutZeros(before, before), row);
  first(row, "[data-edit]").focus();
  const others = waysToCopies(copies, said()).flatMap((one) => [" ", one]);
  note("saved", { session: named(stored) }, ...more, ...others);
  redraw();
}

/** A line below the row for its messages.
 *
 * @param {...(Node | string)} parts
 */
function tell(...parts) {
  const hand = inHand();
  hand.more?.remove();
  hand.more = null;
  for (const one of entries()) one.removeAttribute("aria-invalid");
  if (!parts.length) return;
  const cell = node("td", { colspan: "8", role: "cell", class: "rows__told" }, ...parts);
  hand.more = node("tr", { role: "row", class: "rows__more" }, cell);
  hand.row.after(hand.more);
}

/** Say the faults; what is not in the row is mended in the form, to which a link leads.
 *
 * @param {Fault[]} faults
 */
function refused(faults) {
  const names = Object.fromEntries(titles());
  const words = (/** @type {Fault} */ fault) =>
    `${names[fault.column ?? ""] || fault.column} – ` +
    (entry(fault.column ?? "") ? told(fault) : `${inReaders(fault.reason)}.`);
  const lines = faults.map((fault) => node("p", { class: "desk__fault" }, words(fault)));
  const way = inForm();
  tell(node("div", { role: "alert" }, ...lines), way);
  const wrong = faults.map(({ column }) => entry(column)).filter((one) => one !== undefined);
  for (const one of wrong) one.setAttribute("aria-invalid", "true");
  (wrong[0] || way).focus();
}

/** Show warnings; pressing again saves the session as it is.
 *
 * @param {{ column: string, message: Both }[]} warnings
 */
function warned(warnings) {
  const words = said();
  inHand().known = doubtful(cellsToSend());
  const lines = warnings.map(({ message }) => node("p", {}, `${inReaders(message)}.`));
  const warning = node("div", { role: "alert" }, ...lines, words.warned);
  tell(warning, " ", button(words.asis, save));
  (entry(warnings[0].column) || entries()[0]).focus();
}

/* Where all of its cells are. */
function inForm() {
  const { reference, typed, cells } = inHand();
  const isHeld = typed.status === DELIVERED && cells.status !== DELIVERED;
  const href = here({ edit: reference, ...(isHeld ? { held: "1" } : {}) });
  return node("a", { href, "data-stay": "" }, said().form);
}

/** Apply only the cells entered here to the other person's version.
 *
 * @param {Stored | null} stored
 */
function conflict(stored) {
  const words = said();
  const hand = inHand();
  const mine = { ...hand.cells, ...hand.typed };
  const theirs = button(words.other, () => {
    cancel();
    redraw();
  });
  const merge = (/** @type {Stored} */ now) =>
    button(words.merge, () => {
      Object.assign(hand, { version: now.version, cells: now.cells });
      save();
    });
  const ways = stored ? [merge(stored), theirs, inForm()] : [theirs];
  const parts = { columns: titles(), mine, shown, said: words, ways };
  const box = node("section", { class: "desk__conflict" });
  box.append(...bothStates(stored, { level: "h2", ...parts }));
  tell(box);
  first(box, "h2").focus();
  box.scrollIntoView({ block: "nearest" });
}

/** @param {string} column
 * @param {Cells} cells
 * @returns {string}
 */
function shown(column, cells) {
  const value = cells[column] || "";
  const choice = template(column);
  const options = choice instanceof HTMLSelectElement ? [...choice.options] : [];
  return options.find((one) => one.value === value)?.label || value || said().blank;
}

/* Events */

document.addEventListener("click", (event) => {
  const row = on(event, "[data-edit]")?.closest("[data-row]");
  if (row) open(/** @type {HTMLElement} */ (row), "date");
  if (on(event, "a[data-stay]") && at && !at.sending) close();
});

document.addEventListener("dblclick", (event) => {
  const row = on(event, "[data-row]");
  const cell = on(event, "[data-row] [data-cell]");
  if (row && cell && !on(event, "[data-entry]")) open(row, cell.dataset.cell ?? "");
});

document.addEventListener("input", (event) => {
  const changed = on(event, "[data-entry]");
  if (!at || !changed || !at.row.contains(changed)) return;
  at.typed[changed.dataset.entry ?? ""] = /** @type {Control} */ (changed).value.trim();
});

document.addEventListener("focusin", (event) => {
  if (at) at.column = on(event, "[data-entry]")?.dataset.entry;
});

document.addEventListener("keydown", (event) => {
  const target = /** @type {Element} */ (event.target);
  const isHere = at?.row.contains(target) || at?.more?.contains(target);
  if (!isHere || event.defaultPrevented) return;
  if (event.key === "Escape") cancel();
  else if (event.key === "Enter" && target.matches("input[data-entry]")) {
    event.preventDefault();
    save();
  }
});

/* A redrawn list has new rows: entries move to the session's new row. */
whenDrawn(() => {
  if (at && !at.row.isConnected) {
    const row = rowOf(at.reference);
    if (row) {
      at.row = row;
      show(at);
      if (document.activeElement === document.body && at.column) entry(at.column)?.focus();
    } else at = null;
  }
  if (left && !rowOf(left) && document.activeElement === document.body) focusSaid();
  left = null;
});
