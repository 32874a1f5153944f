/* Draw the server's answer into the page, without React, which would take longer than plotly takes
   for its figures. Unchanged parts are left alone. */
import { changeCells, tablesOf } from "./cells.js";
import { offer } from "./dash.js";
import { all, first, place } from "./dom.js";
import { announce, askAnew, fitted, inTasks, laidOut } from "./drawn.js";
import { nodeOf, tableOf } from "./nodes.js";
import { whenPlotly } from "./plotly.js";
import { withWords } from "./points.js";
import { closeSheet } from "./sheet.js";
import { fits, forget, leftOut, note } from "./shown.js";

/**
 * @typedef {import("./nodes.js").Part} Part
 * @typedef {import("./nodes.js").Table} Table
 * @typedef {import("./figure.js").Figure} Figure
 * @typedef {import("./figure.js").Chart} Chart
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

/** The current data of each place that is sent in parts: what frames them may stay.
 *
 * @type {Map<string, Record<string, any>>}
 */
const whole = new Map();

/** The last figure for each place.
 *
 * @type {WeakMap<Chart, Figure>}
 */
const waiting = new WeakMap();

/** Complete what is sent in parts with what stays, by place.
 *
 * @param {Record<string, Record<string, any>>} sent
 * @returns {Record<string, any>}
 */
function completed(sent) {
  for (const [id, parts] of Object.entries(sent)) whole.set(id, { ...whole.get(id), ...parts });
  return Object.fromEntries(Object.keys(sent).map((id) => [id, whole.get(id)]));
}

/** Figures with all that their points say, which plotly need not wait for.
 *
 * @param {Record<string, Figure>} sent
 */
function inWords(sent) {
  const told = (/** @type {Figure} */ figure) =>
    figure.data ? { ...figure, data: withWords(figure.data) } : figure;
  return Object.fromEntries(Object.entries(sent).map(([id, figure]) => [id, told(figure)]));
}

/** Draw each thing in its place, unless it is already there.
 *
 * @template T
 * @param {Record<string, T>} things
 * @param {(place: HTMLElement, thing: T) => unknown} draw
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
  const parsed = document.createElement("template"); // a document of its own would take longer
  parsed.innerHTML = picture;
  put(into, [...parsed.content.childNodes]);
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

/** The frame that a place's tables of cells have.
 *
 * @type {WeakMap<HTMLElement, string>}
 */
const frames = new WeakMap();

/** @param {HTMLElement} into
 * @param {import("./cells.js").Cells} cells
 */
function drawGrid(into, cells) {
  const frame = JSON.stringify(cells.frame);
  if (frames.get(into) === frame) changeCells(into, cells);
  else put(into, tablesOf(cells));
  frames.set(into, frame);
}

/** Draw it once plotly.js is there.
 *
 * @param {Chart} into
 * @param {Figure} figure
 */
async function drawFigure(into, figure) {
  waiting.set(into, figure);
  const isLast = () => waiting.get(into) === figure;
  const plot = await new Promise(whenPlotly);
  if (!isLast()) return;
  try {
    await plot(into, figure, isLast);
  } catch (error) {
    drawn.delete(into);
    throw error;
  }
}

/** @param {string} name */
function openTab(name) {
  for (const part of all(document, "[data-tab]")) part.hidden = part.dataset.tab !== name;
}

/** Draw the figures whose places are visible, as plotly can't measure a hidden one, unless they are
 * already there.
 */
export async function drawSeen() {
  const isSeen = (/** @type {string} */ id) =>
    document.getElementById(id)?.closest("[hidden]") === null;
  const figures = [...whole].filter(([id, { data }]) => data && isSeen(id));
  /** @type {Promise<void>[]} */
  const drawings = [];
  fill(Object.fromEntries(figures), (into, figure) => drawings.push(drawFigure(into, figure)));
  await Promise.all(drawings);
}

/** Keep the focus on an element that is redrawn; of links to the same address, on that in its place.
 *
 * @param {() => void} draw
 */
function keepingFocus(draw) {
  const focused = document.activeElement ?? document.body;
  const within = `#${focused.closest("[id^=view-]")?.id} `;
  const [same] = ["data-toggle", "data-key", "href"]
    .filter((name) => focused.hasAttribute(name))
    .map((name) => {
      const value = CSS.escape(focused.getAttribute(name) ?? "");
      return `${focused.localName}[${name}="${value}"]`;
    });
  draw();
  if (focused.closest("#view-results[hidden]")) place("view-empty").focus(); // says what to do
  if (focused.matches("[role=region]")) focused.scrollIntoView(); // it was empty, or elsewhere
  if (focused.isConnected) return;
  const found = focused.id ? document.getElementById(focused.id) : null;
  const alike = same && (document.querySelector(within + same) ?? document.querySelector(same));
  const next = found || alike;
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
  set(id, words);
  forget(id);
}

/** Put something into a place that the server did not send.
 *
 * @param {string} id
 * @param {(Node | string)[]} content
 */
function set(id, content) {
  const into = document.getElementById(id);
  if (!into) return;
  into.replaceChildren(...content);
  drawn.delete(into);
  sentAsHtml.delete(id);
}

/** One answer of the server; one for another drawing than the page's is asked for anew.
 *
 * @param {import("./drawn.js").Drawing} drawing
 * @returns {Promise<void>} until all is drawn
 */
export async function draw(drawing) {
  if (!fits(drawing)) return askAnew();
  fitted();
  const { parts = {}, pictures = {}, tables = {}, grids = {}, figures = {} } = drawing;
  const { stale = false, empty = false, tab } = drawing;
  const results = document.getElementById("view-results");
  if (results) {
    markStale(stale);
    if (!stale) results.hidden = empty;
  }
  completed(inWords(figures));
  keepingFocus(() => {
    fill(parts, drawPart);
    fill(pictures, drawPicture);
    if (tab) openTab(tab);
    fill(tables, drawTable);
    fill(completed(grids), drawGrid);
    for (const id of leftOut(drawing)) set(id, []);
  });
  note(drawing);
  announce(drawing);
  await inTasks(laidOut, () => empty || drawSeen()); // gauges and words are seen before plotly begins
}

/* For answers that do not come by way of `unanswered.js`. */
offer("view", { draw });
