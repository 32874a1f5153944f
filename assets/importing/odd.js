/* Questions about odd things in a file, and their answers. Odd rows wait for an answer. */
/** @import { Answers, Chosen, Looked, Odd, Preview } from "./answers.d.ts" */
import { node } from "../shared/dom.js";
import { said } from "./zone.js";

/** @param {string} words
 * @param {string[]} hints
 * @param {...Node} choices
 */
export function asks(words, hints, ...choices) {
  const about = hints.filter(Boolean).map((hint) => node("p", { class: "import__hint" }, hint));
  return node(
    "fieldset",
    { class: "import__sheet" },
    node("legend", {}, words),
    ...about,
    ...choices,
  );
}

/** @param {"radio" | "checkbox"} type
 * @param {string} name
 * @param {string} words
 * @param {boolean} isChecked
 * @param {(isChecked: boolean) => void} act
 */
export function choice(type, name, words, isChecked, act) {
  const box = node("input", { type, class: "form-check-input", name });
  box.checked = isChecked;
  box.addEventListener("change", () => act(box.checked));
  return node("label", { class: "desk__box" }, box, node("span", {}, words));
}

/** A choice among answers; the reader's answer overrides the server's.
 *
 * @param {"struck_out" | "numbers"} name
 * @param {{ answer: string | null }} found
 * @param {Answers} answers
 * @param {[value: string, words: string][]} ways
 * @param {() => void} answered
 */
function oneOf(name, { answer }, answers, ways, answered) {
  const chosen = answers[name] ?? answer;
  return ways.map(([value, words]) =>
    choice("radio", `import-${name}`, words, chosen === value, () => {
      answers[name] = value;
      answered();
    }),
  );
}

/** @param {Odd} odd
 * @param {Answers} answers
 * @param {() => void} answered
 */
function struckOut({ struck_out: struck }, answers, answered) {
  if (!struck) return "";
  const { count, rows } = struck;
  /** @type {[string, string][]} */
  const ways = [
    ["leave", said("struck-leave", { count })],
    ["keep", said("struck-keep", { count })],
  ];
  const choices = oneOf("struck_out", struck, answers, ways, answered);
  return asks(said("struck-asked", { count, rows }), [], ...choices);
}

/** @param {Odd} odd
 * @param {Answers} answers
 * @param {() => void} answered
 */
function numbers({ numbers: found }, answers, answered) {
  if (!found) return "";
  const { taken, example } = found;
  const hints = [
    said("numbers-about"),
    taken ? said("numbers-taken", { count: taken }) : "",
    said("numbers-again"),
  ];
  /** @type {[string, string][]} */
  const ways = [
    ["file", said("numbers-file", { example })],
    ["unique", said("numbers-unique")],
  ];
  return asks(said("numbers-asked"), hints, ...oneOf("numbers", found, answers, ways, answered));
}

/** @param {Odd} odd
 * @param {Answers} answers
 * @param {() => void} answered
 */
function dates({ dates: found }, { right_dates: right }, answered) {
  if (!found) return "";
  const { days, first, last } = found;
  const boxes = days.map(({ date, rows }) => {
    const words = said("date-right", { date, rows });
    return choice("checkbox", "import-date", words, right.has(date), (isRight) => {
      if (isRight) right.add(date);
      else right.delete(date);
      answered();
    });
  });
  const words = said("dates-asked", { count: days.length, first, last });
  return asks(words, [said("dates-about")], ...boxes);
}

/** @returns {Answers} */
export const nothingSaid = () => ({ struck_out: null, numbers: null, right_dates: new Set() });

/** @param {Preview} preview */
export const isOpen = ({ odd }) => odd.open;

/** The answers as fields of the request.
 *
 * @param {Chosen} at
 */
export const fields = ({ answers }) => ({
  ...answers,
  right_dates: [...answers.right_dates].join(","),
});

/** @param {Looked} at
 * @param {() => void} answered
 */
export function draw({ preview: { odd }, answers }, answered) {
  const questions = [struckOut, numbers, dates].map((ask) => ask(odd, answers, answered));
  if (!questions.some(Boolean)) return "";
  return node("div", { class: "import__sheets import__odd" }, ...questions);
}
