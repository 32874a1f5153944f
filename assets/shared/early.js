/* What readers enter before the scripts run: on a slow phone, they see a page seconds before. It is
   entered once more when the scripts listen. */
import { controls } from "./dom.js";

/** What was entered so far, kept before the first drawing gives controls its own values.
 *
 * @returns {() => void} what enters it again, as if the reader did so then
 */
export function enteredEarly() {
  const entries = controls(document, "input, select, textarea").filter(isChanged).map(entryOf);
  return () => {
    for (const enter of entries) enter();
  };
}

/** Whether a control was used since the server drew it.
 *
 * @param {import("./dom.js").Control} one
 */
export function isChanged(one) {
  if (one instanceof HTMLInputElement && one.checked !== one.defaultChecked) return true;
  if (!(one instanceof HTMLSelectElement)) return one.value !== one.defaultValue;
  const options = [...one.options].filter((option) => !option.disabled);
  const drawn = options.find((option) => option.defaultSelected) ?? options[0];
  return one.value !== drawn?.value;
}

/** @param {import("./dom.js").Control} one */
function entryOf(one) {
  const { value } = one;
  const isChecked = one instanceof HTMLInputElement && one.checked;
  return () => {
    if (one instanceof HTMLInputElement) one.checked = isChecked;
    if (one.value !== value) one.value = value; // nobody may set that of a file
    for (const name of ["input", "change"]) one.dispatchEvent(new Event(name, { bubbles: true }));
  };
}
