/* The import under way, and whether it was finished although its answer was lost. */
/** @import { Import, Mark } from "./answers.d.ts" */
import { button, node, place } from "../shared/dom.js";
import { kept } from "../shared/site.js";
import { time } from "../shared/words.js";
import { latest, latestNumber } from "./past.js";
import { reader, said, tell } from "./zone.js";

const LOOKS = 4; // for an import of which nobody knows whether it went in
const BETWEEN_LOOKS_MS = 1500;

let underWay = false;

export const isUnderWay = () => underWay;

const key = () => `${kept("impact-import")} ${reader()}`;

/** @template T
 * @param {(storage: Storage) => T} act
 * @returns {T | null}
 */
function inStorage(act) {
  try {
    return act(window.localStorage);
  } catch {
    return null; // nothing is kept here
  }
}

/** @param {string} name of the file
 * @returns {Promise<Mark>}
 */
export async function begin(name) {
  underWay = true;
  const after = await latestNumber();
  const mark = { name, after, at: new Date().toISOString() };
  inStorage((storage) => storage.setItem(key(), JSON.stringify(mark)));
  return mark;
}

export function ended() {
  underWay = false;
  inStorage((storage) => storage.removeItem(key()));
}

const pause = () =>
  new Promise((resolve) => window.setTimeout(() => resolve(null), BETWEEN_LOOKS_MS));

/** The import; `null` if it did not happen; `undefined` if that is unknown yet.
 *
 * @param {Mark} mark
 * @param {number} [looks]
 * @returns {Promise<Import | null | undefined>}
 */
export async function lookUp({ name, after }, looks = LOOKS) {
  let answer = null;
  for (let look = 0; look < looks; look += 1) {
    if (look > 0) await pause();
    answer = await latest();
    const found = answer?.imports.find((one) => one.id > after && one.file_name === name);
    if (found) return found;
  }
  return answer ? null : undefined;
}

/** @param {Mark} mark
 * @param {(found: Import | null) => void} settled
 */
export function lookUpAgain(mark, settled) {
  return button(said("look-up"), async () => {
    const found = await lookUp(mark, 1);
    if (found !== undefined) settled(found);
  });
}

/* The import that was running when the page was left. */
export async function settleLeft() {
  const mark = inStorage((storage) => JSON.parse(storage.getItem(key()) ?? "null"));
  if (!mark || underWay) return;
  const found = await lookUp(mark, 1);
  const began = { name: mark.name, time: time(mark.at) };
  const result = found ? said("went-in") : said(found === null ? "not-in" : "no-list");
  const dismiss = button(said("dismiss"), () => {
    ended();
    tell("import-left");
    place("import-file").focus();
  });
  const again = found ? "" : button(said("look-up"), settleLeft);
  tell(
    "import-left",
    node(
      "div",
      { class: "desk__offer", role: "status" },
      node("span", {}, `${said("interrupted", began)} ${result}`),
      again,
      dismiss,
    ),
  );
}
