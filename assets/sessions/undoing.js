/* Undo what was saved in a row of the list: the session is saved again as it was. */
/** @import { Cells } from "../shared/conflict.js" */
import { button } from "../shared/dom.js";
import { redraw } from "../shared/drawn.js";
import { refused, tell, words } from "../shared/saying.js";
import { send } from "../shared/send.js";
import { named } from "./references.js";

/** @param {{ reference: string, version: number }} stored
 * @param {Cells} before
 */
async function undo({ reference, version }, before) {
  const body = { version, cells: before, knowing: true };
  const answer = await send("PUT", `sessions/${encodeURIComponent(reference)}`, body);
  if (answer.status !== 200) return refused(answer);
  tell("undone", { session: named(answer.saved[0]) });
  return redraw();
}

/** The button that does it.
 *
 * @param {{ reference: string, version: number }} stored the session as it is now
 * @param {Cells} before
 */
export const wayToUndo = (stored, before) => button(words().undo ?? "", () => undo(stored, before));
