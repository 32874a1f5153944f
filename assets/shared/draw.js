/* Draw the server's answer into the page, without React, which would take longer than plotly takes
   for its figures. Unchanged parts are left alone. */
import { toggle } from "./address.js";
import { offer } from "./dash.js";
import { all, first, place } from "./dom.js";
import { announce } from "./drawn.js";
import { plotly, whenPlotly } from "./plotly.js";
import { closeSheet } from "./sheet.js";

/**
 * @typedef {string | number | null | { type: string, props: Record<string, any> }} Part As Dash
 *   writes a component.
 * @typedef {{
 *   headings: Part[], rows: Part[][], toggles?: (string | null)[], caption?: string,
 * }} Table Where a row toggles, its first cell filters by that query.
 * @typedef {{ data?: unknown[], [part: string]: unknown }} Figure
 * @typedef {HTMLElement & {
 *   on?: (event: string, act: (told: { points: { customdata?: unknown }[] }) => void) => void,
 * }} Chart A place that plotly has drawn into.
 */

/** The current content of each place, as sent.
 *
 * @type {WeakMap<HTMLElement, string>}
 */
const drawn = new WeakMap();

/** The server's own content of each place, before any script changed it.
 *
 * @type {Map<string, Node>}
 */
const sentAsHtml = new Map(
  all(document, '[id^="view-"]:not(#view-results)').map((one) => [one.id, one.cloneNode(true)]),
);

/** Figures that wait for plotly.js.
 *
 * @type {Map<Chart, Figure>}
 */
const waiting = new Map();

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

/** A name that filters when it is pressed.
 *
 * @param {string} written what it filters by, as a query
 * @param {Part} words
 * @returns {Part}
 */
function toggleOf(written, words) {
  const props = { type: "button", className: "cell-button", "data-toggle": written };
  return { type: "Button", props: { ...props, children: words } };
}

/** @param {Table} table
 * @param {string} name of a table without a caption that is seen
 */
function tableOf({ headings, rows, toggles = [], caption: seen }, name) {
  const table = document.createElement("table");
  table.className = "numbers";
  const caption = table.createCaption();
  if (!seen) caption.className = "visually-hidden";
  caption.textContent = seen ?? name;
  const head = table.createTHead().insertRow();
  head.append(...headings.map((words) => cell("th", words, "col")));
  const body = table.createTBody();
  rows.forEach(([title, ...others], at) => {
    const written = toggles[at];
    const cells = others.map((words) => cell("td", words));
    const first = cell("th", written ? toggleOf(written, title) : title, "row");
    body.insertRow().append(first, ...cells);
  });
  return table;
}

/** Draw each thing in its place, unless it is already there.
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

/** Put nodes into a place, unless the server's page already has them.
 *
 * @param {HTMLElement} into
 * @param {Node[]} nodes
 */
function put(into, nodes) {
  const before = sentAsHtml.get(into.id);
  sentAsHtml.delete(into.id);
  const now = into.cloneNode();
  now.textContent = "";
  /** @type {Element} */ (now).append(...nodes);
  now.normalize(); // as the browser reads words that stand side by side
  if (!before || !sameWithin(before, now)) into.replaceChildren(...now.childNodes);
}

/** @param {Node} before
 * @param {Node} now
 */
function sameWithin(before, now) {
  const [old, young] = [before, now].map((one) => [...one.childNodes]);
  return (
    old?.length === young?.length && old?.every((one, at) => one.isEqualNode(young?.[at] ?? null))
  );
}

/** @param {HTMLElement} into
 * @param {Part | Part[]} part
 */
function drawPart(into, part) {
  put(into, [part].flat().map(nodeOf));
}

/** @param {HTMLElement} into */
const arcOf = (into) => into.querySelector(".dial__value");

/** Insert the server's HTML with SVG; a dial animates from its old value.
 *
 * @param {HTMLElement} into
 * @param {string} picture
 */
function drawPicture(into, picture) {
  const before = arcOf(into)?.getAttribute("stroke-dasharray");
  put(into, [...new DOMParser().parseFromString(picture, "text/html").body.childNodes]);
  const arc = arcOf(into);
  if (!arc || !before || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const after = arc.getAttribute("stroke-dasharray") ?? before;
  if (after === before) return;
  arc.animate({ strokeDasharray: [before, after] }, { duration: 400, easing: "ease-out" });
}

/** @param {HTMLElement} into
 * @param {Table | null} table
 */
function drawTable(into, table) {
  const card = /** @type {HTMLElement} */ (into.closest(".card"));
  const name = into.dataset.caption ?? first(card, "h2, h3").textContent ?? "";
  put(into, table ? [tableOf(table, name)] : []);
}

/** @param {Chart} into
 * @param {Figure} figure whose points filter by the query that is their own datum
 */
function drawFigure(into, figure) {
  if (plotly()) plot(into, figure);
  else waiting.set(into, figure);
  if (waiting.size === 1) whenPlotly(drawWaiting);
}

function drawWaiting() {
  for (const [into, figure] of waiting) plot(into, figure);
  waiting.clear();
}

/** @param {Chart} into
 * @param {Figure} figure
 */
function plot(into, figure) {
  if (!into.classList.contains("js-plotly-plot")) into.replaceChildren(); // what kept its place
  plotly().react(into, structuredClone(figure)); // it keeps and changes what it is given
  if ("listens" in into.dataset) return;
  into.dataset.listens = "";
  into.on?.("plotly_click", ({ points: [point] }) => {
    if (typeof point?.customdata === "string") toggle(point.customdata);
  });
}

/** @param {string} name */
function openTab(name) {
  for (const part of all(document, "[data-tab]")) part.hidden = part.dataset.tab !== name;
}

/** Draw figures once they are visible: plotly can't measure a hidden place.
 *
 * @param {Record<string, Figure>} figures
 */
function seen(figures) {
  const isSeen = (/** @type {string} */ id) =>
    document.getElementById(id)?.closest("[hidden]") === null;
  return Object.fromEntries(Object.entries(figures).filter(([id]) => isSeen(id)));
}

/** Draw the figures whose places are visible, unless they are already there.
 *
 * @param {Record<string, Figure>} figures
 */
export function drawSeen(figures) {
  fill(seen(figures), drawFigure);
}

/** Keep the focus on an element that is redrawn.
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

/** Mark the figures as outdated, or remove the mark.
 *
 * @param {boolean} stale
 */
export function markStale(stale) {
  if (stale) closeSheet(); // why they are old stands on the page
  place("view-results").classList.toggle("results--stale", stale);
}

/** Show a message in a place until the next drawing.
 *
 * @param {string} id
 * @param {...(Node | string)} words
 */
export function say(id, ...words) {
  const into = document.getElementById(id);
  if (!into) return;
  into.replaceChildren(...words);
  drawn.delete(into);
  sentAsHtml.delete(id);
}

/** One answer of the server.
 *
 * @param {import("./drawn.js").Drawing} drawing
 */
export function draw(drawing) {
  const { parts = {}, pictures = {}, tables = {}, figures = {} } = drawing;
  const { stale = false, empty = false, tab } = drawing;
  const results = document.getElementById("view-results");
  if (results) {
    markStale(stale);
    if (!stale) results.hidden = empty;
  }
  keepingFocus(() => {
    fill(parts, drawPart);
    fill(pictures, drawPicture);
    if (tab) openTab(tab);
    fill(tables, drawTable);
    if (!empty) drawSeen(figures);
  });
  announce(drawing);
  return Object.keys(figures).length;
}

offer("view", { draw });
