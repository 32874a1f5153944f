/* Undo what was saved in a row of the list: the session is saved again as it was. The button stands in
   the row, one Tab from where the focus is; with the message, if the list does not show the row any more. */
/** @import { Cells } from "../shared/conflict.js" */
import { button, first, once } from "../shared/dom.js";
import { redraw, whenDrawn } from "../shared/drawn.js";
import { append, focusSaid, note, refused, words } from "../shared/saying.js";
import { send } from "../shared/send.js";
import { named, rowOf } from "./references.js";

/** @typedef {{ reference: string, version: number }} Saved The session as it is now. */

/** The button that the rows of the next drawing lack.
 *
 * @type {{ saved: Saved, way: HTMLElement } | null}
 */
let offered = null;
/** The session that was just saved: the view goes with its row, which may have another place now.
 *
 * @type {string | null}
 */
let followed = null;

/** @param {HTMLElement} row */
const edit = (row) => first(row, "[data-edit]");

/** @param {Saved} saved
 * @param {Cells} before
 */
async function undo({ reference, version }, before) {
  const body = { version, cells: before, knowing: true };
  const answer = await send("PUT", `sessions/${encodeURIComponent(reference)}`, body);
  if (answer.status !== 200) return refused(answer);
  takeBack();
  followed = reference;
  note("undone", { session: named(answer.saved[0]) });
  const row = rowOf(reference);
  if (row) edit(row).focus();
  else focusSaid();
  return redraw();
}

function takeBack() {
  offered?.way.remove();
  offered = null;
}

/** Offer to undo it, beside what else can be done with the row.
 *
 * @param {Saved} saved
 * @param {Cells} before
 * @param {HTMLElement} row
 */
export function offerUndo(saved, before, row) {
  takeBack();
  const way = button(words().undo ?? "", () => once(way, () => undo(saved, before)));
  way.className = "rows__edit";
  way.setAttribute("aria-label", `${words().undo} (${row.dataset.name})`);
  edit(row).after(way);
  offered = { saved, way };
  followed = saved.reference;
}

/* A redrawn list has new rows. What somebody has changed since is not undone. */
whenDrawn(() => {
  if (followed) rowOf(followed)?.scrollIntoView({ block: "nearest" });
  followed = null;
  if (!offered || offered.way.isConnected) return;
  const { saved, way } = offered;
  const row = rowOf(saved.reference);
  if (row && row.dataset.version === `${saved.version}`) edit(row).after(way);
  else offered = null;
  if (!row) append(" ", way);
});
