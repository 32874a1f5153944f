/* What a file, or some of its rows, must wait for, and the shortest ways to answer. */
/** @import { Column, Preview, Value, Ways } from "./answers.d.ts" */
import { button, node } from "../shared/dom.js";
import * as constants from "./constants.js";
import * as mapping from "./mapping.js";
import { copied, ignorable, isUnknown, left } from "./meanings.js";
import { said } from "./zone.js";

const MOST_NAMED = 5;

/** @param {Preview} preview */
const hasUnknown = ({ columns }) => columns.some(isUnknown);

/** Headers that say who people are, which no column of ours takes; or all others.
 *
 * @param {Column[]} columns
 * @param {boolean} personal
 */
const namesOf = (columns, personal) =>
  columns.filter((one) => one.personal === personal).map((one) => one.header);

/** @param {string[]} names */
const several = (names) => [...new Set(names)];

/** @param {string[]} names */
function inQuotes(names) {
  const shown = names.slice(0, MOST_NAMED).map((name) => said("quoted", { name }));
  return [...shown, ...(names.length > MOST_NAMED ? ["…"] : [])].join(", ");
}

/** @param {string} name
 * @param {string[]} names
 */
const sentence = (name, names) =>
  said(name, { count: names.length, names: inQuotes(names) }).replace("….", "…");

/** Whether a missing column that cannot be given for all rows may be among the unknown ones. Then
 * these must not all be ignored; other missing columns are probably among them too.
 *
 * @param {Preview} preview
 */
const isToBeMapped = (preview) =>
  hasUnknown(preview) && constants.missing(preview).some(({ constant }) => !constant);

/** @param {Preview} preview */
function apart({ counts: { rows, faulty }, odd }) {
  if (!rows || odd.open) return "";
  return ` ${said(faulty ? "right-but" : "right-all", { right: rows - faulty, count: rows })}`;
}

/** What is said of the unknown columns that are left, and the way to ignore them.
 *
 * @param {Column[]} columns
 * @param {Preview} preview
 * @param {Ways} ways
 */
function ofColumns(columns, preview, { ignore }) {
  if (!columns.length) return [said("columns-done")];
  const people = namesOf(columns, true);
  const others = namesOf(columns, false);
  const words = [
    ...(others.length ? [sentence("columns-wait", others)] : []),
    ...(people.length ? [sentence("people-wait", people)] : []),
  ].join(" ");
  const told = words + apart(preview);
  if (isToBeMapped(preview)) return [told];
  const headers = columns.map(({ header }) => header);
  const count = headers.length;
  return [told, button(said("ignore-columns", { count }), () => ignore({ headers }))];
}

/** The same of the words that are left.
 *
 * @param {Value[]} entries
 * @param {Preview} preview
 * @param {Ways} ways
 */
function ofWords(entries, preview, { ignore }) {
  if (!entries.length) return [said("words-done")];
  const told = sentence("words-wait", several(entries.map(({ value }) => value)));
  const blank = ignorable(preview, entries);
  if (!blank.length) return [told];
  const shown = inQuotes(several(blank.map(({ value }) => value)));
  return [told, button(said("ignore-words", { names: shown }), () => ignore({ words: blank }))];
}

/** Whether a question must be answered before anything can be imported.
 *
 * @param {Preview} preview
 */
export const isOpen = (preview) => hasUnknown(preview) || constants.missing(preview).length > 0;

/** @param {HTMLElement[]} lines are changed; one of which nothing is said is hidden
 * @param {(HTMLElement | string)[]} parts
 */
function fill(lines, parts) {
  for (const [at, line] of lines.entries()) {
    line.replaceChildren(parts[at] ?? "");
    line.hidden = !parts[at];
  }
}

/** The questions, and how they follow what is said of columns and words.
 *
 * @param {Preview} preview
 * @param {Ways} ways
 */
export function draw(preview, ways) {
  const asked = left(preview, copied(preview.mapping));
  const columns = asked.columns.length ? [node("p", {}), node("p", {})] : [];
  const words = asked.words.length ? [node("p", {}), node("p", {})] : [];
  const follow = () => {
    const open = left(preview, ways.draft);
    fill(columns, ofColumns(open.columns, preview, ways));
    fill(words, ofWords(open.words, preview, ways));
  };
  const table = columns.length ? [mapping.unknown(preview, ways)] : [];
  const questions = isToBeMapped(preview) ? [] : constants.questions(preview, ways);
  const parts = [...columns, ...table, ...questions, ...words];
  const attributes = { class: "import__waits", id: "import-waits" };
  return { box: parts.length ? node("div", attributes, ...parts) : "", follow };
}
