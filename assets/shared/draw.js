/* Drawing: what the server answers becomes the page, without React, which takes longer over these
   components than plotly over its figures. What has not changed is left alone. */
import { toggle } from "./address.js";
import { offer } from "./dash.js";
import { all, first, place } from "./dom.js";
import { announce } from "./drawn.js";

/**
 * @typedef {string | number | null | { type: string, props: Record<string, any> }} Part As Dash
 *   writes a component.
 * @typedef {{ headings: Part[], rows: Part[][] }} Table
 * @typedef {{ toggles?: (string | null)[], data?: unknown[], [part: string]: unknown }} Figure
 * @typedef {HTMLElement & {
 *   toggles?: (string | null)[],
 *   on?: (event: string, act: (told: { points: { pointIndex: number }[] }) => void) => void,
 * }} Chart A place that plotly has drawn into.
 */

const { Plotly } = /** @type {{ Plotly: any }} */ (/** @type {unknown} */ (window));

/** What stands in a place, as it was sent.
 *
 * @type {WeakMap<HTMLElement, string>}
 */
const drawn = new WeakMap();

/** @param {Part} part
 * @returns {Node}
 */
function nodeOf(part) {
  if (part === null || typeof part !== "object") return document.createTextNode(`${part ?? ""}`);
  const node = document.createElement(part.type.toLowerCase());
  const { children, className, htmlFor, ...attributes } = part.props;
  if (className) node.className = className;
  if (htmlFor) node.setAttribute("for", htmlFor);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value !== null) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...[children].flat().map(nodeOf));
  return node;
}

/** @param {"th" | "td"} tag
 * @param {Part} words
 * @param {string} [scope]
 */
function cell(tag, words, scope) {
  const made = document.createElement(tag);
  made.append(nodeOf(words));
  if (scope) made.scope = scope;
  return made;
}

/** @param {Table} table
 * @param {string} name
 */
function tableOf({ headings, rows }, name) {
  const table = document.createElement("table");
  table.className = "numbers";
  const caption = table.createCaption();
  caption.className = "visually-hidden";
  caption.textContent = name;
  const head = table.createTHead().insertRow();
  head.append(...headings.map((words) => cell("th", words, "col")));
  const body = table.createTBody();
  for (const [title, ...others] of rows) {
    const cells = others.map((words) => cell("td", words));
    body.insertRow().append(cell("th", title, "row"), ...cells);
  }
  return table;
}

/** Draw each of these in its place, unless it stands there already.
 *
 * @template T
 * @param {Record<string, T>} things
 * @param {(place: HTMLElement, thing: T) => void} draw
 */
function fill(things, draw) {
  for (const [id, thing] of Object.entries(things)) {
    const into = document.getElementById(id);
    const sent = JSON.stringify(thing);
    if (!into || drawn.get(into) === sent) continue;
    draw(into, thing);
    drawn.set(into, sent);
  }
}

/** @param {HTMLElement} into
 * @param {Part | Part[]} part
 */
function drawPart(into, part) {
  into.replaceChildren(...[part].flat().map(nodeOf));
}

/** @param {HTMLElement} into
 * @param {Table} table
 */
function drawTable(into, table) {
  const card = /** @type {HTMLElement} */ (into.closest(".card"));
  into.replaceChildren(tableOf(table, first(card, "h3").textContent ?? ""));
}

/** @param {Chart} into
 * @param {Figure} figure
 */
function drawFigure(into, { toggles, ...figure }) {
  Plotly.react(into, structuredClone(figure)); // it keeps and changes what it is given
  into.toggles = toggles;
  if (!toggles || "listens" in into.dataset) return;
  into.dataset.listens = "";
  into.on?.("plotly_click", ({ points: [point] }) => {
    const written = into.toggles?.[point.pointIndex];
    if (written) toggle(written);
  });
}

/** @param {string} name */
function openTab(name) {
  for (const part of all(document, "[data-tab]")) part.hidden = part.dataset.tab !== name;
}

/** Plotly can't measure a place that is hidden; it is drawn when it is seen.
 *
 * @param {Record<string, Figure>} figures
 */
function seen(figures) {
  const isSeen = (/** @type {string} */ id) =>
    document.getElementById(id)?.closest("[hidden]") === null;
  return Object.fromEntries(Object.entries(figures).filter(([id]) => isSeen(id)));
}

/** Draw those of these figures whose places are seen, and that do not stand there already.
 *
 * @param {Record<string, Figure>} figures
 */
export function drawSeen(figures) {
  fill(seen(figures), drawFigure);
}

/** Someone who stands on what is drawn anew goes on standing there.
 *
 * @param {() => void} draw
 */
function keepingFocus(draw) {
  const focused = document.activeElement ?? document.body;
  const [same] = ["data-toggle", "data-key", "href"]
    .filter((name) => focused.hasAttribute(name))
    .map((name) => {
      const value = CSS.escape(focused.getAttribute(name) ?? "");
      return `${focused.localName}[${name}="${value}"]`;
    });
  draw();
  if (focused.isConnected) return;
  const found = focused.id ? document.getElementById(focused.id) : null;
  const next = found || (same ? document.querySelector(same) : null);
  /** @type {HTMLElement | null} */ (next)?.focus({ preventScroll: true });
}

/** Mark the figures as old, or no longer.
 *
 * @param {boolean} stale
 */
export function markStale(stale) {
  place("view-results").classList.toggle("results--stale", stale);
}

/** Say something in a place that the next drawing fills anew, whatever it says there.
 *
 * @param {string} id
 * @param {...(Node | string)} words
 */
export function say(id, ...words) {
  const into = document.getElementById(id);
  if (!into) return;
  into.replaceChildren(...words);
  drawn.delete(into);
}

offer("view", {
  /* One answer of the server. */
  draw(drawing) {
    const { parts = {}, tables = {}, figures = {}, stale = false, empty = false, tab } = drawing;
    markStale(stale);
    if (!stale) place("view-results").hidden = empty;
    keepingFocus(() => {
      fill(parts, drawPart);
      if (tab) openTab(tab);
      fill(tables, drawTable);
      if (!empty) drawSeen(figures);
    });
    announce(drawing);
    return Object.keys(figures).length;
  },
});
