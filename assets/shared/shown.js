/* What the page shows, by the marks that the server gave each piece. The browser names them with each
   question, and is sent the other pieces only, but for those in closed folds. The answer fits only
   what was shown when it was asked for. Who shows the same asks with the same words. */
import { setProps } from "./dash.js";
import { brought, closedPlaces } from "./folds.js";

const LETTERS = 8; // of a mark

/** A mark counts as long as the element that it was given for is in the page.
 *
 * @type {Map<string, { into: HTMLElement, mark: string }>}
 */
const marks = new Map();
/** The number that the server was told last: see `numberOf`. */
let at = 0;
/** The closed places that the server was told of since the page changed, by number. Answers to these
 * numbers fit: telling of folds alone changes nothing.
 *
 * @type {Map<number, string[]>}
 */
const fitting = new Map();
/** The view and language, which the server wants to know; none on pages without a view.
 *
 * @type {Record<string, unknown> | null}
 */
let here = null;

/** What the page shows, as the server is told.
 *
 * @type {Record<string, unknown> | null}
 */
let said = null;
/** The same, as Dash was told last.
 *
 * @type {Record<string, unknown> | null}
 */
let saidToDash = null;

/** @param {string} name of a piece: an id, perhaps with a part */
const placeOf = (name) => document.getElementById(name.split("/")[0]);

/** Whether something was drawn that is not told yet. */
let isBehind = false;

/** A number of 32 bits for words (FNV-1a): the same words have the same number.
 *
 * @param {string[]} words
 */
function numberOf(words) {
  let number = 0x811c9dc5;
  for (const letter of words.join(" ")) {
    number = Math.imul(number ^ letter.charCodeAt(0), 0x01000193);
  }
  return number >>> 0;
}

function tell() {
  isBehind = false;
  if (!here) return;
  const shown = [...marks.values()].filter(({ into }) => into.isConnected);
  const names = shown.map(({ mark }) => mark).sort(); // in whatever order they came
  const closed = closedPlaces();
  at = numberOf([...names, ...closed]);
  fitting.set(at, closed);
  said = { ...here, at, marks: names, closed };
}

/** What the page shows now. Asked by older marks, the server would answer what does not fit, and would
 * be asked again.
 */
export function told() {
  if (isBehind || `${fitting.get(at) ?? ""}` !== `${closedPlaces()}`) tell();
  return said;
}

/** Tell Dash what is shown, before it asks. */
export function tellDash() {
  if (told() === saidToDash) return;
  saidToDash = said;
  setProps("view-here", { data: said });
}

/** From now on, only answers to what is told from here on fit. */
function change() {
  fitting.clear();
}

/** Whether an answer is for what the page shows.
 *
 * @param {import("./drawn.js").Drawing} drawing
 */
export const fits = ({ after }) => after === undefined || fitting.has(after);

/** Take back all that was remembered: everything is asked for anew. */
export function forgetAll() {
  marks.clear();
  change();
  isBehind = true;
}

/** The names of the pieces of an answer, in the order of its marks.
 *
 * @param {import("./drawn.js").Drawing} drawing
 */
function namesOf({ parts = {}, pictures = {}, tables = {}, grids = {}, figures = {} }) {
  const places = [parts, pictures, tables].flatMap((kind) => Object.keys(kind));
  const inParts = [grids, figures].flatMap((kind) =>
    Object.entries(kind).flatMap(([id, sent]) => Object.keys(sent).map((part) => `${id}/${part}`)),
  );
  return [...places, ...inParts];
}

/** Remember the first drawing, which the page contains: its marks have names.
 *
 * @param {Record<string, unknown>} where the view and language
 * @param {Record<string, string>} given
 */
export function begin(where, given) {
  here = where;
  for (const [name, mark] of Object.entries(given)) keep(name, mark);
  change();
  isBehind = true;
  tellDash();
}

/** Remember what has been drawn. What came without a mark has none.
 *
 * @param {import("./drawn.js").Drawing} drawing
 */
export function note(drawing) {
  const given = drawing.marks ?? "";
  for (const [at, name] of namesOf(drawing).entries()) {
    keep(name, given.slice(at * LETTERS, (at + 1) * LETTERS));
  }
  change(); // what was asked before does not fit any more
  isBehind = true;
}

/** @param {string} name
 * @param {string} mark
 */
function keep(name, mark) {
  const into = placeOf(name);
  marks.delete(name);
  if (into && mark) marks.set(name, { into, mark });
}

/** Take back what was remembered of a place.
 *
 * @param {string} id
 */
export function forget(id) {
  if (!marks.delete(id)) return;
  change();
  isBehind = true;
}

/** The places whose new content an answer left out, as they are in closed folds. They show nothing
 * from now on.
 *
 * @param {import("./drawn.js").Drawing} drawing that fits
 */
export function leftOut({ after, later = [] }) {
  if (after === undefined) return [];
  const closed = fitting.get(after) ?? [];
  const left = later.map((/** @type {number} */ number) => closed[number] ?? "");
  for (const id of left) marks.delete(id);
  brought(closed, left);
  return left;
}
