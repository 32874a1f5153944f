/* Two people, one session: both states side by side, and the ways on. */
/** @import { Stored } from "../shared/conflict.js" */
/** @import { Cells } from "../shared/drafts.js" */
/** @import { Hand } from "./hand.d.ts" */
import { conflict as bothStates } from "../shared/conflict.js";
import { all, button, first, place } from "../shared/dom.js";
import * as drafts from "../shared/drafts.js";
import { clearFaults } from "../shared/form.js";
import { entry, form, put, shownCell, words } from "./cells.js";
import { fold as venueFold } from "./venue.js";

const box = () => place("desk-conflict");

/** Show what is stored beside what was entered.
 *
 * @param {Hand} hand
 * @param {{ stored: Stored | null, mine: Cells, save: () => void }} parts
 */
export function show(hand, { stored, mine, save }) {
  const said = words();
  const fields = all(form(), "[data-column]").filter((one) => !venueFold().contains(one));
  /** @type {[string, string][]} */
  const columns = fields.map(({ dataset: { column = "", title = "" } }) => [column, title]);
  const { begun } = hand;
  const keepMine = (/** @type {Partial<Hand>} */ over) => saveOver(hand, over, save);
  const addMine = (/** @type {Stored} */ now, /** @type {Cells} */ base) => {
    const cells = merged(base, mine, now.cells);
    put(cells);
    saveOver(hand, { version: now.version, begun: now.cells, cells }, save);
  };
  const ways = stored
    ? [
        ...(begun ? [button(said.merge, () => addMine(stored, begun))] : []),
        button(said.keep, () => keepMine({ version: stored.version, begun: stored.cells })),
        button(said.other, () => takeTheirs(hand, stored)),
      ]
    : [button(said.anew, () => keepMine({ version: 0 }))];
  const parts = { columns, mine, shown: shownCell, said, ways };
  box().replaceChildren(...bothStates(stored, { level: "h3", ...parts }));
  box().hidden = false;
  first(box(), "h3").focus();
  box().scrollIntoView({ block: "nearest" });
}

export function close() {
  box().hidden = true;
  box().replaceChildren();
}

/** What is stored now with what was entered since the form began, without what only others changed.
 *
 * @param {Cells} begun
 * @param {Cells} mine
 * @param {Cells} theirs
 * @param {(column: string, cells: Cells) => string} [shown] what a cell means
 * @returns {Cells}
 */
export function merged(begun, mine, theirs, shown = shownCell) {
  const isMine = (/** @type {string} */ column) => shown(column, mine) !== shown(column, begun);
  return { ...theirs, ...Object.fromEntries(Object.entries(mine).filter(([one]) => isMine(one))) };
}

/** @param {Hand} hand
 * @param {Partial<Hand>} over the version over which it is saved, and what it has then
 * @param {() => void} save
 */
function saveOver(hand, over, save) {
  Object.assign(hand, over);
  place("desk-save").focus();
  save();
}

/** @param {Hand} hand
 * @param {Stored} stored
 */
function takeTheirs(hand, { version, cells }) {
  drafts.forget(hand.reader, hand.reference);
  Object.assign(hand, { version, cells, begun: cells, touched: false });
  close();
  clearFaults(form());
  put(cells);
  place("desk-summary").replaceChildren(words().taken);
  entry("date").focus();
}
