/* Signing out with unsent drafts: on a shared browser, they can be removed. */
import { first, node } from "./dom.js";
import { forget, names } from "./drafts.js";

/** @param {string} words
 * @param {() => void} act
 */
function choice(words, act) {
  const button = node("button", { type: "submit", class: "account__out" }, words);
  button.addEventListener("click", act);
  return button;
}

/** Replace the button by a question with two answers; both sign out.
 *
 * @param {HTMLFormElement} form
 * @param {() => void} forgetAll
 */
function ask(form, forgetAll) {
  const { question = "", remove = "", keep = "" } = form.dataset;
  const words = node("p", { class: "account__asks", role: "alert" }, question);
  const removing = choice(remove, forgetAll);
  const keeping = choice(keep, () => {});
  first(form, "button").replaceWith(words, removing, keeping);
  form.dataset.asked = "";
  removing.focus();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.matches("form.account")) return;
  if ("asked" in form.dataset) return;
  const reader = first(form, ".account__name").textContent ?? "";
  const left = names(reader);
  if (!left.length) return;
  event.preventDefault();
  ask(form, () => {
    for (const name of left) forget(reader, name);
  });
});
