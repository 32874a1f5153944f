/* Links to the forms of sessions. */
import { node } from "../shared/dom.js";
import { here } from "../shared/site.js";

/** A link to the form of a session.
 *
 * @param {string} reference
 * @param {string} words
 */
export const wayTo = (reference, words) =>
  node("a", { href: here({ edit: reference }), "data-stay": "", title: reference }, words);

/** The way to the sessions that another one is much like: to the only one, or to the list that says what
 * sets several apart.
 *
 * @param {string[]} copies
 * @param {Record<string, string>} words
 */
export function waysToCopies(copies, words) {
  if (copies.length <= 1) return copies.map((reference) => wayTo(reference, words.copy));
  return [node("a", { href: here({ rule: "duplicate" }), "data-stay": "" }, words.copies)];
}
