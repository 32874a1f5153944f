/* Tables of what is in a file, and the names by which its rows and columns go. */
/** @import { Fault } from "../shared/send.js" */
/** @import { Both } from "../shared/words.js" */
/** @import { Preview } from "./answers.d.ts" */
import { node } from "../shared/dom.js";
import { said as inReaders, number } from "../shared/words.js";
import { several } from "./sheets.js";
import { said } from "./zone.js";

/** A table in a region that scrolls, by keyboard too. Its roles keep it a table for screen readers
 * when it is laid out as cards. A `wide` one has many columns, and scrolls even then.
 *
 * @param {string} name
 * @param {string[]} headings
 * @param {(Node | string)[][]} rows
 * @param {{ wide?: boolean, numbers?: boolean[] }} [options] whether each column has numbers
 */
export function table(name, headings, rows, { wide = false, numbers = [] } = {}) {
  /** @param {number} at
   * @returns {Record<string, string>}
   */
  function look(at) {
    if (numbers[at]) return { class: "import__number" };
    return {};
  }
  const heading = (/** @type {string} */ title, /** @type {number} */ at) =>
    node("th", { role: "columnheader", scope: "col", ...look(at) }, title);
  const cell = (/** @type {Node | string} */ content, /** @type {number} */ at) =>
    node("td", { role: "cell", "data-label": headings[at], ...look(at) }, content);
  const row = (/** @type {Node[]} */ cells) => node("tr", { role: "row" }, ...cells);
  const made = node(
    "table",
    { class: "import__table", role: "table", "aria-label": name },
    node("thead", { role: "rowgroup" }, row(headings.map(heading))),
    node("tbody", { role: "rowgroup" }, ...rows.map((cells) => row(cells.map(cell)))),
  );
  const css = wide ? "import__scroll import__scroll--wide" : "import__scroll";
  const region = { class: css, role: "region", "aria-label": name, tabindex: "0" };
  return node("div", region, made);
}

/** A note if more exist than are shown.
 *
 * @param {number} shown
 * @param {number} count
 */
export function shownOf(shown, count) {
  if (shown >= count) return "";
  return node("p", { class: "import__hint" }, said("first", { shown, count }));
}

/** @param {string} words */
export const capital = (words) => words.charAt(0).toLocaleUpperCase() + words.slice(1);

/** A title as it begins a cell.
 *
 * @param {{ title?: Both } | undefined} one
 * @param {string} fallback
 */
export const titled = (one, fallback) => (one?.title ? capital(inReaders(one.title)) : fallback);

/** A row's place, with its sheet where it could be in another.
 *
 * @param {Preview} preview
 * @param {{ row?: number | null, sheet?: string | null }} of
 */
export const rowOf = (preview, { row, sheet }) =>
  sheet && several(preview) ? said("row-of-sheet", { row, sheet }) : said("row-number", { row });

/** Put the sheet's name in a first column, if there are several sheets.
 *
 * @template Cell
 * @param {boolean} isNamed
 * @param {Cell} sheet
 * @param {Cell[]} cells
 */
export const ofSheets = (isNamed, sheet, cells) => (isNamed ? [sheet, ...cells] : cells);

/** @param {Fault[]} faults
 * @param {boolean} [isNamed] whether sheets are
 */
export function faultTable(faults, isNamed = faults.some(({ sheet }) => sheet)) {
  const names = ofSheets(isNamed, "sheet", ["row", "column", "value", "reason", "remedy"]);
  const headings = names.map((name) => said(name));
  const rows = faults.map(({ sheet, row, column, title, value, reason, remedy }) =>
    ofSheets(isNamed, sheet || "", [
      row ? number(row) : "",
      titled({ title }, column || ""), // a column that the file lacks goes by its title
      value || "",
      inReaders(reason),
      inReaders(remedy),
    ]),
  );
  return table(said("about-faulty"), headings, rows);
}
