/* What the columns and the words of a file mean, as data. */
/** @import { Column, Mapping, Preview, Value } from "./answers.d.ts" */

/** What nothing means, in a select, where nothing chosen is the empty string. */
export const PASSED_OVER = "~";

/** The mapping that is shown, as one that can be changed.
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

/** Whether a column has neither a meaning, nor is it to be passed over.
 *
 * @param {Column} column
 */
export const isUnknown = ({ header, column, passed_over: passed }) =>
  header !== "" && !column && !passed;

/** Where a cell may be blank, a word may count as nothing.
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

/** Those of them that may count as nothing.
 *
 * @param {Preview} preview
 */
export const ignorable = (preview) =>
  unexplained(preview).filter((entry) => mayBeBlank(preview, entry));

/** Say what a column means; `PASSED_OVER` is nothing.
 *
 * @param {Mapping} draft is changed
 * @param {string} header
 * @param {string} code
 */
export function assign(draft, header, code) {
  draft.columns[header] = code === PASSED_OVER ? "" : code;
}

/** Say what a word means; `PASSED_OVER` is nothing, and empty takes back what was said.
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
