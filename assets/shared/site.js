/* The path of the host that leads to the site. Addresses in these scripts are those of the site:
   `at` is where browsers find one, `within` which one they found. */

const config = document.getElementById("_dash-config");
const root = JSON.parse(config?.textContent || "{}").requests_pathname_prefix ?? "/";
const prefix = root.replace(/\/$/, "");

/** @param {string} address */
export const at = (address) => prefix + address;

/** @param {string} address */
export const within = (address) =>
  address.startsWith(`${prefix}/`) ? address.slice(prefix.length) : address;

/** What a browser keeps it keeps for a whole host: by name for one site of it.
 *
 * @param {string} name
 */
export const kept = (name) => (prefix ? `${name} ${prefix}` : name);

/** A link to this page with another query.
 *
 * @param {Record<string, string>} query
 */
export const here = (query) => `${window.location.pathname}?${new URLSearchParams(query)}`;
