/* The site's path on its host. Addresses in these scripts are without it: `at` adds the path for
   the browser, `within` removes it. */

const config = document.getElementById("_dash-config");
const root = JSON.parse(config?.textContent || "{}").requests_pathname_prefix ?? "/";
const prefix = root.replace(/\/$/, "");

/** @param {string} address */
export const at = (address) => prefix + address;

/** @param {string} address */
export const within = (address) =>
  address.startsWith(`${prefix}/`) ? address.slice(prefix.length) : address;

/** Storage belongs to a whole host: make names unique to this site.
 *
 * @param {string} name
 */
export const kept = (name) => (prefix ? `${name} ${prefix}` : name);

/** A link to this page with another query.
 *
 * @param {Record<string, string>} query
 */
export const here = (query) => `${window.location.pathname}?${new URLSearchParams(query)}`;
