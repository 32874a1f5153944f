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
