/* Ask the server for drawings. Dash asks for the first one; then the page asks itself, in Dash's words,
   as Dash takes longer than plotly.js. `unanswered.js` draws every answer. */
import { setProps } from "./dash.js";
import { tellDash, told } from "./shown.js";

/** @typedef {[address: RequestInfo | URL, options?: RequestInit]} Question as `fetch` takes it */

/** The last question that Dash asked for a drawing.
 *
 * @type {Question | null}
 */
let ofDash = null;

/** @param {Question} question */
export function learn(question) {
  ofDash = question;
}

/** Ask for the drawing of a query.
 *
 * @param {URLSearchParams | string} query
 */
export function ask(query) {
  if (ofDash) {
    askLike(ofDash, query);
  } else {
    tellDash();
    setProps("view-query", { data: `${query}` });
  }
}

/** @param {Question} question
 * @param {URLSearchParams | string} query
 */
function askLike([address, options], query) {
  const asks = JSON.parse(`${options?.body}`);
  asks.inputs[0].value = `${query}`;
  asks.state[0].value = told();
  // a missing answer is told on the page
  window.fetch(address, { ...options, body: JSON.stringify(asks) }).catch(() => {});
}
