/* The library that draws figures. It is there once a figure has been drawn: see `plotly.js`. */

/** @returns {any} */
export const plotly = () =>
  /** @type {{ Plotly?: any }} */ (/** @type {unknown} */ (window)).Plotly;
