/* Many things to choose from that are one stop for Tab: arrow keys go on within them. */
import { all, on } from "./dom.js";

const GROUP = "[data-arrows]";
const ITEM = "button, [tabindex]";

/** Rows of things as they stand: a group has one thing a row, a grid the cells of its rows. Grids
 * side by side are one, with longer rows.
 *
 * @param {HTMLElement} group
 */
function rowsOf(group) {
  if (group.dataset.arrows !== "grid") return all(group, ITEM).map((item) => [item]);
  /** @type {HTMLElement[][]} */
  const rows = [];
  for (const table of all(group, "table", HTMLTableElement)) {
    [...table.tBodies[0].rows].forEach((row, at) => {
      rows[at] = [...(rows[at] ?? []), ...all(row, ITEM)];
    });
  }
  return rows;
}

/** Where a key leads from a place in rows; `null` where it leads nowhere.
 *
 * @param {string} key
 * @param {number} row
 * @param {number} column
 * @param {number[]} lengths of the rows
 * @returns {[row: number, column: number] | null}
 */
export function reached(key, row, column, lengths) {
  const isColumn = lengths.every((length) => length === 1);
  const last = lengths.length - 1;
  /** @type {Record<string, [number, number]>} */
  const places = {
    ArrowDown: [row + 1, column],
    ArrowUp: [row - 1, column],
    ArrowRight: isColumn ? [row + 1, 0] : [row, column + 1],
    ArrowLeft: isColumn ? [row - 1, 0] : [row, column - 1],
    Home: isColumn ? [0, 0] : [row, 0],
    End: isColumn ? [last, 0] : [row, lengths[row] - 1],
  };
  const [to, at] = places[key] ?? [-1, -1];
  return to >= 0 && to <= last && at >= 0 && at < lengths[to] ? [to, at] : null;
}

/** Tab comes back to where the reader was.
 *
 * @param {HTMLElement} item
 */
function stopAt(item) {
  const group = item.closest(GROUP);
  if (!(group instanceof HTMLElement)) return;
  for (const other of all(group, ITEM)) other.tabIndex = other === item ? 0 : -1;
}

document.addEventListener("focusin", ({ target }) => {
  if (target instanceof HTMLElement) stopAt(target);
});

document.addEventListener("keydown", (event) => {
  const group = on(event, GROUP);
  if (!group || event.altKey || event.ctrlKey || event.metaKey) return;
  const rows = rowsOf(group);
  const row = rows.findIndex((items) => items.includes(/** @type {HTMLElement} */ (event.target)));
  if (row < 0) return;
  const column = rows[row].indexOf(/** @type {HTMLElement} */ (event.target));
  const found = reached(
    event.key,
    row,
    column,
    rows.map((items) => items.length),
  );
  if (!found) return;
  event.preventDefault();
  rows[found[0]][found[1]].focus();
});
