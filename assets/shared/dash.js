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
  door().set_props(id, props);
}
