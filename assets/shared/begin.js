/* The page is complete before Dash starts. It has, as JSON, the figures of the first drawing, and the
   filters' controls for React. Until then these are native, and choices made in them are kept. */
import { choose } from "./address.js";
import { hold, offer, release } from "./dash.js";
import { all, on, place } from "./dom.js";
import { draw } from "./draw.js";
import { enteredEarly } from "./early.js";
import { mark } from "./marking.js";
import { loadPlotly } from "./plotly.js";
import { begin } from "./shown.js";
import { at } from "./site.js";

const { react, drawing, marks } = JSON.parse(place("page-state").textContent ?? "{}");
const OURS = "[data-react]";
const [here] = react.filter((/** @type {any} */ one) => one.props.id === "view-here");

/* Replaces `dcc.Store`: nothing else of its library is needed. */
/** @type {any} */ (window).impact = { PageStore: () => null };

hold();
queueMicrotask(() => {
  const enterAgain = enteredEarly();
  draw(drawing); // now that every module of the page has said what it waits for
  if (here) begin(here.props.data, marks);
  enterAgain();
});

/** @param {Event} event */
const isBeforeReact = (event) => {
  const among = on(event, OURS);
  return among && !place("react-entry-point").contains(among);
};

document.addEventListener("change", (event) => {
  if (isBeforeReact(event)) choose();
});

/** Carry over what was drawn, the one tab stop of each group, open folds and the focus: both trees have
 * the same elements in the same order.
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
  });
  return after[before.indexOf(document.activeElement ?? from)];
}

/** Type words as a reader does, so that React notices.
 *
 * @param {HTMLElement} into
 * @param {string} words
 */
function type(into, words) {
  const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value") ?? {};
  set?.call(into, words);
  into.dispatchEvent(new Event("input", { bubbles: true }));
}

/** @param {Element} before
 * @param {HTMLElement} entry
 */
function replace(before, entry) {
  const focused = carry(before, /** @type {Element} */ (entry.querySelector(OURS)));
  before.replaceWith(entry);
  for (const { id, value } of all(before, "[type=search]", HTMLInputElement)) {
    if (value) type(place(id), value); // only now each id is in the page once
  }
  entry.hidden = false;
  mark();
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
}

/* The next page has them from its beginning: a cookie tells that they are kept. Signing out takes it
   away, so no page sets it again that has them, or whose reader sends a form. */
function askForFonts() {
  if (!document.body.hasAttribute("data-begins")) return;
  document.body.removeAttribute("data-begins");
  const kept = `fonts=kept; path=${at("") || "/"}; samesite=lax`;
  let leaves = false;
  addEventListener("submit", () => {
    leaves = true;
  });
  document.fonts.load('1em "PACT Sans"').then(() => {
    if (leaves) return;
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
  if (here) import("./ahead.js").then(({ askAhead }) => askAhead(here.props.data));
}

offer("shell", {
  /* The data that callbacks store, and the part that React draws. */
  begin: () => react,

  /* React has drawn. A reader in the sheet of filters may finish first. */
  take() {
    const open = document.querySelector(`${OURS} dialog[open]`);
    if (open) open.addEventListener("close", () => queueMicrotask(take), { once: true });
    else take();
  },
});
