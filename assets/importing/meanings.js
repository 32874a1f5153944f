/* The meanings of a file's columns and words, as data. */
/** @import { Column, Mapping, Preview, Value } from "./answers.d.ts" */

/** The option "ignore" of a select; the empty string is "nothing chosen". */
export const PASSED_OVER = "~";

/** A copy of the mapping that can be changed.
 *
 * @param {Partial<Mapping> | null} mapping
 * @returns {Mapping}
 */
export function copied(mapping) {
  return structuredClone({
    columns: mapping?.columns ?? {},
    values: mapping?.values ?? {},
    constants: mapping?.constants ?? {},
  });
}

/** Whether anything was said.
 *
 * @param {Mapping} mapping
 */
export const isSaid = (mapping) =>
  Object.values(mapping).some((one) => Object.keys(one).length > 0);

/** Whether a column has no meaning and is not ignored either.
 *
 * @param {Column} column
 */
export const isUnknown = ({ header, column, passed_over: passed }) =>
  header !== "" && !column && !passed;

/** Whether a word may be ignored: only if a cell may be blank.
 *
 * @param {Preview} preview
 * @param {Value} entry
 */
export const mayBeBlank = ({ fields }, { column }) =>
  fields.some(({ code, needed }) => code === column && !needed);

/** @param {Value} entry */
export const isUnexplained = ({ meant }) => meant === null;

/** The words without a meaning.
 *
 * @param {Preview} preview
 */
export const unexplained = ({ values }) => values.filter(isUnexplained);

/** Those words without a meaning that may be ignored.
 *
 * @param {Preview} preview
 */
export const ignorable = (preview) =>
  unexplained(preview).filter((entry) => mayBeBlank(preview, entry));

/** Set a column's meaning; `PASSED_OVER` ignores it.
 *
 * @param {Mapping} draft is changed
 * @param {string} header
 * @param {string} code
 */
export function assign(draft, header, code) {
  draft.columns[header] = code === PASSED_OVER ? "" : code;
}

/** Set a word's meaning; `PASSED_OVER` ignores it, and an empty code removes the meaning.
 *
 * @param {Mapping} draft is changed
 * @param {Value} entry
 * @param {string} code
 */
export function explain(draft, { column, value }, code) {
  draft.values[column] ??= {};
  if (code) draft.values[column][value] = code === PASSED_OVER ? "" : code;
  else delete draft.values[column][value];
}
