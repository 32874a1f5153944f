/* The meanings given to a file's columns and values, kept until another file is chosen. They
   survive a reload, such as after signing in again, unless the browser has no storage. */
/** @import { Mapping, Preview } from "./answers.d.ts" */
import { kept as keptHere } from "../shared/site.js";
import { reader } from "./zone.js";

/** @typedef {{ name: string, headers: string[], mapping: Mapping }} Draft */

const key = () => `${keptHere("impact-mapping")} ${reader()}`;

/** @returns {Draft | null} */
function kept() {
  try {
    return JSON.parse(window.sessionStorage.getItem(key()) ?? "null");
  } catch {
    return null;
  }
}

/** @param {(storage: Storage) => void} act */
function inStorage(act) {
  try {
    act(window.sessionStorage);
  } catch {
    // nothing is kept here
  }
}

/** @param {Preview} preview */
const headersOf = (preview) => preview.columns.map(({ header }) => header);

/** The meanings given for a file of that name.
 *
 * @param {File} file
 */
export function of(file) {
  const draft = kept();
  return draft?.name === file.name ? draft.mapping : null;
}

/** The meanings for a file with the same columns; those for other columns are dropped.
 *
 * @param {Preview} preview
 */
export function fitting(preview) {
  const draft = kept();
  const headers = new Set(headersOf(preview));
  if (draft?.headers.every((header) => headers.has(header))) return draft.mapping;
  forget();
  return null;
}

/** @param {File} file
 * @param {Preview} preview
 * @param {Mapping} mapping
 */
export function keep(file, preview, mapping) {
  const draft = { name: file.name, headers: headersOf(preview), mapping };
  inStorage((storage) => storage.setItem(key(), JSON.stringify(draft)));
}

export function forget() {
  inStorage((storage) => storage.removeItem(key()));
}
