/* What had better be looked at again before it is saved. */
/** @import { Cells } from "../shared/drafts.js" */

/** The cells of a session that the server warns of, as one; who saved them knowingly is asked no
 * more.
 *
 * @param {Cells} cells
 */
export const doubtful = ({ date, note }) => JSON.stringify([date, note]);
