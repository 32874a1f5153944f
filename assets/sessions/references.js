/* Unique names for new things, made without asking the server; what people call sessions. */
/** @import { Cells } from "../shared/drafts.js" */

/** Twelve hexadecimal digits. */
export function randomLetters() {
  const random = crypto.getRandomValues(new Uint8Array(6));
  return [...random].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A new reference for a session logged here.
 *
 * @param {Date} [now]
 */
export function newReference(now = new Date()) {
  const day = now.toISOString().slice(0, 10).replaceAll("-", "");
  return `L-${day}-${randomLetters().toUpperCase()}`;
}

/** A session as people call it; its reference may be long.
 *
 * @param {Cells} cells
 */
export const named = ({ date, venue }) => `${date}, ${venue}`;

/** The row of a session, if the list shows it.
 *
 * @param {string} reference
 * @returns {HTMLElement | null}
 */
export const rowOf = (reference) => document.querySelector(`[data-row="${CSS.escape(reference)}"]`);
