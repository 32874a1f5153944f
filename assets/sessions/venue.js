/* A new venue, added from the form of a session without leaving it. */
import { node, place, placeOf } from "../shared/dom.js";
import * as drafts from "../shared/drafts.js";
import { settle } from "../shared/form.js";
import { send } from "../shared/send.js";
import { inWords, language } from "../shared/words.js";
import { randomLetters } from "./references.js";

/** @typedef {Record<string, string> & { request: string }} Asked */

const CELLS = ["label_en", "label_fr", "area"];
const ASKED_FOR = "new venue";

/** @param {string} name */
const control = (name) => placeOf(HTMLInputElement, `desk-${name}`);
const kind = () => placeOf(HTMLSelectElement, "desk-venue_type");

export const fold = () => placeOf(HTMLDetailsElement, "desk-new-venue");

/** @param {...string} parts */
const say = (...parts) => place("desk-venue-said").replaceChildren(...parts);

/* A venue of a sensitive type has neither name nor area. */
export function followType() {
  const isSensitive = kind().selectedOptions[0]?.dataset.sensitive !== undefined;
  place("desk-venue-names").hidden = isSensitive;
  place("desk-venue-sensitive").hidden = !isSensitive;
}

/** The venue requested without an answer so far; sent again, it is added only once.
 *
 * @param {string} reader
 * @returns {Asked | null}
 */
const askedFor = (reader) => JSON.parse(drafts.words(reader, ASKED_FOR) || "null");

/** @param {string} reader */
export function forget(reader) {
  drafts.forget(reader, ASKED_FOR);
}

function inFold() {
  const isNamed = !place("desk-venue-names").hidden;
  const cells = CELLS.map((name) => [name, isNamed ? control(name).value.trim() : ""]);
  return { venue_type: kind().value, ...Object.fromEntries(cells) };
}

/** @param {string} reader
 * @returns {Asked}
 */
function toSend(reader) {
  const body = inFold();
  const asked = askedFor(reader);
  const isSame = asked && Object.keys(body).every((name) => body[name] === asked[name]);
  return { ...body, request: isSame ? asked.request : randomLetters() + randomLetters() };
}

/** Send the new venue; `added` is called with its code and the message.
 *
 * @param {string} reader
 * @param {Record<string, string>} words
 * @param {(form: HTMLElement, faults: import("../shared/send.js").Fault[]) => string[]} show
 * @param {(code: string, said: string) => void} added
 */
export async function add(reader, words, show, added) {
  const body = toSend(reader);
  drafts.keepWords(reader, ASKED_FOR, JSON.stringify(body));
  const button = placeOf(HTMLButtonElement, "desk-venue-add");
  button.disabled = true;
  const answer = await send("POST", "venues", body);
  button.disabled = false;
  settle(answer, {
    done: ({ code }) => {
      if (askedFor(reader)?.request !== body.request) return; // the second answer to the same
      forget(reader);
      stand(code, body);
      added(code, inWords(words.venue, { code }));
    },
    faulty(faults) {
      forget(reader);
      say(...show(fold(), faults));
    },
    other: (...parts) => place("desk-venue-said").replaceChildren(...parts),
    words: { ...words, offline: words.venuelost },
  });
}

/** Make the new venue a choice, and empty its form.
 *
 * @param {string} code
 * @param {Asked} body
 */
function stand(code, body) {
  const label = body[`label_${language()}`] || (kind().selectedOptions[0]?.label ?? "");
  const option = node("option", { value: code, label });
  place("desk-venues").append(option);
  kind().value = "";
  for (const one of CELLS) control(one).value = "";
  fold().open = false;
  say();
}

/** Put an unsent venue back after a reload; closing the form discards it.
 *
 * @param {string} reader
 * @param {Record<string, string>} words
 */
export function takeUp(reader, words) {
  const asked = askedFor(reader);
  if (!asked || kind().value) return;
  kind().value = asked.venue_type;
  for (const name of CELLS) control(name).value = asked[name];
  fold().open = true;
  followType();
  say(words.venuelost);
}
