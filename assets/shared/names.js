/* The names of a figure's lines and columns: its annotations, written over the drawing. plotly.js would
   lay out each one twice, which is a fifth of its time. Here the browser does: a name stands at a
   share of the plot, and so stays in its place when the figure is resized. */
import { node } from "./dom.js";

/**
 * @typedef {string | number} Value A day in ISO format, or a number.
 * @typedef {{ range: Value[], domain?: number[] }} Axis
 * @typedef {{
 *   text: string, x: Value, y: Value, xref?: string, yref?: string, xanchor?: string,
 *   yanchor?: string, xshift?: number, yshift?: number, align?: string, bordercolor?: string,
 *   font?: { size?: number, weight?: number },
 * }} Name as an annotation of plotly.js
 * @typedef {{ annotations?: Name[], [part: string]: any }} Layout of a figure, with its axes
 */

const PAPER = { range: [0, 1] };
/** How far a name is moved by its own size: to the right and down, by its anchor. */
const MOVED = new Map(
  Object.entries({
    left: "0",
    center: "-50%",
    right: "-100%",
    bottom: "0",
    middle: "50%",
    top: "100%",
  }),
);

/** In pixels, which are scaled on paper.
 *
 * @param {number} length
 */
const pixels = (length) => `${length} * var(--pixel)`;

/** @param {Value} value */
const counted = (value) => (typeof value === "string" ? Date.parse(value) : value);

/** Where a value is on its axis, as a share of the plot.
 *
 * @param {Value} value
 * @param {string} axis as annotations refer to it, such as `y2`
 * @param {Record<string, Axis>} axes
 */
function share(value, axis, axes) {
  const { range, domain = [0, 1] } = axes[`${axis[0]}axis${axis.slice(1)}`] ?? PAPER;
  const [low = 0, high = 1] = range.map(counted);
  const [begin = 0, end = 1] = domain;
  return begin + ((counted(value) - low) / (high - low)) * (end - begin);
}

/** @param {Name} name
 * @param {Record<string, Axis>} axes
 */
function written(name, axes) {
  const { text, x, y, xref = "x", yref = "y", xanchor = "center", yanchor = "middle" } = name;
  const { xshift = 0, yshift = 0, align = "", bordercolor = "", font = {} } = name;
  const made = node("span", {}, text.replaceAll("<br>", "\n"));
  Object.assign(made.style, {
    left: `calc(${100 * share(x, xref, axes)}% + ${pixels(xshift)})`,
    bottom: `calc(${100 * share(y, yref, axes)}% + ${pixels(yshift)})`,
    translate: `${MOVED.get(xanchor)} ${MOVED.get(yanchor)}`,
    textAlign: align,
    outline: bordercolor && `1px solid ${bordercolor}`,
    fontSize: font.size ? `calc(${pixels(font.size)})` : "",
    fontWeight: font.weight ?? "",
  });
  return made;
}

/** Write the names of a figure over its plot, and below what plotly shows at the pointer.
 *
 * @param {HTMLElement} drawing that plotly has drawn
 * @param {Layout} layout
 */
export function writeNames(drawing, { annotations = [], margin, ...axes }) {
  drawing.querySelector(".names")?.remove();
  if (!annotations.length) return;
  const { t, r, b, l } = margin;
  const names = node("div", { class: "names" }, ...annotations.map((one) => written(one, axes)));
  names.style.inset = [t, r, b, l].map((side) => `calc(${pixels(side)})`).join(" ");
  drawing.lastElementChild?.before(names);
}
