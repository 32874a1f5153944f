/* Mark a finding as right, and take that back. The reason typed is kept until it is sent. */
import { all, button, controls, first, on, place } from "../shared/dom.js";
import * as drafts from "../shared/drafts.js";
import { redraw, whenDrawn } from "../shared/drawn.js";
import { holding, signedOut } from "../shared/holding.js";
import * as saying from "../shared/saying.js";
import { send, why } from "../shared/send.js";
import { told } from "../shared/words.js";

/** @import { Answer, Fault } from "../shared/send.js" */

const sending = new Set(); // by key: pressed twice, it is sent once

const said = () => place("mend-words").dataset;
const reader = () => place("mend-reader").dataset.reader ?? "";
const forms = () => all(document, "form[data-check]", HTMLFormElement);

/** @param {string} key */
const kept = (key) => `finding ${key}`;

/** @param {string} key */
const formOf = (key) => forms().find((form) => form.dataset.check === key);

/** @param {HTMLFormElement} form */
const field = (form) => controls(form, "[name=reason]")[0];

holding(() => forms().some((form) => field(form).value.trim()));

/** @param {HTMLFormElement} form
 * @param {...(Node | string)} parts
 */
function tell(form, ...parts) {
  const fault = first(form, ".desk__fault");
  fault.replaceChildren(...parts);
  fault.hidden = !parts.length;
}

/** @param {HTMLFormElement} form
 * @param {Fault[]} faults
 */
function faulty(form, faults) {
  tell(form, faults.map(told).join(" "));
  field(form).setAttribute("aria-invalid", "true");
  field(form).focus();
}

/** @param {HTMLFormElement} form */
async function check(form) {
  const { check: key = "", rule, versions = "{}" } = form.dataset;
  if (sending.has(key)) return;
  sending.add(key);
  const body = { rule, versions: JSON.parse(versions), reason: field(form).value };
  const answer = await send("POST", "findings/checked", body);
  sending.delete(key);
  came(answer, key);
}

/** @param {Answer} answer
 * @param {string} key
 */
function came(answer, key) {
  const form = formOf(key); // it may have been drawn anew
  if (answer.status === 200) return checked(answer.key);
  if (answer.status === 409 || !form) return saying.refused(answer);
  const words = JSON.parse(said().words ?? "{}");
  field(form).removeAttribute("aria-invalid");
  if (answer.status === 422) faulty(form, answer.faults ?? []);
  else if (answer.status === 401) tell(form, ...signedOut({ ...words, ...said() }));
  else if (answer.status === 403) tell(form, saying.words().forbidden ?? "");
  else tell(form, why(answer, words.kept, words.failed));
}

/** @param {string} key */
function checked(key) {
  drafts.forget(reader(), kept(key));
  const undo = button(saying.words().undo ?? "", () => takeBack(key));
  saying.tell("right", {}, " ", undo);
  redraw();
}

/** @param {string} key */
async function takeBack(key) {
  const answer = await send("DELETE", `findings/checked/${encodeURIComponent(key)}`);
  if (answer.status !== 200) return saying.refused(answer);
  saying.tell("open");
  return redraw();
}

/** @param {HTMLElement} form
 * @param {string} reason
 */
function keep({ dataset: { check: key = "" } }, reason) {
  if (reason.trim()) drafts.keepWords(reader(), kept(key), reason);
  else drafts.forget(reader(), kept(key));
}

/** Put an unsent reason back into its field, after a reload too.
 *
 * @param {HTMLFormElement} form
 */
function takeUp(form) {
  const reason = drafts.words(reader(), kept(form.dataset.check ?? ""));
  if (!reason || field(form).value) return;
  field(form).value = reason;
  const fold = form.closest("details");
  if (fold) fold.open = true;
}

document.addEventListener("submit", (event) => {
  const form = on(event, "form[data-check]", HTMLFormElement);
  if (!form) return;
  event.preventDefault();
  check(form);
});

document.addEventListener("input", (event) => {
  const form = on(event, "form[data-check]", HTMLFormElement);
  if (form) keep(form, field(form).value);
});

document.addEventListener("click", (event) => {
  const pressed = on(event, "[data-uncheck]", HTMLButtonElement);
  if (!pressed || pressed.disabled) return;
  pressed.disabled = true; // until it is drawn anew
  takeBack(pressed.dataset.uncheck ?? "").finally(() => {
    pressed.disabled = false;
  });
});

whenDrawn(() => forms().forEach(takeUp));
