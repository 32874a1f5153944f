/* Messages about the result of a change: one place in each tab, with its sentences. */
import { all } from "./dom.js";
import { redraw } from "./drawn.js";
import { why } from "./send.js";
import { inWords, told } from "./words.js";

/** The place of the open tab. */
function saying() {
  const places = all(document, "[data-says]");
  return /** @type {HTMLElement} */ (places.find((one) => !one.closest("[hidden]")));
}

/** The words of the open tab, by name. */
export const words = () => saying().dataset;

/** @param {string} name
 * @param {Record<string, unknown>} [values]
 * @param {...(Node | string)} more
 */
export function note(name, values = {}, ...more) {
  const here = saying();
  here.replaceChildren(inWords(here.dataset[name] ?? name, values), ...more);
}

/** Add to what is said.
 *
 * @param {...(Node | string)} more
 */
export const append = (...more) => saying().append(...more);

export const focusSaid = () => saying().focus();

/** Show a message, and let screen readers announce it.
 *
 * @param {string} name
 * @param {Record<string, unknown>} [values]
 * @param {...(Node | string)} more
 */
export function tell(name, values = {}, ...more) {
  note(name, values, ...more);
  focusSaid();
}

/** Say why nothing was changed; if somebody else changed the data, redraw.
 *
 * @param {import("./send.js").Answer} answer
 */
export function refused(answer) {
  if (answer.status === 422) {
    const faults = answer.faults ?? [];
    tell(faults.map((fault) => `${fault.name || fault.value} – ${told(fault)}`).join(" "));
  } else if (answer.status === 409) {
    const names = answer.conflicts.map(
      (/** @type {{ name?: string, reference: string }} */ one) => one.name || one.reference,
    );
    tell("conflict", { sessions: names.join("; ") });
    redraw();
  } else if (answer.status === 403) tell("forbidden");
  else tell(why(answer, "offline", "failed"));
}
