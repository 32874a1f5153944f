/* Warnings to confirm before a session is saved. */
/** @import { Cells } from "../shared/drafts.js" */

/** The cells that the server may warn of, as one text; once saved knowingly, it does not ask again.
 *
 * @param {Cells} cells
 */
export const doubtful = ({ date, note }) => JSON.stringify([date, note]);
