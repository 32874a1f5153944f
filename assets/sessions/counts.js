/* Participations as typed, and their sum compared with the total. */

/** A typed count; 0 if it is empty or no whole number.
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

/** Compare a total with the sum of its parts; a blank total equals the sum.
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

/** Whether the difference can be made up by those not recorded: more of them, or fewer of those
 * that there are.
 *
 * @param {number} difference
 * @param {number} unknown
 */
export const settles = (difference, unknown) =>
  difference > 0 || (difference < 0 && unknown + difference >= 0);

/** Whether a total can be left out: 0 if not delivered, or the sum of its parts.
 *
 * @param {string} total
 * @param {number} recorded
 * @param {boolean} isDelivered
 */
export function isPlain(total, recorded, isDelivered) {
  const isOfNobody = !isDelivered && whole(total) === 0;
  return isOfNobody || (recorded > 0 && whole(total) === recorded);
}
