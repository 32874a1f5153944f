/* The list and the history: set the status of several sessions at once, restore one. */
import { all, on, placeOf } from "../shared/dom.js";
import { redraw } from "../shared/drawn.js";
import { refused, tell } from "../shared/saying.js";
import { send } from "../shared/send.js";
import { number } from "../shared/words.js";

/** @import { Answer } from "../shared/send.js" */

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
  const button = on(event, "[data-restore]");
  if (button) restore(button.dataset);
});
