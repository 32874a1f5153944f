/* Redraws an embedded view when its reader changes a choice: one request, no cookie, no storage. */
/** @import { Both } from "../shared/words.js" */
import { all, controls, first, node, place } from "../shared/dom.js";
import { isChanged } from "../shared/early.js";
import { language } from "../shared/words.js";

const LONGEST_MS = 30_000; // no answer of ours takes so long
const RENEWED_EVERY_MS = 300_000; // well before a ticket ends
const page = place("embed");
const form = first(page, "form.choices", HTMLFormElement);
const figures = place("embed-figures");
const said = place("embed-said"); // for who hears the page
const { of = "", live = "", failed = "", again = "" } = page.dataset;
let { ticket = "" } = page.dataset;
let choices = 0;

/** @returns {[name: string, value: string][]} */
function asked() {
  const chosen = [...new FormData(form)].filter(([name, value]) => name !== "key" && value !== "");
  return chosen.map(([name, value]) => [name, `${value}`]);
}

/** @param {string} address */
function withChoices(address) {
  const key = new URL(address, window.location.href).searchParams.get("key") ?? "";
  return `${address.split("?")[0]}?${new URLSearchParams([["key", key], ...asked()])}`;
}

/** @param {string} words */
const say = (words) => node("p", { class: "told" }, words);

function count() {
  for (const choice of all(form, "details.choice")) {
    const chosen = choice.querySelectorAll("input:checked").length;
    const badge = first(choice, ".choice__count");
    badge.hidden = chosen === 0;
    first(badge, ":first-child").textContent = `${chosen}`;
  }
  for (const link of all(page, "a[data-keep]")) {
    link.setAttribute("href", withChoices(link.getAttribute("href") ?? ""));
  }
}

/** Remove the old figures when the server refuses the new ones.
 *
 * @param {{ error: { code: string, message: Both } }} answer
 */
function refuse({ error }) {
  if (error.code === "reload") {
    window.location.replace(withChoices(window.location.pathname + window.location.search));
    return;
  }
  /** @type {("en" | "fr")[]} */
  const order = language() === "fr" ? ["fr", "en"] : ["en", "fr"];
  const lines = order.map((one) => {
    const alert = { class: "told", role: "alert", lang: `${one}-CA` };
    return node("p", alert, error.message[one]);
  });
  figures.replaceChildren(...lines);
  form.hidden = true;
  page.querySelector(".ways")?.remove(); // they lead to the same refusal
  figures.classList.remove("stale", "old");
}

function fail() {
  figures.querySelector(".told--failed")?.remove();
  figures.classList.replace("stale", "old");
  const line = say(`${failed} `);
  const button = node("button", { type: "button" }, again);
  button.addEventListener("click", choose);
  line.classList.add("told--failed");
  line.append(button);
  figures.prepend(line);
  said.textContent = failed;
}

/** @param {{ html: string }} answer */
function draw({ html }) {
  figures.innerHTML = html;
  said.textContent = [".showing", ".sentence"]
    .map((part) => figures.querySelector(part)?.textContent ?? "")
    .join(" ");
  figures.classList.remove("stale", "old");
}

/** Ask with the ticket, keep the next one, and read the whole answer: a connection may be cut.
 *
 * @param {object} [choice]
 * @returns {Promise<any>} What it told, a refusal too.
 */
async function ask(choice) {
  const ending = new AbortController();
  const clock = window.setTimeout(() => ending.abort(), LONGEST_MS);
  try {
    const body = JSON.stringify({ of, ticket, ...choice });
    const headers = { "Content-Type": "application/json" };
    const answer = await fetch(live, { method: "POST", headers, body, signal: ending.signal });
    if (!answer.ok && answer.status !== 403) throw new Error(answer.statusText);
    const told = await answer.json();
    ticket = told.ticket ?? ticket;
    return told;
  } finally {
    window.clearTimeout(clock);
  }
}

async function choose() {
  count();
  figures.classList.add("stale");
  choices += 1;
  const mine = choices;
  const told = await ask({ asked: asked() }).catch(() => null);
  if (mine !== choices) return; // a later choice counts
  if (!told) fail();
  else if (told.error) refuse(told);
  else draw(told);
}

async function renew() {
  const told = await ask().catch(() => null); // not renewed: told at the next choice
  if (told?.error) refuse(told);
}

first(form, "button").hidden = true; // from now on a choice is enough
form.addEventListener("change", choose);
if (controls(form, "input, select").some(isChanged)) choose();
window.setInterval(renew, RENEWED_EVERY_MS);
