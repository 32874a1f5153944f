/* Ask the server some milliseconds before Dash does: the question leaves at the choice, and its answer
   waits until Dash asks the same. It is Dash's own last question with another query, so the first one
   is not asked early. An answer to other words than Dash's is not used. */
import { told } from "./shown.js";

const LONGEST_MS = 30_000; // no answer of ours takes so long
const WAITS_MS = 5000; // for Dash, which asks long before, or something else
export const fetchNow = window.fetch;

/** @typedef {[address: RequestInfo | URL, options?: RequestInit]} Question as `fetch` takes it */

/** The last question of Dash for a drawing.
 *
 * @type {Question | null}
 */
let last = null;
/** The answers that wait, by the question in words.
 *
 * @type {Map<string, Promise<Response>>}
 */
const waiting = new Map();

/** @param {Question} question */
const wordsOf = ([address, options]) => `${address} ${options?.body}`;

/** Read the whole answer here, so that a connection cut halfway is noticed.
 *
 * @param {Question} question
 * @returns {Promise<Response>}
 */
async function whole([address, options]) {
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

/** Ask for the drawing of a query as Dash will before long. It must have been told what is shown.
 *
 * @param {URLSearchParams} query
 */
export function askEarly(query) {
  if (!last) return;
  const [address, options] = last;
  const asks = JSON.parse(`${options?.body}`);
  asks.inputs[0].value = `${query}`;
  asks.state[0].value = told();
  /** @type {Question} */
  const question = [address, { ...options, body: JSON.stringify(asks) }];
  const words = wordsOf(question);
  const answer = whole(question);
  answer.catch(() => {}); // Dash is told when it asks
  waiting.set(words, answer);
  window.setTimeout(() => waiting.get(words) === answer && waiting.delete(words), WAITS_MS);
}

/** The answer to a question of Dash, which may have been asked early.
 *
 * @param {Question} question
 */
export function answerTo(question) {
  last = question;
  const words = wordsOf(question);
  const answer = waiting.get(words) ?? whole(question);
  waiting.delete(words);
  return answer;
}
