/* The one thing that Dash and these scripts share: `window.dash_clientside`. */

/**
 * @typedef {Record<string, (...given: any[]) => unknown>} Functions
 * @typedef {{
 *   set_props: (id: string, props: Record<string, unknown>) => void,
 *   no_update: unknown,
 *   callback_context: { triggered: { prop_id: string }[] },
 * }} Door
 */

const host = /** @type {Window & { dash_clientside?: any }} */ (/** @type {unknown} */ (window));

/** What is to be changed once Dash has taken over a page that it did not make; `null` elsewhere.
 *
 * @type {Map<string, Record<string, unknown>> | null}
 */
let waiting = null;

/** Functions that callbacks of the server name by `namespace`. Dash must not have begun yet.
 *
 * @param {string} namespace
 * @param {Functions} functions
 */
export function offer(namespace, functions) {
  host.dash_clientside = host.dash_clientside || {};
  host.dash_clientside[namespace] = { ...host.dash_clientside[namespace], ...functions };
}

/** What Dash has put there, once it has begun.
 *
 * @returns {Door}
 */
export function door() {
  return host.dash_clientside;
}

/** Change a component of the page as if its reader had; callbacks that listen to it are run.
 *
 * @param {string} id
 * @param {Record<string, unknown>} props
 */
export function setProps(id, props) {
  if (waiting) waiting.set(id, props);
  else door().set_props(id, props);
}

/** From now on changes wait, until Dash has taken over. */
export function hold() {
  waiting = new Map();
}

/** Whether they wait. */
export const holding = () => waiting !== null;

/** Dash has taken over: what waited is changed now. */
export function release() {
  const held = waiting ?? new Map();
  waiting = null;
  for (const [id, props] of held) door().set_props(id, props);
}
