/* Secret addresses at which a calendar program fetches the planned sessions. */
import { on, place, placeOf } from "../shared/dom.js";
import { redraw } from "../shared/drawn.js";
import { refused, tell } from "../shared/saying.js";
import { send } from "../shared/send.js";

const field = () => placeOf(HTMLInputElement, "calendar-address");

/** @param {string | undefined} language */
async function make(language) {
  const answer = await send("POST", "calendars", { language });
  if (answer.status !== 200) return refused(answer);
  const address = new URL(answer.path, window.location.href).href;
  place("calendar-made").hidden = false;
  field().value = address;
  placeOf(HTMLAnchorElement, "calendar-open").href = address.replace(/^https?:/, "webcal:");
  place("calendar-copied").textContent = "";
  field().focus();
  field().select();
  return redraw();
}

/** @param {string | undefined} id */
async function end(id) {
  const answer = await send("POST", `calendars/${id}/revoke`, {});
  if (answer.status !== 200) return refused(answer);
  place("calendar-made").hidden = true;
  field().value = "";
  tell("ended");
  return redraw();
}

/** Copy the address; without https browsers forbid that, so it is selected instead.
 *
 * @param {string} said
 */
async function copy(said) {
  field().select();
  try {
    await window.navigator.clipboard.writeText(field().value);
    place("calendar-copied").textContent = said;
  } catch {
    field().focus();
  }
}

document.addEventListener("click", (event) => {
  const wanted = on(event, "[data-calendar]");
  const unwanted = on(event, "[data-uncalendar]");
  const copied = on(event, "[data-copy]");
  if (wanted) make(wanted.dataset.calendar);
  else if (unwanted) end(unwanted.dataset.uncalendar);
  else if (copied) copy(copied.dataset.copy ?? "");
});
