/* The page stands before Dash begins. What Dash and the scripts go on with stands in it as JSON:
   the figures of the first drawing, and the part that React draws, which has the controls of the
   filters. Until then those are native controls, and what is chosen in them is kept. */
import { choose, mark } from "./address.js";
import { hold, offer, release } from "./dash.js";
import { all, on, place } from "./dom.js";
import { draw } from "./draw.js";
import { loadPlotly } from "./plotly.js";
import { at } from "./site.js";

const { react, drawing } = JSON.parse(place("page-state").textContent ?? "{}");
const OURS = "[data-react]";

/* Dash's own place to keep things is in a library of which nothing else is needed. */
/** @type {any} */ (window).impact = { PageStore: () => null };

hold();
queueMicrotask(() => {
  draw(drawing); // now that every module of the page has said what it waits for
  if (all(document, `${OURS} :is(input, option)`).some(isChanged)) choose();
});

/** @param {Event} event */
const isBeforeReact = (event) => {
  const among = on(event, OURS);
  return among && !place("react-entry-point").contains(among);
};

/** Whether its reader has been quicker than this script.
 *
 * @param {HTMLElement} one
 */
function isChanged(one) {
  if (one instanceof HTMLOptionElement) return one.defaultSelected && !one.selected;
  if (!(one instanceof HTMLInputElement) || one.type === "search") return false;
  return one.checked !== one.defaultChecked || one.value !== one.defaultValue;
}

document.addEventListener("change", (event) => {
  if (isBeforeReact(event)) choose();
});

/** What was drawn there is said again, groups stay one stop, folds stay open, what is typed stays
 * typed, and who stands somewhere goes on standing there: both have the same elements in the same
 * order.
 *
 * @param {Element} from
 * @param {Element} to
 */
function carry(from, to) {
  const [before, after] = [from, to].map((among) => all(among, "*", Element));
  before.forEach((one, at) => {
    const same = after[at];
    const stop = one.getAttribute("tabindex");
    if (stop) same?.setAttribute("tabindex", stop);
    if (one.id.startsWith("view-")) same?.replaceChildren(...one.childNodes); // words, no elements
    if (one instanceof HTMLDetailsElement) same?.toggleAttribute("open", one.open);
    if (one instanceof HTMLInputElement && one.type === "search" && one.value)
      type(same, one.value);
  });
  return after[before.indexOf(document.activeElement ?? from)];
}

/** As its reader does: React sees it.
 *
 * @param {Element | undefined} into
 * @param {string} words
 */
function type(into, words) {
  const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value") ?? {};
  if (into) set?.call(into, words);
  into?.dispatchEvent(new Event("input", { bubbles: true }));
}

/** @param {Element} before
 * @param {HTMLElement} entry
 */
function replace(before, entry) {
  const focused = carry(before, /** @type {Element} */ (entry.querySelector(OURS)));
  before.replaceWith(entry);
  entry.hidden = false;
  mark();
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
}

/* The next page has them from its beginning: a cookie tells that they are kept. */
function askForFonts() {
  document.body.removeAttribute("data-begins");
  const kept = `fonts=kept; path=${at("/")}; max-age=31536000; samesite=lax`;
  document.fonts.load('1em "Source Sans 3 Variable"').then(() => {
    // biome-ignore lint/suspicious/noDocumentCookie: the server reads it before any script
    document.cookie = kept;
  });
}

function take() {
  const entry = place("react-entry-point");
  const before = all(document, OURS).find((one) => !entry.contains(one));
  if (before) replace(before, entry);
  askForFonts();
  document.body.dataset.taken = "";
  release();
  loadPlotly();
}

offer("shell", {
  /* What callbacks keep of the page, and the part of it that React draws. */
  begin: () => react,

  /* It is drawn. A reader who is in the sheet of filters is let finish. */
  take() {
    const open = document.querySelector(`${OURS} dialog[open]`);
    if (open) open.addEventListener("close", () => queueMicrotask(take), { once: true });
    else take();
  },
});
