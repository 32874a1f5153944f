/* Names of sessions: unique ones for new things, what people call them, and links to them. */
/** @import { Cells } from "../shared/drafts.js" */
import { node } from "../shared/dom.js";
import { here } from "../shared/site.js";

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

/** A link to the form of a session.
 *
 * @param {string} reference
 * @param {string} words
 */
export const wayTo = (reference, words) =>
  node("a", { href: here({ edit: reference }), "data-stay": "", title: reference }, words);
