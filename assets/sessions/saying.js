/* What the form says of the last action, and how that looks. */
import { place } from "../shared/dom.js";

/** @param {string} id
 * @param {...(Node | string)} parts
 */
export function say(id, ...parts) {
  place(id).replaceChildren(...parts);
  looksLike(id, "");
}

/** Success and failure differ in more than their words.
 *
 * @param {string} id
 * @param {"done" | "faulty" | ""} look
 */
export function looksLike(id, look) {
  place(id).dataset.look = look;
}

/** Keep the previous form's message about the last action.
 *
 * @param {HTMLFormElement | null} before
 */
export function keepSaid(before) {
  for (const id of ["desk-summary", "desk-said"]) {
    const said = /** @type {HTMLElement | null | undefined} */ (before?.querySelector(`#${id}`));
    say(id, ...(said?.childNodes ?? []));
    place(id).dataset.look = said?.dataset.look ?? "";
  }
}
