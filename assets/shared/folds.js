/* Folds whose content can wait: the server leaves it out while they are closed. Those whose content
   was old, and so was taken out, are marked by `data-waiting`. */
import { all } from "./dom.js";

const FOLD = "details[data-later]";

/** Closed folds that will be opened before long, as it seems.
 *
 * @type {Set<HTMLDetailsElement>}
 */
const wanted = new Set();

/** @param {HTMLDetailsElement} fold */
const placesOf = (fold) => (fold.dataset.later ?? "").split(" ");

const folds = () => all(document, FOLD, HTMLDetailsElement);

/** @param {HTMLDetailsElement} fold */
export const isWaiting = (fold) => "waiting" in fold.dataset;

/** @param {HTMLDetailsElement} fold */
export const isWanted = (fold) => wanted.has(fold);

/** Ask for the content of a closed fold as well, until it is there.
 *
 * @param {HTMLDetailsElement} fold
 */
export function want(fold) {
  wanted.add(fold);
}

/** What was wanted did not come. */
export function miss() {
  wanted.clear();
}

/** The ids of the places whose content need not be sent. */
export function closedPlaces() {
  return folds()
    .filter((fold) => !fold.open && !wanted.has(fold))
    .flatMap(placesOf);
}

/** Note what an answer brought: the folds whose content it left out wait, others that waited have it.
 *
 * @param {string[]} closed the places that were told to be closed
 * @param {string[]} left those whose content was left out
 */
export function brought(closed, left) {
  for (const fold of folds()) {
    const places = placesOf(fold);
    if (places.some((one) => left.includes(one))) fold.dataset.waiting = "";
    else if (!places.some((one) => closed.includes(one))) delete fold.dataset.waiting;
    if (!isWaiting(fold)) wanted.delete(fold);
  }
}
