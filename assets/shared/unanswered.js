/* If the server does not answer a change, say so beside the figures, with a button to try again.
   The old figures stay, marked as outdated, until the next good answer. */
import { learn } from "./asking.js";
import { node } from "./dom.js";
import { draw, markStale, say } from "./draw.js";
import { holds, signedOut } from "./holding.js";
import { forgetAll } from "./shown.js";

const fetchNow = window.fetch;
const LONGEST_MS = 30_000; // no answer of ours takes so long
const TOO_LONG = [413, 414];
const CALLBACKS = "_dash-update-component";
const PLACE = "view-drawing";
const DRAWING = `"output":"${PLACE}.data"`;
let asked = 0; // how many changes: an answer that nobody waits for any more is not missed
let open = 0; // how many of them are not answered yet
let leaves = false;
/** @type {(() => void)[]} */
const listeners = [];

/** Whether an answer is on its way. */
export const isAsking = () => open > 0;

/** @param {() => void} listener called when the last change was not answered */
export function whenMissed(listener) {
  listeners.push(listener);
}

/** @typedef {"long" | "failed" | "signedout" | "unreachable"} Why */

/** @param {Why} why */
function tell(why) {
  const words = document.getElementById("view-failure")?.dataset;
  if (!words) return;
  const again = { type: "button", class: "chip", "data-retry": "" };
  const told = why === "signedout" ? signedOut(words) : [words[why] ?? ""];
  say("view-failure", ...told, ` ${words.old} `, node("button", again, words.again ?? ""));
  markStale(true);
  for (const listener of listeners) listener();
}

/** Whether it is ours: a proxy may answer for the server, with a page of its own.
 *
 * @param {Response} answer
 */
const isDrawing = ({ status, headers }) =>
  status === 200 && (headers.get("Content-Type") ?? "").startsWith("application/json");

/** @param {number} status
 * @returns {Why}
 */
function whyNot(status) {
  if (status === 401) return "signedout";
  return TOO_LONG.includes(status) ? "long" : "failed";
}

/** Read the whole answer here, so that a connection cut halfway is noticed.
 *
 * @param {import("./asking.js").Question} question
 * @returns {Promise<[answer: Response, body: string]>}
 */
async function whole([address, options]) {
  const ending = new AbortController();
  const clock = window.setTimeout(() => ending.abort(), LONGEST_MS);
  try {
    const answer = await fetchNow(address, { ...options, signal: ending.signal });
    return [answer, await answer.text()];
  } finally {
    window.clearTimeout(clock);
  }
}

/** Draw; where that fails halfway nothing is known of what the page shows.
 *
 * @param {import("./drawn.js").Drawing} drawn
 * @param {() => void} missed
 */
async function drawWhole(drawn, missed) {
  try {
    await draw(drawn);
  } catch (error) {
    window.reportError(error);
    forgetAll();
    missed();
  }
}

/** Draw the answer to a question, or tell that it is missing, unless something else was asked since.
 * Dash is not given what is drawn: it did not ask for all of it.
 *
 * @param {import("./asking.js").Question} question
 */
async function drawing(question) {
  asked += 1;
  open += 1;
  const mine = asked;
  const missed = (/** @type {Why} */ why) => {
    if (mine === asked) tell(why);
  };
  try {
    const [answer, body] = await whole(question);
    if (isDrawing(answer)) {
      if (mine === asked) drawWhole(JSON.parse(body).response[PLACE].data, () => missed("failed"));
      return new Response(null, { status: 204 });
    }
    const isAsked = answer.status === 401 && !holds(); // who they are, as they are not signed in
    if (!isAsked) missed(whyNot(answer.status));
    return new Response(body, answer);
  } catch (error) {
    missed("unreachable");
    throw error;
  } finally {
    open -= 1;
  }
}

window.fetch = async (address, options) => {
  const draws = `${address}`.includes(CALLBACKS) && `${options?.body}`.includes(DRAWING);
  if (draws) learn([address, options]);
  const answer = await (draws ? drawing([address, options]) : fetchNow(address, options));
  // the server asks who it is now; what the page holds for its reader goes before that
  if (answer.status === 401 && !leaves && !holds()) window.location.reload();
  return answer;
};

/* As when somebody signs out. */
window.addEventListener("submit", ({ defaultPrevented, target }) => {
  leaves = !defaultPrevented && /** @type {any} */ (target).method === "post";
});
