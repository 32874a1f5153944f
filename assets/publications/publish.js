/* The publish view: prepare a draft, approve the one that is shown or send it back, withdraw a publication. */
import { all, control, controls, first, on, once } from "../shared/dom.js";
import { redraw, whenDrawn } from "../shared/drawn.js";
import { speaker, whyNot } from "../shared/form.js";
import { send } from "../shared/send.js";
import { told } from "../shared/words.js";

const { sentence, say, refuse, words } = speaker("publish-said");

let isComing = false; // a draft that the page does not show yet

/** @param {string} id */
const value = (id) => control(`publish-${id}`).value;

/** @param {string} id */
function isChecked(id) {
  const box = document.getElementById(`publish-${id}`);
  return box instanceof HTMLInputElement && box.checked;
}

/** @param {HTMLFormElement} form
 * @param {string} path
 * @param {unknown} body
 * @param {string} done
 */
function sendOff(form, path, body, done) {
  return once(first(form, "[type=submit]"), async () => {
    const answer = await send("POST", `publications/${path}`, body);
    if (answer.refusals) refuse(answer.refusals.map(told).join(" "));
    else if (answer.draft || answer.number) {
      isComing = path === "draft";
      if (!isComing) say(sentence(done, { number: answer.number }));
      redraw();
    } else refuse(...whyNot(answer, words()));
  });
}

/** @param {HTMLFormElement} form */
function draft(form) {
  say(sentence("preparing"));
  const corrects = value("corrects");
  const body = {
    as_of: value("as-of") || null,
    note_en: value("note-en"),
    note_fr: value("note-fr"),
    corrects: corrects ? Number(corrects) : null,
    confirmed: isChecked("confirmed"),
    tighten: isChecked("tighten"),
  };
  sendOff(form, "draft", body, "drafted");
}

/** @param {HTMLFormElement} form */
function approve(form) {
  say(sentence("publishing"));
  const { draft: id, digest } = form.dataset;
  sendOff(form, "approve", { draft: Number(id), digest }, "approved");
}

/** @param {HTMLFormElement} form */
function sendBack(form) {
  const { draft: id, digest } = form.dataset;
  const body = { draft: Number(id), digest, reason: value("return-reason") };
  sendOff(form, "send-back", body, "returned");
}

/** @param {HTMLFormElement} form */
function withdraw(form) {
  const reason = (/** @type {string} */ language) =>
    controls(form, `[data-reason="${language}"]`)[0].value;
  const body = { reason_en: reason("en"), reason_fr: reason("fr") };
  sendOff(form, `${form.dataset.withdraw}/withdraw`, body, "withdrawn");
}

/** @type {Record<string, (form: HTMLFormElement) => void>} */
const ACTS = {
  "publish-form": draft,
  "publish-approve": approve,
  "publish-return": sendBack,
};

/** A draft begins in its frame with what is to be approved: a phone would show the header alone.
 *
 * @param {HTMLIFrameElement} frame
 */
function beginWithContent(frame) {
  const content = frame.contentDocument?.getElementById("content");
  frame.contentWindow?.scrollTo(0, content?.offsetTop ?? 0);
}

const DRAFTS = ".publish__preview";
const CAUGHT = true; // frames tell nobody above them that they have loaded
document.addEventListener(
  "load",
  (event) => {
    const frame = on(event, DRAFTS, HTMLIFrameElement);
    if (frame) beginWithContent(frame);
  },
  CAUGHT,
);
all(document, DRAFTS, HTMLIFrameElement).forEach(beginWithContent); // those that were there first

whenDrawn(() => {
  const isBlocked = document.querySelector("#publish-draft[data-blocked=true]");
  if (isComing) say(sentence(isBlocked ? "blocked" : "drafted"));
  isComing = false;
});

document.addEventListener("change", (event) => {
  const day = on(event, "#publish-as-of", HTMLInputElement);
  const box = document.querySelector("#publish-tighten[data-due]");
  if (day && box instanceof HTMLInputElement) box.checked = day.value >= (box.dataset.due ?? "");
});

document.addEventListener("submit", (event) => {
  const form = on(event, "form", HTMLFormElement);
  const act = form && (form.dataset.withdraw ? withdraw : ACTS[form.id]);
  if (!act) return;
  event.preventDefault();
  act(form);
});
