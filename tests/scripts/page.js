// As much of a browser as modules need that are tried without one. It stands before they are loaded.

const dimensions = "language age venue_type venue kind";
const FILTERS = { dimensions, filters: `${dimensions} from to period` };
const listening = { addEventListener() {} };

/**
 * @param {{ lang?: string, zone?: string, prefix?: string, keeps?: boolean }} [options]
 *   `keeps` is whether the browser keeps what is given to it.
 */
export function openPage({
  lang = "en-CA",
  zone = "America/Toronto",
  prefix = "/",
  keeps = true,
} = {}) {
  const config = { textContent: JSON.stringify({ requests_pathname_prefix: prefix }) };
  const page = {
    ...listening,
    documentElement: { lang, dataset: { zone, ...FILTERS } },
    getElementById: (/** @type {string} */ id) => (id === "_dash-config" ? config : null),
  };
  const view = {
    ...listening,
    location: { pathname: "/en/sessions", search: "" },
    fetch: () => Promise.reject(new TypeError("Failed to fetch")),
    get localStorage() {
      if (!keeps) throw new DOMException("denied", "SecurityError");
      return storage;
    },
  };
  Object.assign(globalThis, { document: page, window: view });
  storage = keepsake();
}

let storage = keepsake();

/* Its keys are properties, as in a browser. */
function keepsake() {
  /** @type {Record<string, string>} */
  const items = {};
  const hidden = (/** @type {unknown} */ value) => ({ value, enumerable: false });
  return Object.defineProperties(items, {
    getItem: hidden((/** @type {string} */ key) => items[key] ?? null),
    setItem: hidden((/** @type {string} */ key, /** @type {unknown} */ value) => {
      items[key] = `${value}`;
    }),
    removeItem: hidden((/** @type {string} */ key) => {
      delete items[key];
    }),
  });
}
