/* A group of buttons is one tab stop; arrow keys move within it. A group has `data-arrows`, a
   selector for its buttons. */
import { all, on } from "./dom.js";
import { whenLaidOut } from "./drawn.js";

const GROUPS = "[data-arrows]";

/** The button that a key leads to; `null` if none. In a single column, left and right also move up
 * and down.
 *
 * @param {string} key
 * @param {number} row
 * @param {number} column
 * @param {number[]} lengths of the rows
 * @returns {[row: number, column: number] | null}
 */
export function led(key, row, column, lengths) {
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

/** @param {HTMLElement} group */
const buttons = (group) =>
  all(group, group.dataset.arrows ?? "").filter((one) =>
    one.checkVisibility({ visibilityProperty: true }),
  );

/** The buttons by row. Tables side by side count as one with longer rows; buttons without a table
 * are one column.
 *
 * @param {HTMLElement} group
 */
function rowsOf(group) {
  const among = buttons(group);
  const tables = group.matches("table") ? [group] : all(group, "table");
  if (!tables.length) return among.map((one) => [one]);
  /** @type {HTMLElement[][]} */
  const rows = [];
  for (const table of tables) {
    all(table, "tbody tr").forEach((row, at) => {
      rows[at] = [...(rows[at] ?? []), ...among.filter((one) => row.contains(one))];
    });
  }
  return rows;
}

/** Make this button the group's only tab stop.
 *
 * @param {HTMLElement[]} among
 * @param {Element} stop
 */
function stopAt(among, stop) {
  for (const one of among) {
    const index = one === stop ? "0" : "-1";
    if (one.getAttribute("tabindex") !== index) one.setAttribute("tabindex", index);
  }
}

/* Each group has one tab stop among its buttons that are visible. */
function stopOnce() {
  const groups = all(document, GROUPS).map(buttons);
  return () => {
    for (const among of groups) {
      const isStop = (/** @type {HTMLElement} */ one) => one.getAttribute("tabindex") === "0";
      const stop = among.find((one) => one === document.activeElement) ?? among.find(isStop);
      if (among.length) stopAt(among, stop ?? among[0]);
    }
  };
}

whenLaidOut(stopOnce);
document.addEventListener("change", (event) => {
  if (on(event, '[type="radio"]')) stopOnce()(); // it shows another part, and hides the one before
});

document.addEventListener("focusin", (event) => {
  const group = on(event, GROUPS, HTMLElement);
  const among = group ? buttons(group) : [];
  const stop = among.find((one) => one === event.target);
  if (stop) stopAt(among, stop);
});

document.addEventListener("keydown", (event) => {
  const group = on(event, GROUPS, HTMLElement);
  if (!group || event.altKey || event.ctrlKey || event.metaKey) return;
  const rows = rowsOf(group);
  const from = /** @type {HTMLElement} */ (event.target);
  const row = rows.findIndex((ones) => ones.includes(from));
  if (row < 0) return; // in what such a button has opened, arrows do something else
  const lengths = rows.map((ones) => ones.length);
  const to = led(event.key, row, rows[row].indexOf(from), lengths);
  if (!to) return;
  event.preventDefault();
  rows[to[0]][to[1]].focus();
});
