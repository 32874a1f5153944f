/* Reference data: save, remove or merge a record; ask first if past figures would change. */
/** @import { Fault } from "../shared/send.js" */
/** @import { Both } from "../shared/words.js" */
import { go } from "../shared/address.js";
import { all, button, node, on, place, placeOf } from "../shared/dom.js";
import { redraw } from "../shared/drawn.js";
import {
  ask,
  clearFaults,
  differences,
  fieldOf,
  guard,
  isMissing,
  settle,
  showFaults,
  speaker,
} from "../shared/form.js";
import { send } from "../shared/send.js";
import { said, told } from "../shared/words.js";

/**
 * @typedef {{ cells?: Record<string, string>, version?: string | null, knowing?: boolean }} Body
 * @typedef {{
 *   method: "POST" | "PUT" | "DELETE", path: string, body: Body & Record<string, unknown>,
 *   done: string, ofThePast?: boolean, after?: (key: string) => void,
 * }} Request What to do, what to say once it is done, and what to do then.
 * @typedef {{ cells: Record<string, string>, version: string }} Now
 */

const ASK = "reference-ask";
const { sentence, say, refuse, blame, words, clear: clearSaid } = speaker("reference-said");
const entered = guard("#reference-form");

const form = () => placeOf(HTMLFormElement, "reference-form");
const editor = () => document.querySelector(".reference__editor") ?? document;

function clear() {
  place(ASK).replaceChildren();
  clearSaid();
  clearFaults(editor());
}

/** @param {Request} request */
async function sendOff(request) {
  clear();
  const { method, path, body } = request;
  settle(await send(method, `reference/${path}`, body), {
    done: ({ key }) => finish(request, key),
    faulty: (faults) => fault(request, faults),
    doubtful: (warnings) => warn(request, warnings),
    clash: ({ now }) => clash(request, now),
    other: refuse,
    words: words(),
  });
}

/** Show why a past state cannot be restored; the form's fields are not to blame.
 *
 * @param {Request} request
 * @param {Fault[]} faults
 */
function fault({ ofThePast }, faults) {
  if (ofThePast) refuse(faults.map(told).join(" "));
  else show(faults.map((fault) => ({ column: fault.column, words: inField(fault) })));
}

/** Nobody sees cells here.
 *
 * @param {Fault} fault
 */
function inField(fault) {
  const field = fieldOf(editor(), fault.column);
  return field && isMissing(field) ? sentence("needed") : told(fault);
}

/** @param {import("../shared/form.js").Said[]} faults */
function show(faults) {
  const others = showFaults(editor(), faults);
  if (others.length) refuse(others.join(" "));
  else blame(sentence("faults"));
}

/** @param {Request} request
 * @param {string} key
 */
function finish({ done, after = redraw }, key) {
  entered.release();
  say(sentence(done, { key }));
  after(key);
}

/** @param {Request} request
 * @param {Both[]} warnings
 */
function warn(request, warnings) {
  const list = node("ul", {}, ...warnings.map((one) => node("li", {}, said(one))));
  const knowing = { ...request, body: { ...request.body, knowing: true } };
  const goOn = button(sentence("knowing"), () => sendOff(knowing));
  ask(ASK, sentence("asks"), list, goOn, " ", button(sentence("leave"), leave));
}

function leave() {
  clear();
  place("view-editor").focus();
}

/** Compare the saved record with the form, cell by cell.
 *
 * @param {Request} request
 * @param {Now | null} now
 */
function clash(request, now) {
  if (!now) return ask(ASK, sentence("clash"), sentence("removed"), anew());
  const mine = request.body.cells ?? {};
  const differing = Object.keys(mine)
    .filter((column) => (now.cells[column] ?? "") !== mine[column])
    .map((column) => ({
      title: fieldOf(editor(), column)?.dataset.title || column,
      theirs: now.cells[column],
      mine: mine[column],
    }));
  const over = { ...request, body: { ...request.body, version: now.version } };
  const ways = request.body.cells ? [button(sentence("over"), () => sendOff(over)), " "] : [];
  return ask(ASK, sentence("clash"), differences(differing, sentence), ...ways, anew());
}

function anew() {
  return button(sentence("take"), () => {
    clear();
    entered.release();
    if (document.getElementById("reference-form")) empty(form());
    redraw();
    place("view-editor").focus();
  });
}

/** @param {HTMLFormElement} open */
function cellsOf(open) {
  const cells = [...new FormData(open)].map(([name, value]) => [name, `${value}`.trim()]);
  const isUnnamed = (/** @type {string} */ name) =>
    fieldOf(open, name)?.closest("[data-named][hidden]");
  return Object.fromEntries(cells.map(([name, value]) => [name, isUnnamed(name) ? "" : value]));
}

/** A venue of a sensitive type has neither name nor area, which a sentence says.
 *
 * @param {HTMLSelectElement} select
 */
function followType(select) {
  const byCode = "sensitive" in select.selectedOptions[0].dataset;
  for (const part of all(document, "#reference-form [data-named]")) part.hidden = byCode;
  for (const part of all(document, "#reference-form [data-unnamed]")) part.hidden = !byCode;
}

/** @param {HTMLFormElement} open */
function empty(open) {
  open.reset();
  const type = open.elements.namedItem("reference-venue_type");
  if (type instanceof HTMLSelectElement) followType(type);
}

/** @param {{ kind?: string, key?: string }} record */
function address({ kind = "", key }) {
  return key ? `${kind}/${encodeURIComponent(key)}` : kind;
}

/** @param {HTMLFormElement} open */
function save(open) {
  const { kind = "", key, version } = open.dataset;
  const cells = cellsOf(open);
  const path = address(open.dataset);
  if (key) {
    const show = (/** @type {string} */ now) =>
      now === key ? redraw() : go(new URLSearchParams({ of: kind, record: now }));
    return sendOff({ method: "PUT", path, body: { version, cells }, done: "saved", after: show });
  }
  const after = () => {
    empty(open);
    redraw();
  };
  return sendOff({ method: "POST", path, body: { cells }, done: "saved", after });
}

/** @param {HTMLFormElement} open */
function takeOut(open) {
  const { kind = "", version } = open.dataset;
  sendOff({
    method: "DELETE",
    path: address(open.dataset),
    body: { version },
    done: "gone",
    after: () => go(new URLSearchParams({ of: kind })),
  });
}

/** @param {DOMStringMap} state */
function restore({ goback, kind, key, version }) {
  sendOff({
    method: "POST",
    path: `${address({ kind, key })}/restore`,
    body: { entry: Number(goback), version: version || null },
    done: "restored",
    ofThePast: true,
  });
}

/** @param {string} code */
function merge(code) {
  clear();
  const [chosen] = placeOf(HTMLSelectElement, "reference-into").selectedOptions;
  const into = chosen.value;
  if (!into) return show([{ column: "into", words: sentence("needed") }]);
  const versions = { [code]: form().dataset.version, [into]: chosen.dataset.version };
  return sendOff({
    method: "POST",
    path: `venues/${encodeURIComponent(code)}/merge`,
    body: { into, versions },
    done: "merged",
    after: () => go(new URLSearchParams({ of: "venues", record: into })),
  });
}

/** @param {string} code */
function unmerge(code) {
  const path = `venues/${encodeURIComponent(code)}/unmerge`;
  sendOff({ method: "POST", path, body: {}, done: "unmerged" });
}

document.addEventListener("submit", (event) => {
  const open = on(event, "#reference-form", HTMLFormElement);
  if (!open) return;
  event.preventDefault();
  save(open);
});

document.addEventListener("change", (event) => {
  const select = on(event, "#reference-venue_type", HTMLSelectElement);
  if (select) followType(select);
});

document.addEventListener("click", (event) => {
  const merging = on(event, "[data-merge]");
  const goingBack = on(event, "[data-goback]");
  const unmerging = on(event, "[data-unmerge]");
  if (on(event, "[data-takeout]")) takeOut(form());
  else if (merging) merge(merging.dataset.merge ?? "");
  else if (goingBack) restore(goingBack.dataset);
  else if (unmerging) unmerge(unmerging.dataset.unmerge ?? "");
  else if (on(event, "a[data-stay]") && document.getElementById("reference-said")) clear();
});
