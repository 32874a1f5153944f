/* The rows behind each count of a file. */
/** @import { Both } from "../shared/words.js" */
/** @import { Alike, Change, Looked, Preview } from "./answers.d.ts" */
import { node } from "../shared/dom.js";
import { here } from "../shared/site.js";
import { said as inReaders, number } from "../shared/words.js";
import { isLeft, leaveOne } from "./copies.js";
import { several } from "./sheets.js";
import { capital, faultTable, ofSheets, rowOf, shownOf, table, titled } from "./tables.js";
import { said } from "./zone.js";

/** @param {Preview} preview
 * @returns {Map<string, string>}
 */
function titlesOf(preview) {
  const found = new Map();
  for (const field of preview.fields) found.set(field.code, titled(field, field.code));
  for (const one of preview.columns) {
    if (one.column && !found.has(one.column)) found.set(one.column, titled(one, one.column));
  }
  return found;
}

/** @param {Preview} preview
 * @returns {[headings: string[], rows: string[][], numbers: boolean[]]}
 */
function rowsOfNew(preview) {
  const titles = titlesOf(preview);
  const filled = new Set(preview.new.flatMap((cells) => Object.keys(cells)));
  const order = [...titles.keys()].filter((code) => filled.has(code));
  const used = [...order, ...[...filled].filter((code) => !titles.has(code))];
  const cell = (/** @type {Both | undefined} */ one) => (one ? inReaders(one) : "");
  const rows = preview.new.map((cells) => used.map((code) => cell(cells[code])));
  const ofNumbers = new Set(preview.fields.filter((one) => one.number).map((one) => one.code));
  const numbers = used.map((code) => ofNumbers.has(code)); // aligned by their last digit
  return [used.map((code) => titles.get(code) || code), rows, numbers];
}

/** @param {string} words */
const quiet = (words) => node("span", { class: "import__blank" }, words);

/** What a cell says before and after; of a private one, neither is told.
 *
 * @param {Change} change
 */
function bothValues({ before, after }) {
  const isPrivate = !before && !after;
  const blank = said(isPrivate ? "not-shown" : "blank");
  return [before, after].map((value) => (value ? inReaders(value) : quiet(blank)));
}

/** @param {Preview} preview */
function changeRows(preview) {
  return preview.changes.map((change) => [
    linkTo(change.key, change.name),
    titled(change, change.column),
    ...bothValues(change),
  ]);
}

/** @param {string} reference
 * @param {string} words
 */
function linkTo(reference, words) {
  const href = here({ edit: reference });
  return node("a", { href, title: reference, target: "_blank", rel: "noopener" }, words);
}

/** A session by what tells it from those that are alike, if anything, and by its reference.
 *
 * @param {Preview} preview
 * @param {Alike} one
 */
function alike(preview, { reference, apart, row, sheet }) {
  const told = apart ? capital(inReaders(apart)) : "";
  const words = row
    ? `${told || reference} (${rowOf(preview, { row, sheet })})`
    : told || reference;
  const named = row ? words : linkTo(reference, words);
  return told ? node("span", {}, named, " ", quiet(reference)) : named;
}

/** @param {{ name: string, apart: Both | null }} duplicate */
const own = ({ name, apart }) => (apart ? `${name} – ${inReaders(apart)}` : name);

/** @param {Preview} preview
 * @param {{ like: Alike[], reason?: Both }} duplicate
 */
function likeness(preview, { like, reason }) {
  const others = like.map((one) => alike(preview, one));
  const apart = others.flatMap((one, at) => (at ? [", ", one] : [one]));
  return node("span", {}, ...apart, reason ? ` – ${inReaders(reason)}` : "");
}

/** @param {Record<string, string>} attributes
 * @param {(isChecked: boolean) => void} act
 */
function checkbox(attributes, act) {
  const made = node("input", { type: "checkbox", class: "form-check-input", ...attributes });
  made.addEventListener("change", () => act(made.checked));
  return made;
}

/** Each can be left out by itself.
 *
 * @param {Looked} at
 * @param {() => void} redraw
 */
function duplicates(at, redraw) {
  const { preview } = at;
  const isNamed = several(preview);
  const boxes = preview.duplicates.map((one) => {
    const name = said("leave-out-row", { row: one.row, session: one.name });
    const made = checkbox({ "aria-label": name, "data-copy": `${one.number}` }, (isChecked) => {
      leaveOne(at, one.number, isChecked);
      redraw();
    });
    made.checked = isLeft(at, one.number);
    return made;
  });
  const names = ["leave-out", ...ofSheets(isNamed, "sheet", ["row"]), "session", "like"];
  const headings = names.map((name) => said(name));
  const rows = preview.duplicates.map((one, index) => [
    node("label", { class: "desk__box" }, boxes[index]),
    ...ofSheets(isNamed, one.sheet || "", [number(one.row)]),
    node("span", {}, own(one), " ", quiet(one.reference)),
    likeness(preview, one),
  ]);
  return [
    table(said("about-duplicates"), headings, rows),
    shownOf(rows.length, preview.counts.duplicates),
  ];
}

/** @param {Looked} at */
function changes({ preview }) {
  const headings = ["session", "column", "before", "after"].map((name) => said(name));
  return [
    table(said("about-changes"), headings, changeRows(preview)),
    shownOf(preview.changes.length, preview.change_count),
  ];
}

/** @param {Looked} at */
function added({ preview }) {
  const [headings, rows, numbers] = rowsOfNew(preview);
  return [
    table(said("about-new"), headings, rows, { wide: true, numbers }),
    shownOf(rows.length, preview.counts.new),
  ];
}

/** @param {Looked} at */
function faulty({ preview }) {
  const { faults, fault_count: count } = preview;
  return [faultTable(faults, several(preview)), shownOf(faults.length, count)];
}

/** By count.
 *
 * @type {Record<string, (at: Looked, redraw: () => void) => (Node | string)[]>}
 */
export const details = {
  new: added,
  changes,
  unchanged: () => [],
  "faulty-rows": faulty,
  duplicates,
};
