/* The interface between Dash and these scripts: `window.dash_clientside`. */

/**
 * @typedef {Record<string, (...given: any[]) => unknown>} Functions
 * @typedef {{
 *   set_props: (id: string, props: Record<string, unknown>) => void,
 *   no_update: unknown,
 *   callback_context: { triggered: { prop_id: string }[] },
 * }} Door
 */

const host = /** @type {Window & { dash_clientside?: any }} */ (/** @type {unknown} */ (window));

/** Changes that wait until Dash has taken over a page rendered by the server; otherwise `null`.
 *
 * @type {Map<string, Record<string, unknown>> | null}
 */
let waiting = null;

/** Register functions that the server's callbacks name by `namespace`, before Dash starts.
 *
 * @param {string} namespace
 * @param {Functions} functions
 */
export function offer(namespace, functions) {
  host.dash_clientside = host.dash_clientside || {};
  host.dash_clientside[namespace] = { ...host.dash_clientside[namespace], ...functions };
}

/** Dash's functions, available once it has started.
 *
 * @returns {Door}
 */
export function door() {
  return host.dash_clientside;
}

/** Change a component as if the reader had; the callbacks on it run.
 *
 * @param {string} id
 * @param {Record<string, unknown>} props
 */
export function setProps(id, props) {
  if (waiting) waiting.set(id, props);
  else door().set_props(id, props);
}

/** Hold changes from now on, until Dash has taken over. */
export function hold() {
  waiting = new Map();
}

/** Whether changes are held. */
export const holding = () => waiting !== null;

/** Apply the held changes, once Dash has taken over. */
export function release() {
  const held = waiting ?? new Map();
  waiting = null;
  for (const [id, props] of held) door().set_props(id, props);
}
