/* The sheets of a workbook: which are read, and a question for each that may be meant or not. */
/** @import { Chosen, Preview, Sheet } from "./answers.d.ts" */
import { node } from "../shared/dom.js";
import { said } from "./zone.js";

/** @param {Sheet} sheet */
const isAsked = ({ use }) => use === "asked";

/** @param {Preview} preview */
const read = (preview) => preview.sheets.filter(({ use }) => use === "read");

/** @param {Sheet} sheet */
function asking(sheet) {
  if (!isAsked(sheet)) return "sheet-named";
  return sheet.repeats ? "sheet-repeats" : "sheet-asked";
}

/** What identifies a sheet for the reader.
 *
 * @param {Sheet} sheet
 */
function about({ use, hidden, rows, headers }) {
  const parts = [
    use === "read" ? said("rows", { count: rows }) : "",
    hidden ? said("sheet-hidden") : "",
    use === "read" ? "" : headers.join(" · "),
  ];
  return parts.filter(Boolean).join(" – ");
}

/**
 * @param {Sheet} sheet
 * @param {number} at
 * @param {Map<string, string>} answers
 * @param {() => void} answered
 */
function question(sheet, at, answers, answered) {
  const choice = (/** @type {string} */ value, /** @type {string} */ words) => {
    const radio = node("input", {
      type: "radio",
      class: "form-check-input",
      name: `import-sheet-${at}`,
    });
    radio.checked = answers.get(sheet.name) === value;
    radio.addEventListener("change", () => {
      answers.set(sheet.name, value);
      answered();
    });
    return node("label", { class: "desk__box" }, radio, node("span", {}, words));
  };
  const asks = said(asking(sheet), { sheet: sheet.name });
  return node(
    "fieldset",
    { class: "import__sheet" },
    node("legend", {}, asks),
    node("p", { class: "import__hint import__sample" }, about(sheet)),
    choice("read", said(isAsked(sheet) ? "sheet-too" : "sheet-read")),
    choice("left_out", said("sheet-out")),
  );
}

/** @param {Preview} preview */
export const several = ({ sheets }) => sheets.length > 1;

/** @param {Preview} preview */
export const isOpen = ({ sheets }) => sheets.some(isAsked);

/** The sheets to read, as fields of the request: those chosen, or those of the preview.
 *
 * @param {Chosen} at
 */
export function named({ sheets, preview }) {
  const names = sheets || (preview?.sheets.length ? read(preview).map(({ name }) => name) : null);
  return names ? JSON.stringify(names) : null;
}

/** Ask about sheets; `chosen` gets the names of those to read once all are answered.
 *
 * @param {{ preview: Preview }} at
 * @param {(names: string[]) => void} chosen
 */
export function draw({ preview: { sheets } }, chosen) {
  if (sheets.length < 2 && !sheets.some(({ hidden }) => hidden)) return "";
  /** @type {Map<string, string>} */
  const answers = new Map(sheets.map(({ name, use }) => [name, use]));
  const answered = () => {
    if ([...answers.values()].includes("asked")) return;
    chosen([...answers].filter(([, use]) => use === "read").map(([name]) => name));
  };
  const ask = (/** @type {Sheet} */ sheet) =>
    question(sheet, sheets.indexOf(sheet), answers, answered);
  const count = sheets.filter(({ use }) => use === "read").length;
  const others = sheets.filter((sheet) => !isAsked(sheet));
  const fold = node(
    "details",
    { class: "more import__mapping", id: "import-sheets" },
    node("summary", {}, said("sheets", { read: count, count: sheets.length })),
    ...others.map(ask),
  );
  fold.open = count === 0;
  return node(
    "div",
    { class: "import__sheets" },
    ...sheets.filter(isAsked).map(ask),
    others.length ? fold : "",
  );
}
