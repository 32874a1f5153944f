/* plotly.js is larger than all else together, so it is loaded last: once the filters work, and only
   if a figure is to be drawn. */

let wanted = false;
let mayLoad = false;
/** @typedef {typeof import("./figure.js").plot} Plot Draws a figure. */
/** @type {((plot: Plot) => void)[]} */
const waiting = [];
/** @type {Plot | null} */
let plotting = null;

/** @param {(plot: Plot) => void} draw called then, or at once if it is there */
export function whenPlotly(draw) {
  if (plotting) return draw(plotting);
  waiting.push(draw);
  wanted = true;
  return load();
}

/** Allow loading from now on. */
export function loadPlotly() {
  mayLoad = true;
  load();
}

function load() {
  const tag = document.getElementById("plotly");
  if (!wanted || !mayLoad || !tag) return;
  const script = document.createElement("script");
  script.src = tag.getAttribute("src") ?? "";
  const loaded = new Promise((wake) => script.addEventListener("load", wake));
  tag.replaceWith(script);
  import("./figure.js").then(async ({ plot }) => {
    await loaded;
    plotting = plot;
    for (const draw of waiting.splice(0)) draw(plot);
  });
}
