/* Meeting mode: one screen at a time, changed by key, button or touch. The address has the screen's
   number. The page has all screens, so the server is not asked again. */
import { go } from "../shared/address.js";
import { all, on } from "../shared/dom.js";
import { drawSeen } from "../shared/draw.js";
import { whenDrawn } from "../shared/drawn.js";
import { plotly } from "../shared/library.js";
import { current, withQuery } from "../shared/query.js";

const STEPS = new Map([
  ["ArrowRight", 1],
  ["PageDown", 1],
  ["ArrowLeft", -1],
  ["PageUp", -1],
  ["Home", Number.NEGATIVE_INFINITY],
  ["End", Number.POSITIVE_INFINITY],
]);
const TYPE = 32; // pixels, as the figures come

let wasOpen = false;

const screens = () => all(document, "[data-screen]");
const open = () => screens().findIndex((screen) => !screen.hidden);

/** Charts take the size of type that the screen has, and as much room around it. */
function fitType() {
  for (const chart of /** @type {any[]} */ (all(document, ".present .js-plotly-plot"))) {
    const size = Number.parseFloat(getComputedStyle(chart).fontSize) || TYPE;
    if (!chart.getClientRects().length) continue;
    chart.style.setProperty("--type", `${size / TYPE}`); // for paper
    plotly().relayout(chart, fitted(chart.layout, size));
  }
}

/** A layout's type in another size, and its margins with it.
 *
 * @param {any} layout
 * @param {number} size
 */
function fitted({ font, margin }, size) {
  /** @type {Record<string, number>} */
  const changes = { "font.size": size };
  for (const side of ["l", "r", "t", "b"]) {
    changes[`margin.${side}`] = (margin[side] * size) / font.size;
  }
  return changes;
}

/** @param {number} at */
function show(at) {
  screens().forEach((screen, index) => {
    screen.hidden = index !== at;
  });
  const query = current();
  query.set("present", `${at + 1}`);
  window.history.replaceState(null, "", withQuery(window.location.pathname, query));
  for (const link of all(document, "[data-screened]", HTMLAnchorElement)) {
    const there = new URLSearchParams(link.search);
    there.set("present", `${at + 1}`);
    link.href = withQuery(link.pathname, there);
  }
  enter(at);
}

/** @param {number} at */
function enter(at) {
  drawSeen().then(fitType);
  all(screens()[at], "h1")[0]?.focus();
}

/** @param {number} step */
function turn(step) {
  const at = Math.min(Math.max(open() + step, 0), screens().length - 1);
  if (at !== open()) show(at);
}

function leave() {
  const query = current();
  query.delete("present");
  go(query);
}

whenDrawn(() => {
  const isOpen = open() >= 0;
  for (const button of all(document, "[data-fill]")) button.hidden = !document.fullscreenEnabled;
  if (isOpen && !wasOpen) enter(open());
  else if (isOpen) drawSeen().then(fitType);
  else if (wasOpen) all(document, ".present__way")[0]?.focus();
  wasOpen = isOpen;
});

document.addEventListener("keydown", (event) => {
  if (open() < 0 || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const step = STEPS.get(event.key);
  if (event.key === "Escape") leave();
  else if (step === undefined) return;
  else turn(step);
  event.preventDefault();
});

document.addEventListener("click", (event) => {
  const turning = on(event, "[data-turn]");
  if (turning) turn(Number(turning.dataset.turn));
  else if (!on(event, "[data-fill]")) return;
  else if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen();
});

window.addEventListener("resize", fitType);
