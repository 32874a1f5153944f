/* Saving the session in hand, and what the server says to it. */
/** @import { Cells } from "../shared/drafts.js" */
/** @import { Warning } from "../shared/form.js" */
/** @import { Answer, Fault } from "../shared/send.js" */
/** @import { Remark } from "./hand.d.ts" */
import { button, place } from "../shared/dom.js";
import * as drafts from "../shared/drafts.js";
import { redraw } from "../shared/drawn.js";
import { clearFaults, settle, showDoubts, showFaults } from "../shared/form.js";
import { orTell, send } from "../shared/send.js";
import { said as inReaders, inWords, number, told } from "../shared/words.js";
import { boxes, cellsToSend, DELIVERED, entry, form, PLANNED, put, words } from "./cells.js";
import * as conflict from "./conflict.js";
import { doubtful } from "./doubts.js";
import { entered } from "./entering.js";
import { inHand } from "./holding.js";
import { waysToCopies, wayTo } from "./links.js";
import { named, newReference } from "./references.js";
import { looksLike, say } from "./saying.js";

const NEEDED = ["date", "status", "kind", "language", "venue", "venue_type"];
const HABITS = ["date", "kind", "language", "venue", "facilitators", "duration_minutes"];

export async function save() {
  const sent = inHand();
  if (sent.sending) return;
  if (sent.isNew && !sent.touched) {
    say("desk-said", words().nothing);
    return looksLike("desk-said", "faulty");
  }
  sent.sending = true;
  clearFaults(form());
  say("desk-summary");
  say("desk-said", words().sending);
  const cells = cellsToSend();
  const knowing = sent.known === doubtful(cells);
  const sending = sent.version
    ? send("PUT", `sessions/${encodeURIComponent(sent.reference)}`, {
        version: sent.version,
        cells,
        knowing,
      })
    : send("POST", "sessions", { cells: { reference: sent.reference, ...cells }, knowing });
  const answer = await orTell(sending, () => {
    if (sent === inHand() && form().isConnected) say("desk-said", words().waiting);
  });
  sent.sending = false;
  if (sent === inHand() && form().isConnected) came(answer, cells);
  return undefined;
}

/** @param {Answer} answer
 * @param {Cells} cells
 */
function came(answer, cells) {
  const isInVain = [400, 403].includes(answer.status);
  const again = isInVain ? [] : [" ", button(words().again, save)];
  say("desk-said");
  settle(answer, {
    done: () => saved(answer, cells),
    faulty: refused,
    doubtful: (warnings) => warned(warnings, cells),
    clash: ({ stored }) => conflict.show(inHand(), { stored, mine: cells, save }),
    other: (...why) => {
      say("desk-said", ...why, ...again);
      looksLike("desk-said", "faulty");
    },
    words: words(),
  });
}

/** @param {Fault[]} faults */
function refused(faults) {
  const others = show(form(), faults);
  const count = number(faults.length);
  say("desk-summary", [inWords(words().faults, { count }), ...others].join(" "));
  looksLike("desk-summary", "faulty");
  // What is said above pushed the field with the focus down, on a phone out of sight.
  document.activeElement?.closest("[data-column]")?.scrollIntoView({ block: "nearest" });
}

/** Faults in a form's words, which do not mention cells.
 *
 * @param {HTMLElement} within
 * @param {Fault[]} faults
 */
export function show(within, faults) {
  clearFaults(form());
  const isBlank = (/** @type {string} */ column) => entry(column).value.trim() === "";
  return showFaults(
    within,
    faults.map((fault) => {
      const column = fault.column ?? "";
      const isMissing = NEEDED.includes(column) && isBlank(column);
      return { column, words: isMissing ? words().needed : told(fault) };
    }),
  );
}

/** Show warnings; pressing again saves the session as it is.
 *
 * @param {Warning[]} warnings
 * @param {Cells} cells
 */
function warned(warnings, cells) {
  inHand().known = doubtful(cells);
  const doubts = warnings.map(({ column, message }) => ({
    column,
    words: `${inReaders(message)}.`,
  }));
  say("desk-said", `${words().warned} `, button(words().asis, save));
  looksLike("desk-said", "faulty");
  showDoubts(form(), doubts);
}

/** @param {Answer} answer
 * @param {Cells} cells
 */
function saved({ saved: [stored], remarks = [], copies = [] }, cells) {
  const hand = inHand();
  const { undone, saved: kept } = words();
  const done = inWords(hand.undoing ? undone : kept, { session: named(stored) });
  const before = hand.isNew || hand.undoing ? null : hand.begun;
  const more = remarks.map((/** @type {Remark} */ one) => ` ${inReaders(one)}.`);
  const isUnled = remarks.some((/** @type {Remark} */ { column }) => column === "facilitators");
  const [leads] = isUnled ? boxes() : [];
  conflict.close();
  drafts.forget(hand.reader, hand.reference);
  if (hand.isNew) next(cells);
  else {
    const { version } = stored;
    Object.assign(hand, { version, begun: cells, touched: false, undoing: false });
  }
  const way = hand.isNew
    ? wayBack(stored.reference, leads)
    : leads && button(words().leader, () => leads.focus());
  const undo = before && wayToUndo(before);
  const ways = [undo, ...waysToCopies(copies, words()), way].flatMap((one) =>
    one ? [" ", one] : [],
  );
  say("desk-summary", done, ...more, ...ways);
  looksLike("desk-summary", "done");
  place("desk-summary").scrollIntoView({ block: "nearest" });
  entry("date").focus();
  redraw();
}

/** A button that saves the session as it was before; entering something else takes it away.
 *
 * @param {Cells} before
 */
function wayToUndo(before) {
  const made = button(words().undo, () => {
    put(before);
    entered();
    Object.assign(inHand(), { undoing: true, known: doubtful(cellsToSend()) });
    place("desk-save").focus();
    save();
  });
  made.dataset.undo = "";
  return made;
}

/** The way back to a session that is saved, and there to what it lacks.
 *
 * @param {string} reference
 * @param {HTMLElement} [leads] where its facilitators are named
 */
function wayBack(reference, leads) {
  const way = wayTo(reference, leads ? words().leader : words().edit);
  way.addEventListener("click", () => leads?.focus());
  return way;
}

/** Begin the next session with the same values, but without counts. Who plans one plans the next.
 *
 * @param {Cells} cells
 */
function next(cells) {
  const habits = HABITS.map((column) => [column, cells[column]]);
  const status = cells.status === PLANNED ? PLANNED : DELIVERED;
  const begun = { ...Object.fromEntries(habits), status };
  Object.assign(inHand(), {
    reference: newReference(),
    version: 0,
    cells: begun,
    touched: false,
  });
  put(begun);
}
