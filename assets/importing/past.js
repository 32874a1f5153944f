/* Past imports: the latest, those before it, and undoing each. */
/** @import { Answer, Fault } from "../shared/send.js" */
/** @import { Done, Import, ImportList } from "./answers.d.ts" */
import { button, node, place, placeOf } from "../shared/dom.js";
import { redraw } from "../shared/drawn.js";
import { send, why } from "../shared/send.js";
import { here } from "../shared/site.js";
import { said as inReaders, number, time } from "../shared/words.js";
import * as refused from "./refused.js";
import { complain, facts, said, tell } from "./zone.js";

/** @typedef {{ count: number, download: () => void }} Faulty Rows to mend. */

const TYPING_PAUSES_MS = 300;
const MOST_TOLD = 5; // sessions that stand in the way of undoing
const IN_LIST = "import-past-said"; // where the list says what became of an undo

/** Newest first.
 *
 * @type {Import[]}
 */
let shown = [];
/** @type {string | null} */
let asked = null; // which question is open; it outlives a new list

/* The list */

/** @returns {Promise<ImportList | null>} nothing when it did not come */
async function ask(page = 1, find = "") {
  const answer = await send("GET", `imports?${new URLSearchParams({ page: `${page}`, find })}`);
  return answer.status === 200 ? /** @type {Answer & ImportList} */ (answer) : null;
}

const wanted = () =>
  document.getElementById("import-find")
    ? placeOf(HTMLInputElement, "import-find").value.trim()
    : "";

export async function refresh() {
  const find = wanted();
  const answer = await ask(1, find);
  if (!document.getElementById("import-past") || find !== wanted()) return null; // something else is typed
  if (!answer) {
    tell(IN_LIST, said("no-list"));
    return null;
  }
  shown = answer.imports;
  if (place(IN_LIST).textContent === said("no-list")) tell(IN_LIST);
  draw(answer);
  refused.draw(answer.refused);
  return answer;
}

/** The latest imports. The list shows them, too, unless it was searched. */
export const latest = () => (wanted() ? ask() : refresh());

/** The number of the latest import; of those listed, if no answer comes. */
export async function latestNumber() {
  const answer = await ask();
  return Math.max(0, ...(answer?.imports ?? shown).map((one) => one.id));
}

/** @param {Partial<Answer>} answer */
function draw({ page = 1, pages = 1 }) {
  if (!shown.length) {
    const none = said(wanted() ? "none-found" : "none");
    return tell("import-past", node("p", { role: "status" }, none));
  }
  const names = ["when", "file", "who", "added", "changed-count", "unchanged-count", "left-out"];
  const headings = [...names, "ways"].map((name) => said(name));
  const more = page < pages ? button(said("more"), () => showMore(page + 1)) : "";
  const isInList = place("import-past").contains(document.activeElement);
  tell("import-past", list(headings), more);
  if (isInList) {
    const no = place("import-past").querySelector("[data-no]");
    /** @type {HTMLElement | null} */ (no)?.focus();
  }
}

/** @param {number} page */
async function showMore(page) {
  const answer = await ask(page, wanted());
  if (!answer) return tell(IN_LIST, said("no-list"));
  const known = new Set(shown.map(({ id }) => id));
  shown = [...shown, ...answer.imports.filter((/** @type {Import} */ one) => !known.has(one.id))];
  return draw(answer);
}

/** @param {string[]} headings */
function list(headings) {
  const rows = shown.map((one) => {
    const cells = [
      time(one.imported_at),
      fileOf(one),
      one.author || "..",
      ...[one.added, one.changed, one.unchanged, one.left_out].map(number),
      way(one),
    ];
    const [when, ...others] = cells;
    return node(
      "tr",
      { role: "row" },
      node("th", { scope: "row", role: "rowheader" }, when),
      ...others.map((cell, at) => node("td", labelled(headings[at + 1]), cell)),
    );
  });
  const column = (/** @type {string} */ title) =>
    node("th", { scope: "col", role: "columnheader" }, title);
  return node(
    "table",
    { class: "import__list", role: "table", "aria-labelledby": "import-earlier" },
    node("thead", { role: "rowgroup" }, node("tr", { role: "row" }, ...headings.map(column))),
    node("tbody", { role: "rowgroup" }, ...rows),
  );
}

/** The file's name, and the values given for all its rows.
 *
 * @param {Import} one
 */
function fileOf({ file_name: name, said: ofAll }) {
  const told = ofAll.map((words) => node("p", { class: "import__hint" }, inReaders(words)));
  return told.length ? node("div", {}, name, ...told) : name;
}

/** @param {string} title */
const labelled = (title) => ({ role: "cell", "data-label": title });

/** @param {Import} one */
function way(one) {
  if (one.undone) return said("undone");
  return one.can_undo ? undoButton(one, IN_LIST) : "";
}

/* Undo: ask first, and say if it is impossible */

/**
 * @param {Pick<Import, "id" | "file_name" | "imported_at">} one
 * @param {string} toldIn the id of a place
 */
function undoButton(one, toldIn) {
  const stand = node("div", { class: "import__undo" });
  const file = { file: one.file_name, time: time(one.imported_at) };
  const question = `${toldIn} ${one.id}`;
  const yes = button(said("yes"), () => {
    asked = null;
    undo(one, stand, toldIn);
  });
  const no = button(said("no"), () => {
    asked = null;
    stand.replaceChildren(first);
    first.focus();
  });
  no.dataset.no = "";
  const id = `import-undo-${toldIn}-${one.id}`;
  const words = [node("p", { id }, said("ask")), yes, " ", no];
  for (const answer of [yes, no]) answer.setAttribute("aria-describedby", id);
  const first = button(said("undo"), () => {
    asked = question;
    stand.replaceChildren(...words);
    no.focus();
  });
  first.setAttribute("aria-label", said("undo-of", file));
  stand.append(...(asked === question ? words : [first]));
  return stand;
}

/** @param {{ id: number, file_name: string, imported_at: string }} one
 * @param {HTMLElement} stand
 * @param {string} toldIn
 */
async function undo(one, stand, toldIn) {
  stand.replaceChildren(said("undoing"));
  const answer = await send("POST", `imports/${one.id}/undo`, {});
  if (answer.status === 200) takeBack(one);
  const say = answer.status === 200 ? tell : complain;
  const name = toldIn === IN_LIST ? one.file_name : ""; // elsewhere, a heading names the file
  say(toldIn, ...undone(answer, name));
  place(toldIn).tabIndex = -1;
  place(toldIn).focus();
  await refresh();
  if (answer.status === 200) redraw();
  if (!stand.isConnected) return;
  const next = answer.status === 200 ? said("undone") : undoButton(one, toldIn);
  stand.replaceChildren(next);
}

/**
 * @param {Answer} answer
 * @param {string} name of the file, if it must be told
 */
function undone(answer, name) {
  const key = name ? "taken-back-of" : "taken-back";
  if (answer.status === 200) return [said(key, { name, count: answer.changed })];
  if (answer.status === 422) return [said("not-undone"), ...standsInTheWay(answer.faults ?? [])];
  /** @type {Record<number, string>} */
  const names = { 401: "signedout", 403: "forbidden" };
  const cause = said(names[answer.status] || why(answer, "offline", "failed"));
  return [`${said("not-undone")} ${cause}`];
}

/** The sessions, each with why it cannot be as before, and what helps, once for all.
 *
 * @param {Fault[]} faults
 */
function standsInTheWay(faults) {
  const items = faults.slice(0, MOST_TOLD).map((fault) => {
    const { value, name = value } = fault;
    const link = { href: here({ tab: "list", history: value }), title: value, "data-stay": "" };
    const about = fault.column ? node("a", link, name) : value;
    return node("li", {}, about, ` – ${inReaders(fault.reason)}.`);
  });
  const others = faults.length - items.length;
  if (others > 0) items.push(node("li", {}, said("and-more", { count: others })));
  const remedies = new Set(faults.map(({ remedy }) => inReaders(remedy)));
  return [node("ul", {}, ...items), ...[...remedies].map((one) => node("p", {}, `${one}.`))];
}

/* The one just now */

/** @param {{ file: File, done: Done, faulty: Faulty | null }} outcome */
export function showOutcome({ file, done, faulty }) {
  const outcome = place("import-outcome");
  const told = node("div", { id: "import-outcome-said", role: "status" });
  const title = node("h2", { tabindex: "-1" }, said("imported", { name: file.name }));
  const ways = node("div", { class: "desk__ways" });
  ways.append(
    node("a", { href: facts().list ?? "", "data-stay": "" }, said("see")),
    undoButton(
      { id: done.import, file_name: file.name, imported_at: new Date().toISOString() },
      "import-outcome-said",
    ),
  );
  const words = node("p", {}, outcomeWords(done));
  outcome.replaceChildren(title, words, ...toMend(faulty), ways, told);
  outcome.dataset.import = `${done.import}`;
  outcome.hidden = false;
  title.focus();
  refresh();
}

/** If this import is the one just now, nothing of it is there any more to see or to mend.
 *
 * @param {{ id: number, file_name: string }} undone
 */
function takeBack({ id, file_name: name }) {
  const outcome = place("import-outcome");
  if (outcome.dataset.import !== `${id}`) return;
  const title = node("h2", {}, said("taken-out", { name }));
  outcome.replaceChildren(title, place("import-outcome-said"));
}

/** @param {Done} done */
const outcomeWords = (done) =>
  said("outcome", {
    new: done.new,
    changed: done.changed,
    unchanged: done.unchanged,
    left_out: done.left_out,
  });

/** @param {Faulty | null} faulty */
function toMend(faulty) {
  if (!faulty) return [];
  const get = button(said("download", { count: faulty.count }), faulty.download);
  return [node("p", { class: "desk__ways" }, get, said("mend"))];
}

let typing = 0;
document.addEventListener("input", ({ target }) => {
  if (!(target instanceof HTMLInputElement) || target.id !== "import-find") return;
  window.clearTimeout(typing);
  typing = window.setTimeout(refresh, TYPING_PAUSES_MS);
});
