/* On paper a figure is drawn to the width that the style sheet names for it, and scaled to its place
   there: no script can measure a page while it is printed. */
(function () {
  "use strict";

  const figures = () => [...document.querySelectorAll(".js-plotly-plot")];
  const isSeen = (figure) => figure.getClientRects().length > 0;
  const sheetsOf = (figure) => [...figure.querySelectorAll(".main-svg")];

  function toPaper(figure) {
    const width = Number(getComputedStyle(figure).getPropertyValue("--on-paper"));
    if (width) window.Plotly.relayout(figure, { width });
    sheetsOf(figure).forEach((sheet) => {
      const [wide, high] = ["width", "height"].map((side) => sheet.getAttribute(side));
      sheet.setAttribute("viewBox", `0 0 ${wide} ${high}`);
      figure.style.setProperty("--drawn", `${wide} / ${high}`);
    });
  }

  function toScreen(figure) {
    sheetsOf(figure).forEach((sheet) => sheet.removeAttribute("viewBox"));
    window.Plotly.relayout(figure, { autosize: true });
  }

  window.addEventListener("beforeprint", () => figures().filter(isSeen).forEach(toPaper));
  window.addEventListener("afterprint", () => figures().filter(isSeen).forEach(toScreen));
})();
