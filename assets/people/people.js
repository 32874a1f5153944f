/* The view of people: each form and button says where to send what it holds. A link or a token
   that comes back is shown once, and kept nowhere. */
import { button, first, node, on, place } from "../shared/dom.js";
import { redraw } from "../shared/drawn.js";
import { guard, settle, speaker } from "../shared/form.js";
import { send } from "../shared/send.js";
import { language, told } from "../shared/words.js";

const SAID = "people-said";
const SECRET = "people-secret";
const SURE_FOR_MS = 8000;
const { sentence, say, refuse, words } = speaker(SAID);
const entered = guard("form[data-send]");
/** The buttons that ask for a second press, with what they do.
 *
 * @type {WeakMap<HTMLElement, string>}
 */
const asking = new WeakMap();

/** Send what a form or a button holds; `done` follows when it was done.
 *
 * @param {DOMStringMap} how where to, and which part of the answer is a secret to show
 * @param {Record<string, unknown>} body
 * @param {string} what the words for it, with the name of whom it is for
 * @param {() => void} [done]
 */
async function sendOff({ send: path = "", shows = "", name }, body, what, done) {
  place(SECRET).replaceChildren();
  settle(await send("POST", path, body), {
    done(answer) {
      if (answer[shows]) reveal(shows, answer.name ?? body.name ?? name, answer[shows]);
      else say(sentence("saved", { what }));
      done?.();
      redraw();
    },
    faulty: (faults) => refuse(faults.map(told).join(" ")),
    other: refuse,
    words: words(),
  });
}

/** Say the sentence, and show the secret beside it, ready to be copied.
 *
 * @param {string} kind
 * @param {string} name
 * @param {string} secret
 */
function reveal(kind, name, secret) {
  const field = node("input", {
    class: "form-control secret__value",
    readonly: "",
    "aria-labelledby": SAID,
  });
  field.value = secret;
  field.addEventListener("focus", () => field.select());
  const copied = node("span", { class: "secret__copied", role: "status" });
  const copy = button(sentence("copy"), async () => {
    try {
      await navigator.clipboard.writeText(secret);
      copied.textContent = sentence("copied");
    } catch {
      field.focus();
      copied.textContent = sentence("by_hand");
    }
  });
  say(sentence(kind, { name }));
  place(SECRET).replaceChildren(field, copy, copied);
}

/** Ask for a second press, soon after the first, for what cannot be undone. The button asks, too: in a
 * long list it stands far from the sentence.
 *
 * @param {HTMLButtonElement} pressed
 */
function isSure(pressed) {
  if (!("sure" in pressed.dataset) || asking.has(pressed)) return true;
  const [words, name] = [pressed.textContent ?? "", pressed.getAttribute("aria-label") ?? ""];
  const question = sentence("sure", { what: name });
  asking.set(pressed, name);
  call(pressed, sentence("again"), question);
  window.setTimeout(() => {
    asking.delete(pressed);
    call(pressed, words, name);
  }, SURE_FOR_MS);
  say(question);
  pressed.focus();
  return false;
}

/** @param {HTMLButtonElement} button
 * @param {string} seen
 * @param {string} heard
 */
function call(button, seen, heard) {
  button.textContent = seen;
  button.setAttribute("aria-label", heard);
}

/** @param {DOMStringMap} button */
function bodyOf({ send: path = "", active }) {
  if (path.endsWith("/link")) return { language: language() };
  return path.endsWith("/active") ? { active: active === "true" } : {};
}

/** @param {HTMLElement} pressed */
const deedOf = (pressed) => asking.get(pressed) ?? pressed.getAttribute("aria-label") ?? "";

document.addEventListener("click", (event) => {
  const pressed = on(event, "button[data-send]", HTMLButtonElement);
  if (pressed && isSure(pressed)) {
    sendOff(pressed.dataset, bodyOf(pressed.dataset), deedOf(pressed));
  }
});

document.addEventListener("submit", (event) => {
  const form = on(event, "form[data-send]", HTMLFormElement);
  if (!form) return;
  event.preventDefault();
  /** @type {Record<string, unknown>} */
  const body = Object.fromEntries(new FormData(form));
  if (body.days) body.days = Number(body.days);
  if (form.id === "people-add") body.language = language();
  sendOff(form.dataset, body, deedOf(first(form, "button")), () => {
    entered.release();
    form.reset();
  });
});
