/* Values given for all rows of a file that lacks a column; asked for if the column is needed. */
/** @import { Field, Mapping, Preview, Say, Ways } from "./answers.d.ts" */
import { button, node } from "../shared/dom.js";
import { titled } from "./tables.js";
import { said } from "./zone.js";

const MOST_BUTTONS = 6;
const LONGEST = 600;

/** @param {Field} field */
const title = (field) => titled(field, field.code);

/** @param {Preview} preview */
function lacking({ columns, fields }) {
  const there = new Set(columns.map(({ column }) => column?.split("/")[0]));
  return fields.filter(({ code }) => !there.has(code));
}

/** What was said of a column.
 *
 * @param {Preview} preview
 * @param {Field} field
 */
const saidOf = ({ mapping }, { code }) => mapping?.constants?.[code] || "";

/** Whether the value given cannot be read.
 *
 * @param {Preview} preview
 * @param {Field} field
 */
const isWrong = ({ faults }, { code }) =>
  faults.some(({ row, column }) => row === null && column === code);

/** @param {Mapping} draft
 * @param {Field} field
 * @param {string} value
 */
function keep({ constants }, { code }, value) {
  if (value) constants[code] = value;
  else delete constants[code];
}

/** A control to choose or type the value.
 *
 * @param {Preview} preview
 * @param {Field} field
 * @param {string} id
 * @param {Say} map
 */
function entry(preview, field, id, map) {
  const options = preview.options[field.code];
  const value = saidOf(preview, field);
  const attributes = { id, class: options ? "form-select" : "form-control" };
  const made = options
    ? node("select", attributes, ...choices(options))
    : node("input", { ...attributes, maxlength: `${LONGEST}`, autocomplete: "off" });
  made.value = value;
  made.addEventListener("change", () => map((draft) => keep(draft, field, made.value.trim())));
  return made;
}

/** @param {Field[]} options */
function choices(options) {
  const none = node("option", { value: "" }, said("choose"));
  return [none, ...options.map((one) => node("option", { value: one.code }, title(one)))];
}

/** @param {Preview} preview
 * @param {Field} field
 * @param {Ways} ways
 */
function question(preview, field, { map, mapNow }) {
  const options = preview.options[field.code];
  const asks = said("constant-asked", { column: title(field) });
  const id = `import-asked-${field.code}`;
  if (!options || options.length > MOST_BUTTONS) {
    const label = node("label", { for: id }, asks);
    return node("div", { class: "import__asked" }, label, entry(preview, field, id, map));
  }
  const buttons = options.map((one) =>
    button(title(one), () => mapNow((draft) => keep(draft, field, one.code))),
  );
  const group = { class: "import__asked", role: "group", "aria-labelledby": id };
  const choose = node("div", { class: "import__buttons" }, ...buttons);
  return node("div", group, node("p", { id }, asks), choose);
}

/** The needed columns that the file lacks, without a value yet.
 *
 * @param {Preview} preview
 */
export const missing = (preview) =>
  lacking(preview).filter(
    (field) => field.needed && (!saidOf(preview, field) || isWrong(preview, field)),
  );

/** @param {Preview} preview
 * @param {Ways} ways
 */
export function questions(preview, ways) {
  const asked = missing(preview).filter(({ constant }) => constant);
  return asked.map((field) => question(preview, field, ways));
}

/** All values that may be given, also for columns that are optional.
 *
 * @param {{ preview: Preview }} at
 * @param {Ways} ways
 */
export function fold({ preview }, { map }) {
  const fields = lacking(preview).filter(({ constant }) => constant);
  if (!fields.length) return "";
  const entries = fields.map((field) => {
    const id = `import-constant-${field.code}`;
    const label = node("label", { for: id }, title(field));
    return node("div", { class: "field" }, label, entry(preview, field, id, map));
  });
  const made = node(
    "details",
    { class: "more import__mapping", id: "import-constants" },
    node("summary", {}, said("constants")),
    node("p", { class: "import__hint" }, said("constants-about")),
    node("div", { class: "import__constants" }, ...entries),
  );
  made.open = fields.some((field) => isWrong(preview, field));
  return made;
}
