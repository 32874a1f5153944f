/* Links to the forms of sessions. */
import { node } from "../shared/dom.js";
import { here } from "../shared/site.js";
import { inWords } from "../shared/words.js";

/** A link to the form of a session.
 *
 * @param {string} reference
 * @param {string} words
 */
export const wayTo = (reference, words) =>
  node("a", { href: here({ edit: reference }), "data-stay": "", title: reference }, words);

const LINKED = 3; // “To fix” has them all

/** Links to the sessions that another one is much like; several are named by their references.
 *
 * @param {string[]} copies
 * @param {Record<string, string>} words
 */
export function waysToCopies(copies, words) {
  const named = (/** @type {string} */ session) =>
    copies.length > 1 ? inWords(words.copies, { session }) : words.copy;
  return copies.slice(0, LINKED).map((session) => wayTo(session, named(session)));
}
