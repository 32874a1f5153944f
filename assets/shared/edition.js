/* The edition of the page's data. After a restore, the server refuses changes from older pages. */

/** @type {string | undefined} */
let seen;

/** The edition of the data that stand in the page; nothing before the first drawing. */
export const edition = () => seen;

/** @param {string} now */
export function see(now) {
  seen = now;
}

/** The request header with the edition.
 *
 * @returns {Record<string, string>}
 */
export const asHeader = () => (seen ? { "Impact-Edition": seen } : {});
