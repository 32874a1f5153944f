/* Redraws an embedded view when its reader changes a choice: one callback, no cookie, no storage.
   It runs before Dash, and fills in what Dash needs. */
/** @import { Both } from "../shared/words.js" */
import { door, offer, setProps } from "../shared/dash.js";
import { all, first, node, place } from "../shared/dom.js";
import { language } from "../shared/words.js";

const CALLBACK = "_dash-update-component";
const LONGEST_MS = 30_000; // no answer of ours takes so long
const page = place("embed");
const form = first(page, "form.choices", HTMLFormElement);
const figures = place("embed-figures");
const said = place("embed-said"); // for who hears the page
const { of = "", ticket = "", failed = "", again = "" } = page.dataset;
let awaited = false;

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
  figures.classList.remove("stale", "old");
}

function fail() {
  if (!awaited) return; // a ticket that was not renewed is told at the next choice
  awaited = false;
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

const fetched = window.fetch;

/** Read the whole answer here, so that a connection cut halfway is noticed.
 *
 * @param {RequestInfo | URL} resource
 * @param {RequestInit} [options]
 */
async function whole(resource, options) {
  const ending = new AbortController();
  const clock = window.setTimeout(() => ending.abort(), LONGEST_MS);
  try {
    const answer = await fetched(resource, { ...options, signal: ending.signal });
    return answer.status === 200 ? new Response(await answer.arrayBuffer(), answer) : answer;
  } finally {
    window.clearTimeout(clock);
  }
}

window.fetch = async (resource, options) => {
  const address = resource instanceof Request ? resource.url : `${resource}`;
  const ours = address.includes(CALLBACK);
  /** @type {Response} */
  let answer;
  try {
    answer = await (ours ? whole : fetched)(resource, options);
  } catch (error) {
    if (ours) fail();
    throw error;
  }
  if (ours && answer.status === 403) answer.clone().json().then(refuse, fail);
  else if (ours && !answer.ok) fail();
  return answer;
};

offer("embed", {
  ticket(_, drawing, renewed) {
    const changed = door().callback_context.triggered[0]?.prop_id;
    if (changed?.startsWith("embed-drawing") && drawing) return drawing.ticket;
    if (changed?.startsWith("embed-renewed") && renewed) return renewed;
    window.setTimeout(begin);
    return ticket;
  },

  draw(drawing) {
    if (!drawing) return door().no_update;
    awaited = false;
    figures.innerHTML = drawing.html;
    said.textContent = [".showing", ".sentence"]
      .map((part) => figures.querySelector(part)?.textContent ?? "")
      .join(" ");
    figures.classList.remove("stale", "old");
    return true;
  },
});

function choose() {
  count();
  awaited = true;
  figures.classList.add("stale");
  setProps("embed-query", { data: { of, asked: asked() } });
}

function begin() {
  const button = first(form, "button");
  if (button.hidden) return;
  button.hidden = true; // from now on a choice is enough
  setProps("embed-page", { data: of });
  form.addEventListener("change", choose);
}
