/* Names for what is new: nobody else's, though nobody was asked. */

/** Twelve letters of the sixteen that count. */
export function randomLetters() {
  const random = crypto.getRandomValues(new Uint8Array(6));
  return [...random].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The reference of a session that is logged here.
 *
 * @param {Date} [now]
 */
export function newReference(now = new Date()) {
  const day = now.toISOString().slice(0, 10).replaceAll("-", "");
  return `L-${day}-${randomLetters().toUpperCase()}`;
}
