/* A proxy between browser and server refuses without words of ours. */

/** @type {Record<number, string>} */
const SAID = {
  408: "between-slow",
  413: "between-large",
  502: "between-down",
  503: "between-down",
  504: "between-slow",
};

/** The name of the sentence that tells it.
 *
 * @param {number} status
 */
export const nameOf = (status) => SAID[status] ?? "between-other";
