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

/** Those of some words that may be ignored.
 *
 * @param {Preview} preview
 * @param {Value[]} words
 */
export const ignorable = (preview, words) => words.filter((entry) => mayBeBlank(preview, entry));

/** The unknown headers and the words of which nothing was said since the preview.
 *
 * @param {Preview} preview
 * @param {Mapping} draft
 */
export function left({ columns, values, mapping }, draft) {
  const before = copied(mapping);
  const isNew = (/** @type {string | undefined} */ code, /** @type {string | undefined} */ old) =>
    code !== undefined && code !== old;
  return {
    columns: columns.filter(
      (one) => isUnknown(one) && !isNew(draft.columns[one.header], before.columns[one.header]),
    ),
    words: values.filter(
      (one) =>
        isUnexplained(one) &&
        !isNew(draft.values[one.column]?.[one.value], before.values[one.column]?.[one.value]),
    ),
  };
}

/** Set a column's meaning; `PASSED_OVER` ignores it, and an empty code removes the meaning.
 *
 * @param {Mapping} draft is changed
 * @param {string} header
 * @param {string} code
 */
export function assign({ columns }, header, code) {
  put(columns, header, code);
}

/** Set a word's meaning; `PASSED_OVER` ignores it, and an empty code removes the meaning.
 *
 * @param {Mapping} draft is changed
 * @param {Value} entry
 * @param {string} code
 */
export function explain(draft, { column, value }, code) {
  draft.values[column] ??= {};
  put(draft.values[column], value, code);
}

/** @param {Record<string, string>} meanings is changed
 * @param {string} name
 * @param {string} code
 */
function put(meanings, name, code) {
  if (code) meanings[name] = code === PASSED_OVER ? "" : code;
  else delete meanings[name];
}
