/* What a file, or some of its rows, must wait for, and the shortest ways to answer. */
/** @import { Preview, Ways } from "./answers.d.ts" */
import { button, node } from "../shared/dom.js";
import * as constants from "./constants.js";
import * as mapping from "./mapping.js";
import { ignorable, isUnknown, unexplained } from "./meanings.js";
import { said } from "./zone.js";

const MOST_NAMED = 5;

/** @param {Preview} preview */
const unknown = ({ columns }) => columns.filter(isUnknown).map(({ header }) => header);

/** Those of them that say who people are, which no column of ours takes; or all others.
 *
 * @param {Preview} preview
 * @param {boolean} personal
 */
const namesOf = ({ columns }, personal) =>
  columns.filter((one) => isUnknown(one) && one.personal === personal).map((one) => one.header);

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
  unknown(preview).length > 0 && constants.missing(preview).some(({ constant }) => !constant);

/** @param {Preview} preview */
function apart({ counts: { rows, faulty }, odd }) {
  if (!rows || odd.open) return "";
  return ` ${said(faulty ? "right-but" : "right-all", { right: rows - faulty, count: rows })}`;
}

/** @param {Preview} preview
 * @param {Ways} ways
 */
function ofColumns(preview, ways) {
  const headers = unknown(preview);
  if (!headers.length) return [];
  const count = headers.length;
  const people = namesOf(preview, true);
  const others = namesOf(preview, false);
  const words = [
    ...(others.length ? [sentence("columns-wait", others)] : []),
    ...(people.length ? [sentence("people-wait", people)] : []),
  ].join(" ");
  const table = mapping.unknown(preview, ways);
  const told = node("p", {}, words + apart(preview));
  if (isToBeMapped(preview)) return [told, table];
  const way = button(said("ignore-columns", { count }), () => ways.ignore({ headers }));
  return [told, node("p", {}, way), table];
}

/** @param {Preview} preview
 * @param {Ways} ways
 */
function ofWords(preview, { ignore }) {
  const entries = unexplained(preview);
  if (!entries.length) return [];
  const names = several(entries.map(({ value }) => value));
  const words = sentence("words-wait", names);
  const blank = ignorable(preview);
  if (!blank.length) return [node("p", {}, words)];
  const shown = inQuotes(several(blank.map(({ value }) => value)));
  const way = button(said("ignore-words", { names: shown }), () => ignore({ words: blank }));
  return [node("p", {}, words), node("p", {}, way)];
}

/** Whether a question must be answered before anything can be imported.
 *
 * @param {Preview} preview
 */
export const isOpen = (preview) =>
  unknown(preview).length > 0 || constants.missing(preview).length > 0;

/** @param {Preview} preview
 * @param {Ways} ways
 */
export function draw(preview, ways) {
  const isEarly = isToBeMapped(preview);
  const questions = isEarly ? [] : constants.questions(preview, ways);
  const parts = [...ofColumns(preview, ways), ...questions, ...ofWords(preview, ways)];
  const attributes = { class: "import__waits", id: "import-waits" };
  return parts.length ? node("div", attributes, ...parts) : "";
}
