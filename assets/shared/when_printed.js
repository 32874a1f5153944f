/* For printing, draw a figure at the width that the style sheet names, and scale it to its place:
   scripts cannot measure a printed page. */
import { all } from "./dom.js";
import { plotly } from "./library.js";

const figures = () => all(document, ".js-plotly-plot");

/** @param {HTMLElement} figure */
const isSeen = (figure) => figure.getClientRects().length > 0;

/** @param {HTMLElement} figure */
const sheetsOf = (figure) => all(figure, ".main-svg");

/** @param {HTMLElement} figure */
function toPaper(figure) {
  const width = Number(getComputedStyle(figure).getPropertyValue("--on-paper"));
  if (width) plotly().relayout(figure, { width });
  for (const sheet of sheetsOf(figure)) {
    const [wide = "", high = ""] = ["width", "height"].map(
      (side) => sheet.getAttribute(side) ?? "",
    );
    sheet.setAttribute("viewBox", `0 0 ${wide} ${high}`);
    figure.style.setProperty("--wide", wide);
    figure.style.setProperty("--high", high);
  }
}

/** @param {HTMLElement} figure */
function toScreen(figure) {
  for (const sheet of sheetsOf(figure)) sheet.removeAttribute("viewBox");
  plotly().relayout(figure, { autosize: true });
}

window.addEventListener("beforeprint", () => figures().filter(isSeen).forEach(toPaper));
window.addEventListener("afterprint", () => {
  const paper = window.matchMedia("print");
  const back = () => figures().filter(isSeen).forEach(toScreen);
  if (!paper.matches) return back();
  paper.addEventListener("change", back, { once: true }); // Firefox still lays out for paper
});
