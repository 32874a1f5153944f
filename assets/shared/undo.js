/* Undo the last change of the filters. Each entry of the history stores the filters before it, so
   that undo survives a reload, and Back and Forward. */
import { all, first, node, place } from "./dom.js";
import { differences, filtersOf } from "./query.js";
import { inWords } from "./words.js";

const MOST = 20;

/** @typedef {{ query: string, words: Record<string, string> }} Earlier Filters, with the words of
 *   each choice. */

/** @returns {Earlier[]} */
const past = () => window.history.state?.past ?? [];

/** The current choices, in the page's words. */
function words() {
  const badges = all(document, "#view-badges [data-value]:not([data-value=''])");
  return Object.fromEntries(
    badges.map((badge) => [
      `${badge.dataset.remove}=${badge.dataset.value}`,
      first(badge, ".chip__words").textContent ?? "",
    ]),
  );
}

/** The state to store in the history when one query follows another.
 *
 * @param {URLSearchParams} before
 * @param {URLSearchParams} after
 */
export function kept(before, after) {
  const [from, to] = [before, after].map((query) => `${filtersOf(query)}`);
  if (from === to) return { past: past() };
  return { past: [...past(), { query: from, words: words() }].slice(-MOST) };
}

/** The filters before the last change, and the state to store once they are back. */
export function lastChange() {
  const before = past().at(-1);
  return before && { query: before.query, state: { past: past().slice(0, -1) } };
}

/** Say on the button what it undoes. A narrow one shows its verb only, see `.undo`.
 *
 * @param {URLSearchParams} now
 */
export function showUndo(now) {
  const button = document.getElementById("view-undo");
  if (!button) return;
  const before = past().at(-1);
  if (!before && button === document.activeElement) place("view-showing").focus();
  button.hidden = !before;
  if (!before) return;
  const words = said(before, now, button.dataset);
  const verb = words.search(/ [“«]/);
  const end = verb < 0 ? words.indexOf(" ") : verb;
  button.replaceChildren(words.slice(0, end), node("span", {}, words.slice(end)));
  button.title = words;
}

/** @param {Earlier} before
 * @param {URLSearchParams} now
 * @param {DOMStringMap} sentences
 */
function said(before, now, { added = "", removed = "", several = "" }) {
  const change = differences(new URLSearchParams(before.query), filtersOf(now));
  const [one, ...others] = [...change.added, ...change.removed];
  const what = one && (change.added.length ? words() : before.words)[one];
  if (!what || others.length) return several;
  return inWords(change.added.length ? added : removed, { what });
}
