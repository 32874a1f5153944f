/* What a chart says at its points, made where it is shown: the server sends days and counts once, as
   data. `figures/curve_lines.py` and `figures/curve_months.py` send the words around them. */
import { inWords, number } from "./words.js";

/**
 * @typedef {{
 *   type?: string, mode?: string, x?: string[], y?: (number | null)[], text?: string[],
 *   hovertemplate?: string, meta?: { words: string, hidden: string }, [other: string]: unknown,
 * }} Trace
 * @typedef {{ from?: string, steps: (number | null)[] }} Steps what a long line is sent as: see
 *   `figures/steps.py`
 * @typedef {{ [name: string]: any }} SentTrace
 */

const DAY_MS = 24 * 60 * 60 * 1000;

/** The values of a trace that were sent as steps, from a day on if they are days. */
function addedUp(/** @type {Steps} */ { from, steps }) {
  let sum = from ? Date.parse(from) : 0;
  return steps.map((step) => {
    if (step === null) return null;
    sum += from ? step * DAY_MS : step;
    return from ? new Date(sum).toISOString().slice(0, 10) : sum;
  });
}

/** The trace with its days and counts, whether they were sent as steps or not.
 *
 * @param {SentTrace} sent
 * @returns {Trace}
 */
function whole(sent) {
  const inSteps = Object.entries(sent).filter(([, value]) => value?.steps);
  if (!inSteps.length) return /** @type {Trace} */ (sent);
  const values = inSteps.map(([name, value]) => [name, addedUp(value)]);
  return { ...sent, ...Object.fromEntries(values) };
}

/** Days or months in the reader's language.
 *
 * @param {string[]} days
 * @param {Intl.DateTimeFormatOptions} style
 */
function written(days, style) {
  const format = new Intl.DateTimeFormat(document.documentElement.lang, {
    ...style,
    timeZone: "UTC",
  });
  return days.map((day) => format.format(new Date(day)).replace(/^1 /, "1er "));
}

/** The filters that keep the month of a day.
 *
 * @param {string} day
 */
function queryOfMonth(day) {
  const [year, month] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year ?? 0, month ?? 0, 0)).toISOString().slice(0, 10);
  return `from=${last.slice(0, 8)}01&to=${last}`;
}

/** The columns' words and filters: a month's count, and the total that the line has then.
 *
 * @param {Trace} columns
 * @param {{ words: string, hidden: string }} says
 * @param {Trace[]} traces
 */
function ofMonths({ x = [] }, { words, hidden }, traces) {
  const counts = traces.find(({ type }) => type === "bar")?.y ?? [];
  const totals = traces.find(({ mode }) => mode === "lines+markers")?.y ?? [];
  const told = (/** @type {number | null | undefined} */ count) =>
    typeof count === "number" ? number(count) : hidden;
  return {
    customdata: x.map(queryOfMonth),
    hovertext: written(x, { month: "long", year: "numeric" }).map((month, at) =>
      inWords(words, { month, youth: told(counts[at]), total: told(totals[at]) }),
    ),
  };
}

/** The traces of a figure with all that their points say.
 *
 * @param {SentTrace[]} sent
 * @returns {Trace[]}
 */
export function withWords(sent) {
  const traces = sent.map(whole);
  return traces.map((trace) => {
    if (trace.meta) return { ...trace, ...ofMonths(trace, trace.meta, traces) };
    if (trace.text || !trace.hovertemplate?.includes("%{text}")) return trace;
    return { ...trace, text: written(trace.x ?? [], { dateStyle: "long" }) };
  });
}
