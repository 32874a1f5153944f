/* Long lists of choices. Of a list with few terms the page has all of them, and hides those that
   are not wanted; of a longer one it has the first, and the server looks for the others. */
import { setProps } from "./dash.js";
import { all, first, node } from "./dom.js";
import { whenDrawn } from "./drawn.js";
import { current } from "./query.js";
import { at } from "./site.js";

/** @typedef {{ label: string, name: string, value: string }} Offered A term by its code. */

const TYPING_PAUSES_MS = 250;
const OF_SERVER = "[data-choices]:not(datalist)";
/** The latest question of each list; what was asked before is not shown any more.
 *
 * @type {WeakMap<HTMLElement, AbortController>}
 */
const questions = new WeakMap();
let typing = 0;

/** The list below a search.
 *
 * @param {HTMLInputElement} search
 */
function listOf(search) {
  const [, list] = /^(filter-\w+)-search$/.exec(search.id) ?? [];
  return list ? document.getElementById(list) : null;
}

/** The codes that the address has of a list's filter.
 *
 * @param {HTMLElement} list
 */
function chosenIn(list) {
  return current().getAll(list.id.replace("filter-", ""));
}

/** Ask the server for the terms that contain the words, beside those that are chosen.
 *
 * @param {HTMLElement} field
 * @param {HTMLElement} list
 * @param {string} words
 */
async function ask(field, list, words) {
  questions.get(field)?.abort();
  const question = new AbortController();
  questions.set(field, question);
  const query = new URLSearchParams({ search: words });
  for (const code of chosenIn(list)) query.append("chosen", code);
  try {
    const address = at(`${field.dataset.choices}?${query}`);
    const answer = await window.fetch(address, { signal: question.signal });
    if (!answer.ok) return;
    /** @type {{ options: Offered[], said: string }} */
    const { options, said } = await answer.json();
    if (question.signal.aborted) return;
    setProps(list.id, { options: options.map(({ label, value }) => ({ label, value })) });
    first(field, ".filter__found").textContent = said;
  } catch {
    // a later question took this one back, or the connection was lost: the list stays as it is
  }
}

/** Fill a list of suggestions with the terms that contain the words, once for the same words. An
 * event at the list, "offered", tells that they are there.
 *
 * @param {HTMLDataListElement} list
 * @param {string} words
 */
export async function suggest(list, words) {
  if (!list.dataset.choices || list.dataset.asked === words) return;
  list.dataset.asked = words;
  try {
    const [path, type] = list.dataset.choices.split("?");
    const query = new URLSearchParams(type);
    query.set("search", words);
    const answer = await window.fetch(at(`${path}?${query}`));
    const found = answer.ok ? (await answer.json()).options : null;
    if (!found || list.dataset.asked !== words) return;
    list.replaceChildren(...found.map(option));
    list.dispatchEvent(new Event("offered"));
  } catch {
    delete list.dataset.asked; // the connection was lost: the next letter asks again
  }
}

/** @param {Offered} term */
function option({ name, value }) {
  return node("option", { value, ...(name === value ? {} : { label: name }) });
}

/** @param {HTMLInputElement} search
 * @param {HTMLElement} list
 */
function hideOthers(search, list) {
  const wanted = search.value.trim().toLocaleLowerCase();
  for (const option of all(list, ".form-check")) {
    option.hidden = !option.textContent?.toLocaleLowerCase().includes(wanted);
  }
}

document.addEventListener("input", ({ target }) => {
  if (!(target instanceof HTMLInputElement)) return;
  const words = target.value.trim();
  if (target.list?.dataset.choices) {
    window.clearTimeout(typing);
    typing = window.setTimeout(suggest, TYPING_PAUSES_MS, target.list, words);
  }
  const list = listOf(target);
  if (!list) return;
  /** @type {HTMLElement | null} */
  const field = target.closest(OF_SERVER);
  if (!field) {
    hideOthers(target, list);
    return;
  }
  window.clearTimeout(typing);
  typing = window.setTimeout(ask, TYPING_PAUSES_MS, field, list, words);
});

/* What is chosen elsewhere, in a table or by going back, is offered too: a list is where one takes
   a choice back. */
whenDrawn(() => {
  for (const field of all(document, OF_SERVER)) {
    const search = first(field, "input", HTMLInputElement);
    const list = listOf(search);
    if (!list) continue;
    const offered = all(list, "input", HTMLInputElement).map((one) => one.value);
    const missing = chosenIn(list).filter((code) => isKnown(list, code) && !offered.includes(code));
    if (missing.length > 0) ask(field, list, search.value.trim());
  }
});

/** Whether the page shows a choice, which the server does for every code that it knows.
 *
 * @param {HTMLElement} list
 * @param {string} code
 */
function isKnown(list, code) {
  const name = CSS.escape(list.id.replace("filter-", ""));
  return document.querySelector(`[data-remove="${name}"][data-value="${CSS.escape(code)}"]`);
}
