/* Make elements of the server's components and tables. */
import { current, filtersOf, inOrder, keeping } from "./query.js";

/**
 * @typedef {string | number | null | { type: string, props: Record<string, any> }} Part As Dash
 *   writes a component.
 * @typedef {{
 *   headings: Part[], rows: Part[][], toggles?: (string | null)[], caption?: string,
 * }} Table Where a row toggles, its first cell filters by that query.
 */

/** @param {Part} part
 * @returns {Node}
 */
export function nodeOf(part) {
  if (part === null || typeof part !== "object") return document.createTextNode(`${part ?? ""}`);
  const node = document.createElement(part.type.toLowerCase());
  const { children, className, htmlFor, ...attributes } = part.props;
  if (className) node.className = className;
  if (htmlFor) node.setAttribute("for", htmlFor);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value !== null) node.setAttribute(name, value === true ? "" : value);
  }
  if (node instanceof HTMLAnchorElement && "keep" in node.dataset) {
    node.setAttribute("href", keeping(node, `${filtersOf(inOrder(current()))}`));
  }
  node.append(...[children].flat().map(nodeOf));
  return node;
}

/** @param {"th" | "td"} tag
 * @param {Part} words
 * @param {string} [scope]
 */
function cell(tag, words, scope) {
  const made = document.createElement(tag);
  made.append(nodeOf(words));
  if (scope) made.scope = scope;
  return made;
}

/** A name that filters when it is pressed.
 *
 * @param {string} written what it filters by, as a query
 * @param {Part} words
 * @returns {Part}
 */
function toggleOf(written, words) {
  const props = { type: "button", className: "cell-button", "data-toggle": written };
  return { type: "Button", props: { ...props, children: words } };
}

/** @param {Table} table
 * @param {string} name of a table without a caption that is seen
 */
export function tableOf({ headings, rows, toggles = [], caption: seen }, name) {
  const table = document.createElement("table");
  table.className = "numbers";
  const caption = table.createCaption();
  if (!seen) caption.className = "visually-hidden";
  caption.textContent = seen ?? name;
  const head = table.createTHead().insertRow();
  head.append(...headings.map((words) => cell("th", words, "col")));
  const body = table.createTBody();
  rows.forEach(([title, ...others], at) => {
    const written = toggles[at];
    const cells = others.map((words) => cell("td", words));
    const first = cell("th", written ? toggleOf(written, title) : title, "row");
    body.insertRow().append(first, ...cells);
  });
  return table;
}
