/* The names of a figure's lines and columns, which are its annotations, and the numbers and months of
   its axes, written over the drawing. plotly.js would lay out each one itself, names even twice, which
   is a third of its time. Here the browser does: words stand at a share of the plot, and so stay in
   their place when the figure is resized. */
import { node } from "./dom.js";
import { number } from "./words.js";

/**
 * @typedef {string | number} Value A day in ISO format, or a number.
 * @typedef {{
 *   range: Value[], domain?: number[], nticks?: number, tickvals?: Value[], ticktext?: string[],
 *   type?: string, visible?: boolean, ticklabelstandoff?: number, categoryarray?: string[],
 * }} Axis whose categories, if it has any, are its `tickvals` or its `categoryarray`
 * @typedef {{
 *   text: string, x: Value, y: Value, xref?: string, yref?: string, xanchor?: string,
 *   yanchor?: string, xshift?: number, yshift?: number, align?: string, bordercolor?: string,
 *   font?: { size?: number, weight?: number },
 * }} Name as an annotation of plotly.js
 * @typedef {{ annotations?: Name[], [part: string]: any }} Layout of a figure, with its axes
 */

const PAPER = { range: [0, 1] };
const STEPS = [2, 5, 10]; // times a power of ten
/** How the words of an axis stand beside the plot. */
const BELOW = { yref: "paper", y: 0, yanchor: "top", yshift: -3, align: "center" };
const LEFT = { xref: "paper", x: 0, xanchor: "right", xshift: -1 };
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

/** Round numbers on an axis of numbers, as plotly.js chooses them.
 *
 * @param {Axis} axis
 */
function rounded({ range, nticks = 1 }) {
  const [low = 0, high = 1] = range.map(counted);
  const least = (high - low) / nticks;
  const unit = 10 ** Math.floor(Math.log10(least));
  const step = unit * (STEPS.find((part) => part * unit > least) ?? 1);
  const first = Math.ceil(low / step);
  const count = Math.floor(high / step) - first + 1;
  return Array.from({ length: count }, (_, at) => (first + at) * step);
}

/** What stands beside an axis.
 *
 * @param {string} name such as `yaxis2`
 * @param {Axis} axis
 * @returns {Name[]}
 */
function beside(name, { tickvals = [], ticktext, type, ticklabelstandoff = 0 }) {
  const axis = name.replace("axis", "");
  const xshift = LEFT.xshift - ticklabelstandoff;
  const words = (/** @type {Value} */ value, /** @type {number} */ at) =>
    ticktext?.[at] ?? (type === "category" ? `${value}` : number(counted(value)));
  return tickvals.map((value, at) => {
    const text = words(value, at);
    const place = type === "category" ? at : value;
    return name.startsWith("x")
      ? { text, x: place, xref: axis, ...BELOW }
      : { text, y: place, yref: axis, ...LEFT, xshift };
  });
}

/** The layout with all that stands beside its axes among its annotations. For plotly.js there are only
 * lines at the same numbers.
 *
 * @param {Layout} layout
 * @returns {Layout}
 */
export function withTicks({ annotations = [], ...layout }) {
  const made = { ...layout, annotations: [...annotations] };
  for (const [name, axis] of Object.entries(layout)) {
    if (!/^[xy]axis/.test(name) || axis.visible === false) continue;
    const ticked = { ...axis, showticklabels: false };
    ticked.tickvals ??= axis.categoryarray ?? rounded(axis);
    made.annotations.push(...beside(name, ticked));
    Object.assign(made, { [name]: ticked });
  }
  return made;
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
