/* If the server does not answer a change, say so beside the figures, with a button to try again.
   The old figures stay, marked as outdated, until the next good answer. */
import { node } from "./dom.js";
import { draw, markStale, say } from "./draw.js";
import { answerTo, fetchNow } from "./early.js";
import { holds } from "./holding.js";

const TOO_LONG = [413, 414];
const CALLBACKS = "_dash-update-component";
const PLACE = "view-drawing";
const DRAWING = `"output":"${PLACE}.data"`;
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

/** Whether it is ours: a proxy may answer for the server, with a page of its own.
 *
 * @param {Response} answer
 */
const isDrawing = ({ status, headers }) =>
  status === 200 && (headers.get("Content-Type") ?? "").startsWith("application/json");

/** The server's answer; a missing one is told, unless something else was asked since.
 *
 * @param {import("./early.js").Question} question
 * @param {number} mine how many changes were asked by then
 */
async function answered(question, mine) {
  open += 1;
  const missed = (/** @type {"long" | "failed" | "unreachable"} */ why) => {
    if (mine === asked) tell(why);
  };
  try {
    const answer = await answerTo(question);
    const isStranger = answer.status === 401; // who is not signed in any more is asked who they are
    if (!isDrawing(answer) && !isStranger)
      missed(TOO_LONG.includes(answer.status) ? "long" : "failed");
    return answer;
  } catch (error) {
    missed("unreachable");
    throw error;
  } finally {
    open -= 1;
  }
}

/** Draw an answer before Dash, which would work some milliseconds first. It is given the rest at once,
 * so that it is done when the charts are: then nothing is painted after them. Answers that came too
 * late are for Dash, which does not use them.
 *
 * @param {import("./early.js").Question} question
 */
async function drawing(question) {
  asked += 1;
  const mine = asked;
  const answer = await answered(question, mine);
  if (!isDrawing(answer) || mine !== asked) return answer;
  const { response, ...others } = await answer.json();
  draw(response[PLACE].data);
  return new Response(JSON.stringify({ ...others, response: { [PLACE]: { data: null } } }));
}

window.fetch = async (address, options) => {
  const draws = `${address}`.includes(CALLBACKS) && `${options?.body}`.includes(DRAWING);
  const answer = await (draws ? drawing([address, options]) : fetchNow(address, options));
  // the server asks who it is now; what the page holds for its reader goes before that
  if (answer.status === 401 && !holds()) window.location.reload();
  return answer;
};
