/* Drafts of forms, by name, for one reader of this browser. A draft is of a new record, or of
   changes to a `version` of a saved one. Unsent words are kept as well. Without storage in the
   browser, all last as long as the page. */
import { kept as keptHere } from "./site.js";

/**
 * @typedef {Record<string, string>} Cells
 * @typedef {{ reference: string, cells: Cells, version?: number, at: string }} Draft
 */

/** @type {Map<string, string>} */
const inPage = new Map();

function storage() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

/** @param {string} reader
 * @param {string} name
 */
function keyOf(reader, name) {
  return `${keptHere("impact-draft")} ${reader} ${name}`;
}

function allKept() {
  const found = new Map(inPage);
  const kept = storage();
  if (kept) for (const key of Object.keys(kept)) found.set(key, kept.getItem(key) ?? "");
  return found;
}

/** @param {string | undefined} text */
function draftIn(text) {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}

/** @param {string} key
 * @param {string} text
 */
function put(key, text) {
  try {
    window.localStorage.setItem(key, text);
  } catch {
    inPage.set(key, text);
  }
}

/** @param {string} reader
 * @param {string} reference
 * @param {Cells} cells
 * @param {number} version 0 for what is new
 */
export function keep(reader, reference, cells, version) {
  const at = new Date().toISOString();
  put(keyOf(reader, reference), JSON.stringify({ reference, cells, version, at }));
}

/** A few words, such as the reason for something, under a name of their own.
 *
 * @param {string} reader
 * @param {string} name
 * @param {string} words
 */
export function keepWords(reader, name, words) {
  put(keyOf(reader, name), JSON.stringify({ words }));
}

/** @param {string} reader
 * @param {string} name
 * @returns {string} empty when there are none
 */
export function words(reader, name) {
  return draftIn(allKept().get(keyOf(reader, name)))?.words ?? "";
}

/** @param {string} reader
 * @param {string} name
 */
export function forget(reader, name) {
  inPage.delete(keyOf(reader, name));
  storage()?.removeItem(keyOf(reader, name));
}

/** @param {string} reader
 * @param {string} reference
 * @returns {Draft | null}
 */
export function of(reader, reference) {
  const draft = draftIn(allKept().get(keyOf(reader, reference)));
  return draft?.cells ? draft : null;
}

/** The names of all that is kept of this reader.
 *
 * @param {string} reader
 */
export function names(reader) {
  const begin = keyOf(reader, "");
  return [...allKept().keys()]
    .filter((key) => key.startsWith(begin))
    .map((key) => key.slice(begin.length));
}

/** All drafts but the one in the form, the latest first.
 *
 * @param {string} reader
 * @param {string} reference
 * @returns {Draft[]}
 */
export function others(reader, reference) {
  return [...allKept()]
    .filter(([key]) => key.startsWith(keyOf(reader, "")) && key !== keyOf(reader, reference))
    .map(([, text]) => draftIn(text))
    .filter((draft) => draft?.reference && draft.cells)
    .sort((one, other) => (one.at < other.at ? 1 : -1));
}
