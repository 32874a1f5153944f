/* The list and the history: set the status of several sessions at once, restore one, come back to the
   row whose form was opened. */
import { all, on, place, placeOf } from "../shared/dom.js";
import { redraw, whenDrawn } from "../shared/drawn.js";
import { refused, tell } from "../shared/saying.js";
import { send } from "../shared/send.js";
import { number } from "../shared/words.js";

/** @import { Answer } from "../shared/send.js" */

/** The link by which the list was left for a form.
 *
 * @type {{ row: string, href: string, isAway: boolean } | null}
 */
let opened = null;

/** @param {{ row: string, href: string }} left */
function linkOf({ row, href }) {
  const found = document.querySelector(`[data-row="${CSS.escape(row)}"]`);
  const link = found?.querySelector(`[href="${CSS.escape(href)}"]`);
  return /** @type {HTMLElement | null} */ (link ?? found?.querySelector("a[data-stay]") ?? null);
}

/* The history of a session, where the form asked for it: its place was not in sight then. */
function historyShown() {
  const history = place("view-sessions-history");
  return history.childElementCount ? history : null;
}

/* The top of the part has it, too, whose link went away. */
function isFocusLost() {
  const focused = document.activeElement ?? document.body;
  return focused.matches("body, #content") || !focused.checkVisibility();
}

whenDrawn(() => {
  if (!opened) return;
  if (!document.querySelector(".worklist")?.checkVisibility()) opened.isAway = true;
  else if (opened.isAway) {
    const next = historyShown() ?? linkOf(opened);
    opened = null;
    if (isFocusLost()) next?.focus();
  }
});

async function changeStatuses() {
  const chosen = all(document, "[data-choose]:checked");
  if (!chosen.length) return tell("none");
  const versions = chosen.map(({ dataset }) => [dataset.choose, Number(dataset.version)]);
  const answer = await send("POST", "sessions/status", {
    versions: Object.fromEntries(versions),
    status: placeOf(HTMLSelectElement, "sessions-new-status").value,
    dropping_counts: placeOf(HTMLInputElement, "sessions-dropping").checked,
  });
  if (answer.status === 200) placeOf(HTMLFormElement, "sessions-bulk").reset();
  came(answer, "done");
}

/** @param {DOMStringMap} entry */
async function restore({ restore: entry, version }) {
  const body = { entry: Number(entry), version: version ? Number(version) : null };
  came(await send("POST", "sessions/restore", body), "restored");
}

/** @param {Answer} answer
 * @param {string} done
 */
function came(answer, done) {
  if (answer.status !== 200) return refused(answer);
  tell(done, { count: number(answer.saved.length) });
  return redraw();
}

document.addEventListener("submit", (event) => {
  if (!on(event, "#sessions-bulk")) return;
  event.preventDefault();
  changeStatuses();
});

document.addEventListener("click", (event) => {
  const link = on(event, "[data-row] a[data-stay]", HTMLAnchorElement);
  const { row = "" } = on(event, "[data-row]")?.dataset ?? {};
  if (link) opened = { row, href: link.getAttribute("href") ?? "", isAway: false };
  const button = on(event, "[data-restore]");
  if (button) restore(button.dataset);
});
