/* What becomes of likely duplicates: one answers before a file goes in. Until then all are left out. */
/** @import { Chosen, CopiesAnswer, Looked } from "./answers.d.ts" */
import { all, place } from "../shared/dom.js";
import { asks, choice } from "./odd.js";
import { said } from "./zone.js";

/** @returns {Pick<Chosen, "copies" | "skip" | "others">} */
export const unanswered = () => ({ copies: null, skip: true, others: new Set() });

/** Whether the question is not answered yet.
 *
 * @param {Looked} at
 */
export const isOpen = ({ preview, copies }) => preview.counts.duplicates > 0 && !copies;

/** Answer for all; one by one begins with what is chosen already.
 *
 * @param {Chosen} at
 * @param {CopiesAnswer} answer
 */
export function choose(at, answer) {
  at.copies = answer;
  if (answer === "each") return;
  at.skip = answer === "leave";
  at.others.clear();
}

/** Answer for one of them.
 *
 * @param {Chosen} at
 * @param {number} number
 * @param {boolean} isLeft
 */
export function leaveOne(at, number, isLeft) {
  at.copies = "each";
  if (isLeft === at.skip) at.others.delete(number);
  else at.others.add(number);
}

/** Whether one is left out.
 *
 * @param {Chosen} at
 * @param {number} number
 */
export const isLeft = ({ skip, others }, number) => skip !== others.has(number);

/** How many are left out.
 *
 * @param {Looked} at
 */
export const countLeft = ({ preview: { counts }, skip, others }) =>
  skip ? counts.duplicates - others.size : others.size;

/** The question, and what happens once it is answered: one by one, the rows are shown.
 *
 * @param {Looked} at
 * @param {{ redraw: () => void, showRows: () => void }} then
 */
export function draw(at, { redraw, showRows }) {
  const count = at.preview.counts.duplicates;
  if (count === 0) return "";
  /** @type {[CopiesAnswer, string][]} */
  const answers = [
    ["leave", said("struck-leave", { count })],
    ["keep", said("copies-keep", { count })],
  ];
  if (count > 1) answers.push(["each", said("copies-each")]);
  const choices = answers.map(([answer, words]) => {
    const made = choice("radio", "import-copies", words, false, () => {
      choose(at, answer);
      if (answer === "each") showRows();
      redraw();
    });
    made.dataset.answer = answer;
    return made;
  });
  return asks(said("copies-asked", { count }), [], ...choices);
}

/** Check what is chosen, in the question and in the table of rows.
 *
 * @param {Chosen} at
 */
export function follow(at) {
  const within = place("import-preview");
  for (const one of all(within, "[data-answer]")) {
    const radio = /** @type {HTMLInputElement} */ (one.querySelector("input"));
    radio.checked = one.dataset.answer === at.copies;
  }
  for (const box of all(within, "[data-copy]")) {
    /** @type {HTMLInputElement} */ (box).checked = isLeft(at, Number(box.dataset.copy));
  }
}
