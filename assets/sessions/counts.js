/* How many came: counts as they are typed, and what their sum says of the total. */

/** A count that was typed; 0 where nothing was, or no whole number.
 *
 * @param {string | null | undefined} text
 */
export const whole = (text) => (/^\s*\d+\s*$/.test(text || "") ? Number(text) : 0);

/** The sum of some cells.
 *
 * @param {Record<string, string>} cells
 * @param {string[]} columns
 */
export const sumOf = (cells, columns) =>
  columns.reduce((sum, column) => sum + whole(cells[column]), 0);

/** Whether a total is more than its parts, less, or all that they are. A blank total is their sum.
 *
 * @param {string} total
 * @param {number} recorded the sum of the parts
 * @returns {{ name: "difference" | "beyond" | "sum", difference: number }}
 */
export function compared(total, recorded) {
  const difference = total.trim() === "" ? 0 : whole(total) - recorded;
  const name = difference > 0 ? "difference" : difference < 0 ? "beyond" : "sum";
  return { name, difference };
}

/** Whether a total need not be shown: of nobody, or what its parts add up to.
 *
 * @param {string} total
 * @param {number} recorded
 * @param {boolean} isDelivered
 */
export function isPlain(total, recorded, isDelivered) {
  const isOfNobody = !isDelivered && whole(total) === 0;
  return isOfNobody || (recorded > 0 && whole(total) === recorded);
}
