/* What all forms share: faults below fields, the result of sending, conflicts with other people,
   and keeping what was entered. A field is an element with `data-column`; it contains a control and
   a `.desk__fault`, hidden while there is none. The sentences are data attributes of the element
   where a form shows its result. */
/** @import { Answer, Fault } from "./send.js" */
/** @import { Both } from "./words.js" */
import { all, controls, first, node, place } from "./dom.js";
import { holding, signedOut } from "./holding.js";
import { why } from "./send.js";
import { inWords } from "./words.js";

/**
 * @typedef {{ column: string | null, words: string, within?: HTMLElement | null }} Said A fault in
 *   words; `within` is the part of its field that it is about, where that has several.
 * @typedef {{ column: string, message: Both }} Warning
 * @typedef {Record<string, string | undefined>} Words
 */

/**
 * @template Doubt, Conflict
 * @typedef {{
 *   done: (answer: Answer) => void,
 *   faulty: (faults: Fault[]) => void,
 *   doubtful?: (warnings: Doubt[]) => void,
 *   clash?: (conflict: Conflict) => void,
 *   other: (...parts: (Node | string)[]) => void,
 *   words: Words,
 * }} Ways What is done about each kind of answer; `other` hears why nothing came of it.
 */

const UNFIT = [400, 413];

/* The result */

/** Call the handler for the server's answer.
 *
 * @template Doubt, Conflict
 * @param {Answer & { warnings?: Doubt[], conflicts?: Conflict[] }} answer
 * @param {Ways<Doubt, Conflict>} ways
 */
export function settle(answer, { done, faulty, doubtful, clash, other, words }) {
  const { status, faults = [], warnings, conflicts } = answer;
  if (status === 200) done(answer);
  else if (status === 422) faulty(faults);
  else if (doubtful && warnings) doubtful(warnings);
  else if (clash && conflicts) clash(conflicts[0]);
  else other(...whyNot(answer, words));
}

/** Why nothing was saved, in a form’s own words if it has any.
 *
 * @param {Answer} answer
 * @param {Words} words
 * @returns {(Node | string)[]}
 */
export function whyNot(answer, words) {
  const { status } = answer;
  const { offline = "", failed = "" } = words;
  if (status === 401 && words.signedout) return signedOut(words);
  if (status === 403 && words.forbidden) return [words.forbidden];
  if (status === 400 && words.outdated) return [words.outdated];
  if (UNFIT.includes(status) && words.unfit) return [words.unfit];
  return [why(answer, offline, failed)];
}

/** The element where a form shows its result: it takes the focus, and has the sentences. Why nothing
 * was done differs from the rest in more than its words.
 *
 * @param {string} id
 */
export function speaker(id) {
  /** @param {"" | "faulty"} look
   * @param {(Node | string)[]} parts
   */
  function show(look, parts) {
    const shown = place(id);
    shown.dataset.look = look;
    shown.replaceChildren(...parts);
    return shown;
  }

  return {
    words: () => place(id).dataset,

    /** @param {string} name
     * @param {Record<string, unknown>} [values]
     */
    sentence: (name, values) => inWords(place(id).dataset[name] ?? name, values),

    /** @param {...(Node | string)} parts */
    say: (...parts) => show("", parts).focus(),

    /** @param {...(Node | string)} parts */
    refuse: (...parts) => show("faulty", parts).focus(),

    /** That fields are to blame, one of which has the focus.
     *
     * @param {string} words
     */
    blame: (words) => show("faulty", [words]),

    clear: () => show("", []),
  };
}

/* Faults beneath their fields */

/** @param {ParentNode} form
 * @param {string | null} column
 * @returns {HTMLElement | null}
 */
export function fieldOf(form, column) {
  return form.querySelector(`[data-column="${CSS.escape(column ?? "")}"]`);
}

/** A field’s control; of several, the first that is in use.
 *
 * @param {HTMLElement} field
 */
function controlOf(field) {
  const found = controls(field, "input, select, textarea");
  return found.find((one) => !one.closest("[hidden]")) ?? found[0];
}

/** Whether a required field was left empty; then the server's words about cells are not needed.
 *
 * @param {HTMLElement} field
 */
export function isMissing(field) {
  return "needed" in field.dataset && controlOf(field).value.trim() === "";
}

/** @param {ParentNode} form */
export function clearFaults(form) {
  for (const fault of all(form, ".desk__fault")) {
    fault.hidden = true;
    fault.replaceChildren();
    fault.classList.remove("desk__fault--mild");
  }
  for (const control of all(form, "[aria-invalid]")) control.removeAttribute("aria-invalid");
}

/** Show each fault below its field; the first takes the focus.
 *
 * @param {ParentNode} form
 * @param {Said[]} faults
 * @returns {string[]} the words of those without a field
 */
export function showFaults(form, faults) {
  clearFaults(form);
  const others = faults.filter(({ column, words, within }) => {
    const field = fieldOf(form, column);
    if (!field) return true;
    beneath(field, words);
    controlOf(within ?? field).setAttribute("aria-invalid", "true");
    return false;
  });
  const marked = /** @type {HTMLElement | null} */ (form.querySelector("[aria-invalid]"));
  marked?.focus();
  return others.map(({ words }) => words);
}

/** Show warnings below their fields, without marking the fields as wrong.
 *
 * @param {ParentNode} form
 * @param {Said[]} doubts
 */
export function showDoubts(form, doubts) {
  for (const { column, words } of doubts) {
    const field = fieldOf(form, column);
    if (field) beneath(field, words).classList.add("desk__fault--mild");
  }
  const [{ column }] = doubts;
  const field = fieldOf(form, column);
  if (field) controlOf(field).focus();
}

/** @param {HTMLElement} field
 * @param {string} words
 */
function beneath(field, words) {
  const fault = first(field, ".desk__fault");
  if (fault.hasChildNodes()) fault.append(" ");
  fault.append(node("span", {}, words));
  fault.hidden = false;
  return fault;
}

/* What is asked, and what somebody else did meanwhile */

/** A question in a box of its own; its title takes the focus.
 *
 * @param {string} id of the place where it is asked
 * @param {string} title
 * @param {...(Node | string)} body
 */
export function ask(id, title, ...body) {
  const heading = node("h2", { tabindex: "-1" }, title);
  place(id).replaceChildren(node("div", { class: "desk__conflict" }, heading, ...body));
  heading.focus();
}

/** Compare the saved values with those in the form.
 *
 * @param {{ title: string, theirs: string, mine: string }[]} differing
 * @param {(name: string, values?: Record<string, unknown>) => string} sentence
 */
export function differences(differing, sentence) {
  const items = differing.map(({ title, ...both }) => {
    const values = [both.theirs, both.mine].map((value) => value || sentence("blank"));
    const [theirs, mine] = values;
    const told = [sentence("theirs", { value: theirs }), sentence("mine", { value: mine })];
    return node("li", {}, node("strong", {}, title), ` – ${told.join("; ")}`);
  });
  return node("ul", {}, ...items);
}

/* Nothing entered is lost */

/** Keep the page from leaving for the sign-in page while a form has unsaved entries. A redrawn form
 * is empty again.
 *
 * @param {string} selector
 */
export function guard(selector) {
  /** @type {Element | null} */
  let entered = null;
  holding(() => entered?.isConnected);
  document.addEventListener("input", ({ target }) => {
    const form = target instanceof Element ? target.closest(selector) : null;
    if (form) entered = form;
  });
  return {
    release() {
      entered = null;
    },
  };
}
