/* Grants of embedded views: create, change (with the version seen), renew the key, revoke. */
/** @import { Answer } from "../shared/send.js" */
/** @import { Grant } from "./grant_form.js" */
import { go } from "../shared/address.js";
import { button, first, on, once, place } from "../shared/dom.js";
import { redraw } from "../shared/drawn.js";
import {
  ask,
  clearFaults,
  differences,
  guard,
  settle,
  showFaults,
  whyNot,
} from "../shared/form.js";
import { current } from "../shared/query.js";
import { send } from "../shared/send.js";
import { told } from "../shared/words.js";
import { body, differing, form, inField, missing, speaking } from "./grant_form.js";
import { keyOf, made, revoked } from "./snippets.js";

/**
 * @typedef {{ path: string, body: Record<string, unknown>, done: string, closes?: boolean }} Request
 *   What to do, and the sentence once it is done; one from the form `closes` it.
 */

const { sentence, say, refuse, words } = speaking;
const entered = guard("#embeds-form");

function clear() {
  place("embeds-ask").replaceChildren();
  speaking.clear();
  const open = form();
  if (open) clearFaults(open);
}

/* Keep a new key on the page until it is closed: it cannot be shown again. */
function holdsKey() {
  const partner = keyOf();
  if (partner) refuse(sentence("held", { partner }));
  return partner !== "";
}

/** @param {Request} request */
async function sendOff(request) {
  clear();
  settle(await send("POST", `embeds${request.path}`, request.body), {
    done: (answer) => finish(request, answer),
    faulty(faults) {
      if (form()) show(faults.map(inField));
      else refuse(faults.map(told).join(" "));
    },
    clash: ({ now }) => clash(request, now),
    other: refuse,
    words: words(),
  });
}

/** @param {Request} request
 * @param {Answer} answer
 */
function finish({ done, closes }, { grant, key, snippets }) {
  const { partner } = grant;
  if (grant.revoked_on) revoked(grant);
  if (closes) toList();
  else redraw();
  say(sentence(done, { partner }));
  if (key) made(grant, snippets, key);
}

/* The list alone, without the form. */
function toList() {
  entered.release();
  const query = current();
  query.delete("grant");
  query.delete("new");
  go(query);
}

/** @param {import("../shared/form.js").Said[]} faults */
function show(faults) {
  const open = /** @type {HTMLFormElement} */ (form());
  const others = showFaults(open, faults);
  const said = speaking.blame([sentence("faults"), ...others].join(" "));
  if (!open.contains(document.activeElement)) said.focus();
}

/** Compare the saved grant with the form; without a form, the list shows it.
 *
 * @param {Request} request
 * @param {Grant} now
 */
function clash(request, now) {
  if (!request.closes) {
    redraw();
    return refuse(`${sentence("clash")}. ${sentence("gone")}`);
  }
  const over = { ...request, body: { ...request.body, version: now.version } };
  const list = differences(differing(now), sentence);
  const overwrite = button(sentence("over"), () => sendOff(over));
  return ask("embeds-ask", sentence("clash"), list, overwrite, " ", button(sentence("take"), anew));
}

function anew() {
  clear();
  entered.release();
  form()?.reset();
  redraw();
  place("view-embeds-form").focus();
}

/** @param {HTMLFormElement} open */
function save(open) {
  clear();
  const faults = missing();
  if (faults.length) return show(faults);
  const { grant, version } = open.dataset;
  if (!grant && holdsKey()) return undefined;
  if (!grant) return sendOff({ path: "", body: body(), done: "granted", closes: true });
  return sendOff({
    path: `/${grant}`,
    body: { ...body(), version },
    done: "saved",
    closes: true,
  });
}

/** @param {DOMStringMap} button */
function act({ deed = "", grant, version }) {
  if (deed === "key" && holdsKey()) return undefined;
  const told = deed === "key" ? { version } : {};
  return sendOff({ path: `/${grant}/${deed}`, body: told, done: deed });
}

/** @param {DOMStringMap} button */
async function showSnippets({ snippets: id, partner = "" }) {
  clear();
  if (holdsKey()) return;
  const answer = await send("GET", `embeds/${id}/snippets`);
  if (answer.status === 200) made({ id: Number(id), partner }, answer.snippets);
  else refuse(...whyNot(answer, words()));
}

document.addEventListener("submit", (event) => {
  const open = on(event, "#embeds-form", HTMLFormElement);
  if (!open) return;
  event.preventDefault();
  once(first(open, "[type=submit]"), () => save(open));
});

document.addEventListener("click", (event) => {
  const deed = on(event, "button[data-deed]");
  const snippets = on(event, "button[data-snippets]");
  if (deed) once(deed, () => act(deed.dataset));
  else if (snippets) once(snippets, () => showSnippets(snippets.dataset));
  else if (on(event, "a[data-stay]") && document.getElementById("embeds-said")) clear();
});
