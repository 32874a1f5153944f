import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { openPage } from "../page.js";

openPage();
/** What happened, in order.
 *
 * @type {string[]}
 */
let happened = [];
let isHidden = false;
let fails = false;
/** @type {() => Response} */
let answers = () => Response.error();
class Element {
  isConnected = true;
  style = { setProperty() {} };
  classList = { contains: () => false, toggle() {} };
  hidden = false;
  /** @type {DOMStringMap} */
  dataset = {};
  /** @param {string} id */
  constructor(id) {
    this.id = id;
  }
  closest = () => null;
  hasAttribute = () => false;
  /** @param {...unknown} words */
  replaceChildren(...words) {
    if (this.id === "view-failure") happened.push(`said: ${words[0]}`);
  }
}
const places = new Map(
  ["chart", "view-failure", "view-results"].map((id) => [id, new Element(id)]),
);
for (const name of ["HTMLElement", "HTMLDetailsElement", "HTMLAnchorElement"]) {
  Object.assign(globalThis, { [name]: Element });
}
const find = document.getElementById;
Object.assign(document, {
  body: new Element("body"),
  getElementById: (/** @type {string} */ id) => places.get(id) ?? find.call(document, id),
  querySelectorAll: () => [],
  querySelector: () => null,
  createElement: (/** @type {string} */ name) =>
    Object.assign(new Element(name), { append() {}, setAttribute() {} }),
});
Object.assign(window, {
  fetch: async () => answers(),
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  setInterval: () => 0,
  matchMedia: () => ({ addEventListener() {} }),
  location: { pathname: "/en/explore", search: "", hash: "", reload() {} },
  history: {},
  requestAnimationFrame: (/** @type {() => void} */ act) => {
    if (isHidden) return;
    happened.push("frame");
    globalThis.setTimeout(act);
  },
  reportError: (/** @type {Error} */ { message }) => happened.push(message),
  dash_clientside: { set_props: () => happened.push("Dash knows") },
  Plotly: {
    react() {
      happened.push("chart");
      if (fails) throw new Error("plotly failed");
    },
  },
});
Object.assign(document.body, { dataset: {} });
const { begin } = await import("../../../assets/shared/shown.js");
await import("../../../assets/shared/unanswered.js");
begin({ view: "explore", locale: "en" }, {});
Object.assign(/** @type {Element} */ (places.get("view-failure")).dataset, {
  failed: "It failed.",
  old: "Old.",
  again: "Again",
});

let drawings = 0;
const others = { empty: false };

/** @param {unknown} body */
const json = (body) =>
  new Response(JSON.stringify(body), { headers: { "Content-Type": "application/json" } });

const drawing = () => {
  drawings += 1; // one more chart each time
  const figures = { chart: { data: [], layout: { height: drawings } } };
  return { response: { "view-drawing": { data: { figures, ...others } } } };
};

const given = async () => {
  const options = { body: '{"output":"view-drawing.data","inputs":[{}],"state":[{}]}' };
  const answer = await window.fetch("/_dash-update-component", options);
  happened.push("Dash is given it");
  return answer;
};

/** Ask, and wait until Dash knows what the page shows. */
const settled = async () => {
  const answer = await given();
  while (!happened.includes("Dash knows")) await new Promise((wake) => globalThis.setTimeout(wake));
  return answer;
};

beforeEach(() => {
  happened = [];
  isHidden = false;
  fails = false;
  others.empty = false;
  answers = () => json(drawing());
});

test("Dash is given the rest of an answer before the charts, and told what is shown after them", async () => {
  const { response } = await (await settled()).json();
  assert.deepEqual(response, { "view-drawing": { data: null } });
  assert.deepEqual(happened, ["Dash is given it", "chart", "frame", "Dash knows"]);
});

test("it is told of a drawing without charts, too", async () => {
  others.empty = true;
  await settled();
  assert.deepEqual(happened, ["Dash is given it", "frame", "Dash knows"]);
});

test("it is told in a hidden page, which has no frames", async () => {
  isHidden = true;
  await settled();
  assert.deepEqual(happened, ["Dash is given it", "chart", "Dash knows"]);
});

test("it is told although a chart fails, which is reported", async () => {
  fails = true;
  await settled();
  assert.deepEqual(happened, ["Dash is given it", "chart", "plotly failed", "frame", "Dash knows"]);
});

test("of two drawings, each ends", async () => {
  await Promise.all([given(), given()]);
  assert.equal(happened.filter((one) => one === "Dash is given it").length, 2);
});

test("a page that answers instead of the server, as before a sign-in, is told as a failure", async () => {
  answers = () => new Response("<html>", { headers: { "Content-Type": "text/html" } });
  await given();
  assert.deepEqual(happened, ["said: It failed. Old. ", "Dash is given it"]);
});
