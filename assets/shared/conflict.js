/* A conflict of two people over one record: both versions, cell by cell, and the choices. */
import { node } from "./dom.js";
import { inWords, time } from "./words.js";

/**
 * @typedef {Record<string, string>} Cells
 * @typedef {{ cells: Cells, version: number, author?: string | null, updated_at: string }} Stored
 */

/** Only what differs.
 *
 * @param {[column: string, title: string][]} columns
 * @param {Cells[]} states mine, and theirs
 * @param {(column: string, cells: Cells) => string} shown tells a cell as it is meant
 * @param {Record<string, string>} said
 */
function bothStates(columns, states, shown, said) {
  const body = node("tbody", {});
  for (const [column, title] of columns) {
    const [mine, theirs] = states.map((cells) => shown(column, cells));
    if (mine === theirs) continue;
    const cells = [mine, theirs].map((text) => node("td", {}, text));
    body.append(node("tr", {}, node("th", { scope: "row" }, title), ...cells));
  }
  const headings = [said.cell, said.mine, said.theirs];
  const cells = headings.map((text) => node("th", { scope: "col" }, text));
  const head = node("thead", {}, node("tr", {}, ...cells));
  return node("table", { class: "states" }, head, body);
}

/** The content of a conflict's box; its title takes the focus.
 *
 * @param {Stored | null} stored nothing when it was taken out
 * @param {{
 *   level: "h2" | "h3", columns: [string, string][], mine: Cells, said: Record<string, string>,
 *   shown: (column: string, cells: Cells) => string, ways: Node[],
 * }} parts
 */
export function conflict(stored, { level, columns, mine, shown, said, ways }) {
  const title = node(level, { tabindex: "-1" }, said.conflict);
  const wayOn = node("p", { class: "desk__ways" }, ...ways);
  if (stored === null) return [title, node("p", {}, said.gone), wayOn];
  const author = stored.author || said.unknown;
  const who = inWords(said.changed, { author, time: time(stored.updated_at) });
  const table = bothStates(columns, [mine, stored.cells], shown, said);
  return [title, node("p", {}, who), table, wayOn];
}
