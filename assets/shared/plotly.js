/* plotly.js is larger than all else together, so it is loaded last: once the filters work, and only
   if a figure is to be drawn. */

const host = /** @type {{ Plotly?: any }} */ (/** @type {unknown} */ (window));
let wanted = false;
let mayLoad = false;
/** @type {(() => void)[]} */
const waiting = [];

/** plotly.js, if it is there. */
export const plotly = () => host.Plotly;

/** @param {() => void} draw called once plotly.js is there */
export function whenPlotly(draw) {
  waiting.push(draw);
  wanted = true;
  load();
}

/** Allow loading from now on. */
export function loadPlotly() {
  mayLoad = true;
  load();
}

function load() {
  const tag = document.getElementById("plotly");
  if (!wanted || !mayLoad || !tag || host.Plotly) return;
  const script = document.createElement("script");
  script.src = tag.getAttribute("src") ?? "";
  script.addEventListener("load", () => {
    for (const draw of waiting.splice(0)) draw();
  });
  tag.replaceWith(script);
}
