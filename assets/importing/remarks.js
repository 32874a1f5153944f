/* What was accepted in a file, and what it warns of. */
/** @import { Preview, Remark } from "./answers.d.ts" */
import { node } from "../shared/dom.js";
import { said as inReaders } from "../shared/words.js";
import { capital, rowOf, shownOf } from "./tables.js";
import { said } from "./zone.js";

/** @param {Remark} remark */
const isOfFile = ({ row }) => row === null;

/** @param {Preview} preview */
export function ofFile({ remarks: all }) {
  return all.filter(isOfFile).map(({ message, warns }) => {
    const words = `${capital(inReaders(message))}.`;
    return node("p", warns ? { class: "import__why" } : {}, words);
  });
}

/** What is wrong with the file as a whole, although its rows were looked at.
 *
 * @param {Preview} preview
 */
export function ofWhole({ counts, faults }) {
  const found = faults.filter(({ row, column }) => row === null && !column);
  return counts.rows
    ? found.map((fault) => `${inReaders(fault.reason)}. ${inReaders(fault.remedy)}.`)
    : [];
}

/** @param {Preview} preview
 * @param {string} words
 * @param {Remark[]} shown
 * @param {number} count
 */
function fold(preview, words, shown, count) {
  const items = shown.map(({ row, sheet, message }) =>
    node("li", {}, `${rowOf(preview, { row, sheet })} – `, inReaders(message)),
  );
  return node(
    "details",
    { class: "more" },
    node("summary", {}, words),
    node("ul", {}, ...items),
    shownOf(shown.length, count),
  );
}

/** @param {Preview} preview */
export function remarks(preview) {
  const { remarks: all, remark_count: whole, warning_count: warned } = preview;
  const shown = all.filter((one) => !isOfFile(one) && !one.warns);
  if (!shown.length) return "";
  const count = whole - warned - all.filter(isOfFile).length;
  return fold(preview, said("remarks", { count }), shown, count);
}

/** Warnings about rows that are imported anyway.
 *
 * @param {Preview} preview
 */
export function warnings(preview) {
  const shown = preview.remarks.filter((one) => one.warns && !isOfFile(one));
  if (!shown.length) return "";
  const made = fold(preview, said("warned"), shown, preview.warning_count);
  made.open = true;
  return made;
}
