/* Where it is said what came of a change: one place in each tab, with its words. */
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

export const focusSaid = () => saying().focus();

/** Say something, and let the reader hear it.
 *
 * @param {string} name
 * @param {Record<string, unknown>} [values]
 * @param {...(Node | string)} more
 */
export function tell(name, values = {}, ...more) {
  note(name, values, ...more);
  focusSaid();
}

/** Why nothing was changed; what somebody else did meanwhile is drawn.
 *
 * @param {import("./send.js").Answer} answer
 */
export function refused(answer) {
  if (answer.status === 422) {
    const faults = answer.faults ?? [];
    tell(faults.map((fault) => `${fault.value} – ${told(fault)}`).join(" "));
  } else if (answer.status === 409) {
    const names = answer.conflicts.map((/** @type {{ reference: string }} */ one) => one.reference);
    tell("conflict", { sessions: names.join(", ") });
    redraw();
  } else if (answer.status === 403) tell("forbidden");
  else tell(why(answer, "offline", "failed"));
}
