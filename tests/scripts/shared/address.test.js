import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { openPage } from "../page.js";

openPage();
/** The addresses that were gone to.
 *
 * @type {string[]}
 */
const pushed = [];
/** @type {unknown[]} */
const asked = [];
const find = document.getElementById;
class Element {}
for (const name of ["HTMLElement", "HTMLDetailsElement", "HTMLAnchorElement"]) {
  Object.assign(globalThis, { [name]: Element });
}
const link = new Element();
Object.assign(document, {
  getElementById: (/** @type {string} */ id) =>
    id === "shell-language" ? link : find.call(document, id),
  querySelectorAll: () => [],
});
const place = { pathname: "/en/explore", search: "" };
Object.assign(window, {
  location: place,
  setInterval: () => 0,
  history: {
    pushState(
      /** @type {unknown} */ _state,
      /** @type {unknown} */ _title,
      /** @type {string} */ to,
    ) {
      pushed.push(to);
      place.search = to.replace(place.pathname, "");
    },
  },
  dash_clientside: {
    no_update: "nothing",
    set_props: (/** @type {string} */ id, /** @type {any} */ { data }) => asked.push([id, data]),
  },
});
await import("../../../assets/shared/address.js");
const { view } = /** @type {any} */ (window).dash_clientside;

/** What Dash tells when the controls have these values.
 *
 * @param {unknown[]} values
 */
const tell = (values) => assert.equal(view.address(...values), "nothing");

beforeEach(() => {
  for (const noted of [pushed, asked]) noted.splice(0);
  place.search = "?language=fr";
});

test("controls that Dash tells of late change nothing: they were given what an earlier Back led to", () => {
  const given = view.restore("language=fr");
  place.search = ""; // by a second Back
  tell(given);
  assert.deepEqual([pushed, asked], [[], []]);
});

test("an earlier Back gives the controls what the address says by now", () => {
  assert.deepEqual(view.restore("language=en"), view.restore("language=fr"));
});

test("what is chosen in a control that only Dash hears of is asked for, once", () => {
  const given = view.restore("language=fr");
  const chosen = given.with(5, "2015-01-01");
  tell(chosen);
  tell(chosen);
  assert.deepEqual(pushed, ["/en/explore?language=fr&from=2015-01-01"]);
  assert.deepEqual(asked, [["view-query", "language=fr&from=2015-01-01"]]);
  tell(given);
  assert.equal(pushed.length, 2);
});
