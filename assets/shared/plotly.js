/* plotly.js is larger than all else together, so it is loaded last: once the filters work, and only
   if a figure is to be drawn. */

const host = /** @type {{ Plotly?: any }} */ (/** @type {unknown} */ (window));
let wanted = false;
let mayLoad = false;
/** @typedef {(plot: typeof import("./figure.js").plot) => void} Draw with what draws a figure */
/** @type {Draw[]} */
const waiting = [];
/** @type {any} */
let library;

/** plotly.js, once it is there and figures can be drawn. */
export const plotly = () => library;

/** @param {Draw} draw called then */
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
  if (!wanted || !mayLoad || !tag) return;
  const drawing = import("./figure.js");
  const script = document.createElement("script");
  script.src = tag.getAttribute("src") ?? "";
  script.addEventListener("load", async () => {
    const { plot } = await drawing;
    library = host.Plotly;
    for (const draw of waiting.splice(0)) draw(plot);
  });
  tag.replaceWith(script);
}
