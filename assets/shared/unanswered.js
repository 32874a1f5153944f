/* If the server does not answer a change, say so beside the figures, with a button to try again.
   The old figures stay, marked as outdated, until the next good answer. */
import { node } from "./dom.js";
import { markStale, say } from "./draw.js";
import { holds } from "./holding.js";

const LONGEST_MS = 30_000; // no answer of ours takes so long
const TOO_LONG = [413, 414];
const CALLBACKS = "_dash-update-component";
const DRAWING = '"output":"view-drawing.data"';
const fetchNow = window.fetch;
let asked = 0; // how many changes: an answer that nobody waits for any more is not missed
let open = 0; // how many of them are not answered yet
/** @type {(() => void)[]} */
const listeners = [];

/** Whether an answer is on its way. */
export const isAsking = () => open > 0;

/** @param {() => void} listener called when the last change was not answered */
export function whenMissed(listener) {
  listeners.push(listener);
}

/** @param {"long" | "failed" | "unreachable"} why */
function tell(why) {
  const words = document.getElementById("view-failure")?.dataset;
  if (!words) return;
  const again = { type: "button", class: "chip", "data-retry": "" };
  say("view-failure", `${words[why]} ${words.old} `, node("button", again, words.again ?? ""));
  markStale(true);
  for (const listener of listeners) listener();
}

/** Read the whole answer here, so that a connection cut halfway is noticed.
 *
 * @param {RequestInfo | URL} address
 * @param {RequestInit} [options]
 * @returns {Promise<Response>}
 */
async function whole(address, options) {
  const ending = new AbortController();
  const clock = window.setTimeout(() => ending.abort(), LONGEST_MS);
  try {
    const answer = await fetchNow(address, { ...options, signal: ending.signal });
    if (answer.status !== 200) return answer;
    return new Response(await answer.arrayBuffer(), answer);
  } finally {
    window.clearTimeout(clock);
  }
}

/**
 * @param {RequestInfo | URL} address
 * @param {RequestInit} [options]
 * @returns {Promise<Response>}
 */
async function drawing(address, options) {
  asked += 1;
  open += 1;
  const mine = asked;
  const missed = (/** @type {"long" | "failed" | "unreachable"} */ why) => {
    if (mine === asked) tell(why);
  };
  try {
    const answer = await whole(address, options);
    const isStranger = answer.status === 401; // who is not signed in any more is asked who they are
    if (!answer.ok && !isStranger) missed(TOO_LONG.includes(answer.status) ? "long" : "failed");
    return answer;
  } catch (error) {
    missed("unreachable");
    throw error;
  } finally {
    open -= 1;
  }
}

window.fetch = async (address, options) => {
  const draws = `${address}`.includes(CALLBACKS) && `${options?.body}`.includes(DRAWING);
  const answer = await (draws ? drawing : fetchNow)(address, options);
  // the server asks who it is now; what the page holds for its reader goes before that
  if (answer.status === 401 && !holds()) window.location.reload();
  return answer;
};
