/* Planned sessions: cancel one with one tap, and undo that. */
import { button, on } from "../shared/dom.js";
import { redraw } from "../shared/drawn.js";
import { refused, tell, words } from "../shared/saying.js";
import { send } from "../shared/send.js";
import { named } from "./references.js";

/** @param {string} reference
 * @param {string | number} version
 * @param {"planned" | "cancelled"} status
 */
async function setStatus(reference, version, status) {
  const body = { versions: { [reference]: Number(version) }, status };
  const answer = await send("POST", "sessions/status", body);
  if (answer.status !== 200) return refused(answer);
  const [saved] = answer.saved;
  const undo = () => setStatus(reference, saved.version, "planned");
  const way = status === "cancelled" ? [" ", button(words().undo ?? "", undo)] : [];
  tell(status, { session: named(saved) }, ...way);
  return redraw();
}

document.addEventListener("click", (event) => {
  const pressed = on(event, "[data-cancel]", HTMLButtonElement);
  if (!pressed || pressed.disabled) return;
  pressed.disabled = true; // until it is drawn anew
  const { cancel = "", version = "" } = pressed.dataset;
  setStatus(cancel, version, "cancelled").finally(() => {
    pressed.disabled = false;
  });
});
