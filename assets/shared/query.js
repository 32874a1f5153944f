/* The query: filters, which have controls, and options of a view, which have none. */

/* The page lists its filters in the order of the address; those in MANY take several values. */
const { dimensions = "", filters = "" } = document.documentElement.dataset;
export const MANY = dimensions.split(" ");
export const NAMES = filters.split(" ");
const WHOLE_PROJECT = "project";

/** @typedef {[name: string, value: string][]} Pairs */

/** The query of the address. */
export const current = () => new URLSearchParams(window.location.search);

/** The query in a fixed order: filters as in NAMES, then the rest.
 *
 * @param {URLSearchParams} query
 */
export function inOrder(query) {
  const ordered = new URLSearchParams();
  for (const name of NAMES) {
    const values = query.getAll(name).filter((value) => value && value !== WHOLE_PROJECT);
    for (const value of [...new Set(values)].sort()) ordered.append(name, value);
  }
  for (const [name, value] of query) {
    if (!NAMES.includes(name) && value) ordered.append(name, value);
  }
  return ordered;
}

/** The filters alone.
 *
 * @param {URLSearchParams} query
 */
export function filtersOf(query) {
  return new URLSearchParams([...query].filter(([name]) => NAMES.includes(name)));
}

/** One value a control, in the order of NAMES.
 *
 * @param {URLSearchParams} query
 */
export function valuesOf(query) {
  return NAMES.map((name) => {
    if (MANY.includes(name)) return query.getAll(name);
    return query.get(name) || (name === "period" ? WHOLE_PROJECT : "");
  });
}

/** The query with these values of the controls, in the order of NAMES.
 *
 * @param {URLSearchParams} query
 * @param {(string | string[] | null)[]} given
 */
export function withValues(query, given) {
  const next = new URLSearchParams(query);
  NAMES.forEach((name, at) => {
    next.delete(name);
    for (const value of [given[at]].flat()) if (value) next.append(name, value);
  });
  return inOrder(next);
}

/** Whether all of these are chosen.
 *
 * @param {URLSearchParams} query
 * @param {Pairs} pairs
 */
export function holds(query, pairs) {
  return pairs.every(([name, value]) => query.getAll(name).includes(value));
}

/** Add these pairs to the query, or remove them if all are chosen already. One pair of a filter
 * with several values joins the others; several pairs, as of a cell, replace them.
 *
 * @param {URLSearchParams} query
 * @param {Pairs} pairs
 */
export function toggled(query, pairs) {
  const next = new URLSearchParams(query);
  const chosen = holds(query, pairs);
  const several = new Set(pairs.map(([name]) => name)).size > 1;
  for (const [name, value] of pairs) {
    const others = next.getAll(name).filter((other) => other !== value);
    const kept = chosen || (MANY.includes(name) && !several) ? others : [];
    next.delete(name);
    for (const other of kept) next.append(name, other);
    if (!chosen) next.append(name, value);
  }
  next.delete("page");
  return next;
}

/** The query without one value of a filter; without any filter when none is named.
 *
 * @param {URLSearchParams} query
 * @param {{ remove?: string, value?: string }} badge
 */
export function without(query, { remove, value }) {
  const kept = [...query].filter(([name, chosen]) => {
    if (!remove) return !NAMES.includes(name);
    return !(name === remove && chosen === value);
  });
  return new URLSearchParams(kept);
}

/** What was added and removed between two queries, each as `name=value`.
 *
 * @param {URLSearchParams} before
 * @param {URLSearchParams} after
 */
export function differences(before, after) {
  const [old, now] = [before, after].map((query) => [...query].map((pair) => pair.join("=")));
  return {
    added: now.filter((pair) => !old.includes(pair)),
    removed: old.filter((pair) => !now.includes(pair)),
  };
}

/** Where a link leads that keeps the filters, and options and a place of its own.
 *
 * @param {HTMLAnchorElement} link
 * @param {string} filters
 */
export function keeping(link, filters) {
  const kept = [filters, link.dataset.keep].filter(Boolean).join("&");
  return withQuery(link.pathname, kept) + link.hash;
}

/** @param {string} path
 * @param {URLSearchParams | string} query
 */
export function withQuery(path, query) {
  return `${query}` ? `${path}?${query}` : path;
}
