/* Fill in the sentences that the page contains in the reader's language. */

/**
 * @typedef {{ en: string, fr: string }} Both What the server says in both languages.
 * @typedef {{ reason: Both, remedy: Both }} Why
 */

/** The reader's language, as `en` or `fr`. */
export const language = () =>
  /** @type {"en" | "fr"} */ (document.documentElement.lang.slice(0, 2));

/** A sentence with values in place of their `{names}`.
 *
 * @param {string} template
 * @param {Record<string, unknown>} [values]
 */
export const inWords = (template, values = {}) =>
  template.replace(/\{(\w+)\}/g, (whole, name) => `${values[name] ?? whole}`);

/** The reader's language of a text in both languages.
 *
 * @param {Both} both
 */
export const said = (both) => both[language()];

/** A fault as two sentences: what is wrong, and what helps.
 *
 * @param {Why} fault
 */
export const told = ({ reason, remedy }) => [reason, remedy].map(said).map(ended).join(" ");

/** @param {string} words */
function ended(words) {
  return /[.…?!]$/.test(words) ? words : `${words}.`;
}

/** A count as readers write it.
 *
 * @param {number} count
 */
export const number = (count) => count.toLocaleString(document.documentElement.lang);

/** A moment in the project's time zone: the hour if today, else with the day.
 *
 * @param {string} iso
 */
export function time(iso) {
  const { lang, dataset } = document.documentElement;
  const zone = { timeZone: dataset.zone };
  const moment = new Date(iso);
  const day = (/** @type {Date} */ of) => of.toLocaleDateString(lang, zone);
  const isToday = day(moment) === day(new Date());
  /** @type {Intl.DateTimeFormatOptions} */
  const clock = { timeStyle: "short", hourCycle: "h23" }; // as the server writes it
  /** @type {Intl.DateTimeFormatOptions} */
  const style = isToday ? clock : { dateStyle: "long", ...clock };
  const said = moment.toLocaleString(lang, { ...style, ...zone });
  // In French, hours have no leading zero, and no line ends inside one.
  return said.replace(/\b0?(\d+)\s+h\s+(\d)/, "$1\u00a0h\u00a0$2");
}
