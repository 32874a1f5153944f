/* Work on a file: one task at a time, with its progress and a way to cancel it. */
/** @import { Answer } from "../shared/send.js" */
/** @import { Told } from "./answers.d.ts" */
/** @import { Sending } from "./send.js" */
import { place, placeOf } from "../shared/dom.js";
import { said, tell } from "./zone.js";

/** @type {Record<string, number>} */
const SHARES = { sending: 1, checking: 4, comparing: 1, writing: 5 }; // of the bar, by phase

/** @type {Sending | null} */
let running = null;

export const isWorking = () => running !== null;
export const cancel = () => running?.cancel();

/** Do one task until its answer.
 *
 * @param {string[]} phases that it goes through
 * @param {(told: (told: Told) => void) => Sending} begin
 * @param {string} [caution]
 * @returns {Promise<Answer>}
 */
export async function work(phases, begin, caution = "") {
  tell("import-said");
  showWork(caution);
  running = begin((told) => showProgress(phases, told));
  const answer = await running.answer;
  const hadFocus = document.activeElement === place("import-stop");
  running = null;
  place("import-work").hidden = true;
  setWorking(false);
  if (hadFocus) place("import-said").focus();
  return answer;
}

/** Disable the controls that would start another task.
 *
 * @param {boolean} isWorking
 */
function setWorking(isWorking) {
  place("import").classList.toggle("import--working", isWorking);
  for (const id of ["import-preview", "import-outcome"]) place(id).inert = isWorking;
}

/** @param {string} caution */
function showWork(caution) {
  place("import-work").hidden = false;
  setWorking(true);
  tell("import-phase", said("sending"));
  tell("import-done");
  tell("import-caution", caution);
  place("import-progress").removeAttribute("value");
  place("import-stop").focus();
}

/** @param {string[]} phases
 * @param {Told} told
 */
function showProgress(phases, { phase, rows, fraction = 0 }) {
  const bar = placeOf(HTMLProgressElement, "import-progress");
  const phaseWords = said(phase);
  if (place("import-phase").textContent !== phaseWords) tell("import-phase", phaseWords);
  tell("import-done", rows ? said("rows", { count: rows }) : "");
  if (phases.includes(phase)) bar.value = doneOf(phases, phase, fraction);
}

/** How much of all phases is done, from 0 to 1.
 *
 * @param {string[]} phases
 * @param {string} phase
 * @param {number} fraction
 */
function doneOf(phases, phase, fraction) {
  const shares = phases.map((name) => SHARES[name]);
  const sum = (/** @type {number[]} */ numbers) =>
    numbers.reduce((total, number) => total + number, 0);
  const before = sum(shares.slice(0, phases.indexOf(phase)));
  return (before + fraction * SHARES[phase]) / sum(shares);
}
