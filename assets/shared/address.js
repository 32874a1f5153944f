/* Keep the address and the controls in step. Every change goes through `go`; Back and Forward go
   through `show`. */
import { ask } from "./asking.js";
import { selecting, values, valuesWith } from "./chosen.js";
import { door, holding, offer, setProps } from "./dash.js";
import { controls, on, place, placeOf } from "./dom.js";
import { whenDrawn } from "./drawn.js";
import { see } from "./edition.js";
import { mark, unfold } from "./marking.js";
import { oneAtATime } from "./one_at_a_time.js";
import { current, filtersOf, inOrder, toggled, valuesOf, without, withQuery } from "./query.js";
import { kept, lastChange } from "./undo.js";

const TYPING_PAUSES_MS = 300;
const CHOICE = '[id^="filter-"] [type="checkbox"], select[id^="filter-"]';
/** The query that the page shows, or is about to.
 *
 * @type {URLSearchParams | null}
 */
let shown = null;
/** The values that the controls were given last, until they have others: nobody chose these. */
let restored = "";
/** The slider being moved: until another change, its moves share one entry in the history.
 *
 * @type {HTMLInputElement | null}
 */
let sliding = null;
/** @type {HTMLElement | null} the link that was followed last */
let followed = null;

function hasControls() {
  return document.getElementById("filter-period") !== null;
}

/* Show the address's query, also in the controls if a filter has changed. */
function show() {
  const query = inOrder(current());
  const filtersChanged = shown === null || `${filtersOf(query)}` !== `${filtersOf(shown)}`;
  if (`${query}` === `${shown}`) return;
  if (holding()) place("view-results").classList.add("results--stale"); // it takes a moment
  askFor(query);
  if (filtersChanged && hasControls()) setProps("view-restore", { data: `${query}` });
}

/** Ask for the query's figures.
 *
 * @param {URLSearchParams} query
 */
function askFor(query) {
  shown = query;
  lead(query);
  ask(query);
}

/** Update the link to the other language.
 *
 * @param {URLSearchParams} query
 */
function lead(query) {
  const link = placeOf(HTMLAnchorElement, "shell-language");
  link.href = withQuery(link.pathname, query);
}

/** @param {URLSearchParams} query
 * @param {unknown} [state] what the history keeps beside it
 */
function push(query, state = kept(current(), query)) {
  sliding = null;
  window.history.pushState(state, "", withQuery(window.location.pathname, query));
}

/** Show the same view with another query; each change is one entry in the history.
 *
 * @param {URLSearchParams} query
 * @param {unknown} [state] what the history keeps beside it
 */
export function go(query, state) {
  const next = inOrder(query);
  if (`${next}` === `${inOrder(current())}`) return;
  push(next, state);
  show();
}

/* The filters as they were before the last change; the view and its options stay. */
function undo() {
  const last = lastChange();
  if (!last) return;
  const filters = [...new URLSearchParams(last.query)];
  go(new URLSearchParams([...filters, ...without(current(), {})]), last.state);
}

/** Add the filters of a query, or remove them if all are chosen already.
 *
 * @param {string} written
 */
export function toggle(written) {
  go(toggled(current(), [...new URLSearchParams(written)]));
}

/* On a first load the browser found no such place yet. */
function goToPlace() {
  document.getElementById(decodeURIComponent(window.location.hash.slice(1)))?.scrollIntoView();
}

/* A part begins at its top, however far down its link stood. */
function arrive() {
  if (!followed || followed.checkVisibility()) return;
  const lost = [followed, document.body];
  followed = null;
  if (!lost.includes(/** @type {HTMLElement} */ (document.activeElement))) return;
  place("content").focus({ preventScroll: true });
  window.scrollTo({ top: 0, behavior: "instant" });
}

whenDrawn((drawing) => {
  const isFirst = shown === null || !("drawn" in document.body.dataset);
  if (isFirst) shown = inOrder(current());
  document.body.dataset.drawn = "";
  asking.done();
  if (drawing.edition !== undefined) see(drawing.edition);
  mark();
  if (isFirst) unfold();
  if (isFirst && window.location.hash) goToPlace();
  arrive();
});

/** Show what is chosen in the controls, before Dash listens to them. */
export function choose() {
  go(selecting(values()));
}

/** Show these values of the controls, which have them already.
 *
 * @param {(string | string[] | null)[]} given
 */
function follow(given) {
  const next = selecting(given);
  if (`${next}` === `${inOrder(current())}`) return;
  push(next);
  askFor(next);
}

offer("view", {
  /* From controls to address: each change is one entry in the history. What is in the address already
     was chosen by `change` below, which Dash hears of later. */
  address(...given) {
    const said = JSON.stringify(given);
    if (said !== restored) {
      restored = "";
      follow(given);
    }
    return door().no_update;
  },

  /* From address to controls: to the address of now, as Dash may come late. */
  restore() {
    const wanted = valuesOf(current());
    restored = JSON.stringify(wanted);
    return wanted;
  },
});

window.addEventListener("popstate", () => {
  sliding = null;
  if (document.getElementById("view-results")) show();
});

/** @param {{ remove?: string, value?: string }} badge */
function removeBadge(badge) {
  place("view-showing").focus(); // the badge goes, and the focus with it
  go(without(current(), badge));
}

/** @param {string} range */
function lastDays(range) {
  const query = current();
  const [from, to] = range.split("..");
  query.delete("period");
  query.set("from", from);
  query.set("to", to);
  go(query);
}

/** @param {MouseEvent} event */
function isPlain(event) {
  return event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey);
}

document.addEventListener("click", (event) => {
  const badge = on(event, "[data-remove]");
  const lately = on(event, "[data-days]", HTMLButtonElement);
  const chosen = on(event, "[data-toggle]");
  const link = on(event, "a[data-stay]", HTMLAnchorElement);
  if (badge) removeBadge(badge.dataset);
  else if (on(event, "#view-undo")) undo();
  else if (chosen) toggle(chosen.dataset.toggle ?? "");
  else if (link && isPlain(event) && link.pathname === window.location.pathname) {
    event.preventDefault();
    followed = link.dataset.focus ? null : link;
    go(new URLSearchParams(link.search));
    if (link.dataset.focus) place(link.dataset.focus).focus();
  } else if (on(event, "[data-retry], [data-refresh]")) askFor(inOrder(current()));
  else if (lately) lastDays(lately.dataset.days ?? "");
});

/** The query with the value of a field, in order.
 *
 * @param {import("./dom.js").Control} field
 */
function withField(field) {
  const query = current();
  const name = field.dataset.field ?? "";
  query.delete("page");
  query.delete(name);
  const value = field.value.trim();
  if (value !== (field.dataset.default || "")) query.set(name, value);
  return inOrder(query);
}

/** @param {import("./dom.js").Control} field */
function setField(field) {
  go(withField(field));
}

const asking = oneAtATime(askFor);
/** Update the slider's number and the address at once, and the figures when they arrive.
 *
 * @param {HTMLInputElement} slider
 */
function slide(slider) {
  const query = withField(slider);
  if (`${query}` === `${inOrder(current())}`) return;
  const address = withQuery(window.location.pathname, query);
  if (sliding === slider) window.history.replaceState(null, "", address);
  else push(query);
  sliding = slider;
  for (const twin of controls(document, `[data-field="${slider.dataset.field}"]`)) {
    twin.value = slider.value;
  }
  asking.want(query);
}

document.addEventListener("focusout", ({ target }) => {
  if (target === sliding) sliding = null;
});

let typing = 0;
document.addEventListener("input", ({ target }) => {
  if (!(target instanceof HTMLInputElement) || !("field" in target.dataset)) return;
  window.clearTimeout(typing);
  if (target.type === "range") slide(target);
  else typing = window.setTimeout(setField, TYPING_PAUSES_MS, target);
});

document.addEventListener("change", (event) => {
  const { target } = event;
  const isControl = target instanceof HTMLSelectElement || target instanceof HTMLInputElement;
  const chosen = on(event, CHOICE);
  if (isControl && "field" in target.dataset) setField(target);
  else if (chosen && !holding()) follow(valuesWith(chosen));
});
