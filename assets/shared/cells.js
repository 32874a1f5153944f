/* Tables of cells that open a dialog, made of data. `layouts/shared/cells.py` makes the same for the
   first HTML. */
import { all, node } from "./dom.js";

/**
 * @typedef {[number: string, level: string, state: string]} Value
 * @typedef {{ caption: string, note: string, rows: string[], names: string[], keys: string[] }} Head
 * @typedef {{
 *   columns: string[], filters: string[], levels: Record<string, [sign: string, words: string]>,
 *   aside: string, tables: Head[],
 * }} Frame
 * @typedef {{ frame: Frame, values: Value[][] }} Cells
 */

/** What a cell contains.
 *
 * @param {Frame} frame
 * @param {string} name
 * @param {Value} value
 */
function inside(frame, name, [number, level, state]) {
  const hidden = (/** @type {string} */ words) => node("span", { class: "visually-hidden" }, words);
  const [sign, words] = frame.levels[level] ?? [];
  const count = node("span", { class: "grid__count" }, number);
  if (sign) count.append(node("span", { class: "sign", "aria-hidden": "true" }, sign));
  const made = [hidden(`${name} `), count];
  if (words) made.push(node("span", { class: "grid__level visually-hidden" }, ` ${words}`));
  if (state === "aside") made.push(hidden(`, ${frame.aside}`));
  return made;
}

/** @param {Value} value */
function classOf([, level, state]) {
  const states = state ? [`grid__cell--${state}`] : [];
  return ["grid__cell", `grid__cell--${level || "other"}`, ...states].join(" ");
}

/** @param {Frame} frame
 * @param {string} key
 * @param {string} name
 * @param {Value} value
 */
function cellOf(frame, key, name, value) {
  const codes = key.split(" ");
  const opens = frame.filters.map((filter, at) => [filter, codes[at]]);
  const attributes = {
    type: "button",
    class: classOf(value),
    tabindex: "-1",
    "data-key": key,
    "data-opens": `${new URLSearchParams(opens)}`,
    "aria-haspopup": "dialog",
  };
  return node("button", attributes, ...inside(frame, name, value));
}

/** @param {Frame} frame
 * @param {Head} head
 * @param {Value[]} values
 */
function tableOf(frame, head, values) {
  const width = frame.columns.length;
  const columns = frame.columns.map((words) => node("th", { scope: "col" }, words));
  const rows = head.rows.map((name, row) => {
    const cells = values.slice(row * width, (row + 1) * width).map((value, column) => {
      const at = row * width + column;
      return node("td", {}, cellOf(frame, head.keys[at], head.names[at], value));
    });
    return node("tr", {}, node("th", { scope: "row" }, name), ...cells);
  });
  const note = head.note ? [node("span", { class: "grid__aside" }, head.note)] : [];
  return node(
    "table",
    { class: "grid", role: "grid" },
    node("caption", {}, head.caption, ...note),
    node("thead", {}, node("tr", {}, node("td", {}), ...columns)),
    node("tbody", {}, ...rows),
  );
}

/** The tables, for a place that has none.
 *
 * @param {Cells} cells
 */
export function tablesOf({ frame, values }) {
  const made = frame.tables.map((head, at) => tableOf(frame, head, values[at]));
  made[0]?.querySelector("button")?.setAttribute("tabindex", "0");
  return made;
}

/** Change the cells that say something else; the others stay.
 *
 * @param {HTMLElement} into a place that has tables of the same frame
 * @param {Cells} cells
 */
export function changeCells(into, { frame, values }) {
  const names = frame.tables.flatMap((head) => head.names);
  const buttons = all(into, "button");
  values.flat().forEach((value, at) => {
    const cell = buttons[at];
    cell.className = classOf(value);
    const now = inside(frame, names[at], value);
    const isSame =
      now.length === cell.children.length &&
      now.every((one, part) => one.isEqualNode(cell.children[part]));
    if (!isSame) cell.replaceChildren(...now);
  });
}
