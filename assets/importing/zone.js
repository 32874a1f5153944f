/* The part of the page in which files are imported: its sentences, and whose it is. */
import { place } from "../shared/dom.js";
import { inWords, number } from "../shared/words.js";

/** @typedef {string | { one: string, other: string }} Sentence with a form for each number */

/** @type {HTMLElement | null} */
let zone = null;
/** @type {Record<string, Sentence>} */
let words = {};

/** @param {HTMLElement} found in which the words stand from now on */
export function enter(found) {
  zone = found;
  words = JSON.parse(found.dataset.words ?? "{}");
}

/** What stands beside the words, such as the size of the largest file. */
export const facts = () => zone?.dataset ?? {};

/** A sentence; a number in it is written as readers write it, and chooses its form.
 *
 * @param {string} name
 * @param {Record<string, unknown>} [values]
 */
export function said(name, values = {}) {
  const found = words[name] ?? name;
  const template = typeof found === "string" ? found : found[plural(Number(values.count))];
  const written = Object.entries(values).map(([key, value]) => [
    key,
    typeof value === "number" ? number(value) : value,
  ]);
  return inWords(template, Object.fromEntries(written));
}

/** @param {number} count */
function plural(count) {
  const rules = new Intl.PluralRules(document.documentElement.lang);
  return rules.select(count) === "one" ? "one" : "other";
}

/** @param {string} id
 * @param {...(Node | string)} parts
 */
export function tell(id, ...parts) {
  place(id).replaceChildren(...parts);
  delete place(id).dataset.look;
}

/** Say why nothing was done.
 *
 * @param {string} id
 * @param {...(Node | string)} parts
 */
export const complain = (id, ...parts) => looking("faulty", id, parts);

/** Say what the reader must look at again, or what is not known yet.
 *
 * @param {string} id
 * @param {...(Node | string)} parts
 */
export const warn = (id, ...parts) => looking("unsure", id, parts);

/** @param {"faulty" | "unsure"} look
 * @param {string} id
 * @param {(Node | string)[]} parts
 */
function looking(look, id, parts) {
  place(id).replaceChildren(...parts);
  place(id).dataset.look = look;
}

export const reader = () => facts().reader ?? "";
