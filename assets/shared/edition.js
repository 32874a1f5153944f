/* Of which data the page is. What a page says of others, as after a restore, the server refuses. */

/** @type {string | undefined} */
let seen;

/** The edition of the data that stand in the page; nothing before the first drawing. */
export const edition = () => seen;

/** @param {string} now */
export function see(now) {
  seen = now;
}

/** What a request says of it.
 *
 * @returns {Record<string, string>}
 */
export const asHeader = () => (seen ? { "Impact-Edition": seen } : {});
