import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { openPage } from "../page.js";

openPage();
/** What happened, in order.
 *
 * @type {string[]}
 */
let happened = [];
let fails = false;
/** @type {() => Response | Promise<Response>} */
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
  getAttribute = () => "";
  matches = () => false;
  querySelector = () => new Element("");
  remove() {}
  replaceWith() {}
  /** @param {...unknown} words */
  replaceChildren(...words) {
    if (this.id === "view-failure") happened.push(`said: ${words.join("")}`);
  }
}
const places = new Map(
  ["chart", "plotly", "view-failure", "view-results"].map((id) => [id, new Element(id)]),
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
    Object.assign(new Element(name), {
      href: "",
      words: "",
      /** @param {...string} words */
      append(...words) {
        this.words = words.join("");
      },
      /** @param {string} attribute
       * @param {string} value
       */
      setAttribute(attribute, value) {
        if (attribute === "href") this.href = ` ${value}`;
      },
      toString() {
        return `[${this.words}${this.href}]`;
      },
      addEventListener: (/** @type {string} */ _event, /** @type {() => void} */ act) => act(),
    }),
});
/** @type {Record<string, (event: object) => void>} */
const listeners = {};
Object.assign(window, {
  addEventListener: (/** @type {string} */ name, /** @type {() => void} */ listener) => {
    listeners[name] = listener;
  },
  fetch: async () => answers(),
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  setInterval: () => 0,
  matchMedia: () => ({ addEventListener() {} }),
  location: {
    pathname: "/en/explore",
    search: "",
    hash: "",
    reload: () => happened.push("reloaded"),
  },
  history: {},
  reportError: (/** @type {Error} */ { message }) => happened.push(message),
  dash_clientside: { set_props() {} },
  Plotly: {
    react() {
      happened.push("chart");
      return fails ? Promise.reject(new Error("plotly failed")) : Promise.resolve();
    },
  },
});
Object.assign(document.body, { dataset: {} });
const { begin, told } = await import("../../../assets/shared/shown.js");
const { holding } = await import("../../../assets/shared/holding.js");
const { loadPlotly } = await import("../../../assets/shared/plotly.js");
await import("../../../assets/shared/unanswered.js");
let isHeld = false;
holding(() => isHeld);
begin({ view: "explore", locale: "en" }, {});
loadPlotly();
Object.assign(/** @type {Element} */ (places.get("view-failure")).dataset, {
  failed: "It failed.",
  old: "Old.",
  again: "Again",
  signedout: "Signed out.",
  sign: "Sign in",
  signin: "/en/sign-in",
});

let drawings = 0;

/** @param {any} body */
const json = (body) =>
  new Response(JSON.stringify(body), { headers: { "Content-Type": "application/json" } });

/** @param {number} [after]
 * @param {string} [marks]
 */
const drawing = (after, marks) => {
  drawings += 1; // one more chart each time
  const figures = { chart: { layout: { height: drawings }, data: [] } };
  return { response: { "view-drawing": { data: { figures, after, marks } } } };
};

const given = async () => {
  const options = { body: '{"output":"view-drawing.data","inputs":[{}],"state":[{}]}' };
  const answer = await window.fetch("/_dash-update-component", options);
  happened.push("Dash is given it");
  return answer;
};

/** Until that has happened, too. */
const until = async (/** @type {string} */ what) => {
  while (!happened.includes(what)) await new Promise((wake) => globalThis.setTimeout(wake));
};

beforeEach(() => {
  happened = [];
  fails = false;
  answers = () => json(drawing());
});

test("Dash is given nothing of what is drawn", async () => {
  const { status } = await given();
  await until("chart");
  assert.equal(status, 204);
  assert.deepEqual(happened, ["Dash is given it", "chart"]);
});

test("nor is it given an answer that comes after another question, which nobody draws", async () => {
  const late = drawing();
  /** @type {(answer: Response) => void} */
  let arrive = () => {};
  answers = () =>
    new Promise((wake) => {
      arrive = wake;
    });
  const first = given();
  answers = () => json(drawing());
  await given();
  await until("chart");
  arrive(json(late));
  assert.equal((await first).status, 204);
  assert.equal(happened.filter((one) => one === "chart").length, 1);
});

test("a drawing that fails is reported and told, and everything is asked for anew", async () => {
  const at = () => Number(told()?.at);
  answers = () => json(drawing(at(), "33333333"));
  await given();
  await until("chart");
  assert.deepEqual(told()?.marks, ["33333333"]);
  fails = true;
  const same = drawing(undefined, "44444444");
  answers = () => json(same);
  await given();
  await until("said: It failed. Old. [Again]");
  assert.ok(happened.includes("plotly failed"));
  assert.deepEqual(told()?.marks, []);
  fails = false;
  happened = [];
  await given(); // the same figure, which is not there yet
  await until("chart");
});

test("a page that answers instead of the server, as before a sign-in, is told as a failure", async () => {
  answers = () => new Response("<html>", { headers: { "Content-Type": "text/html" } });
  await given();
  assert.deepEqual(happened, ["said: It failed. Old. [Again]", "Dash is given it"]);
});

test("who is signed out and has unsaved entries stays, with a way to sign in for the same view", async () => {
  window.location.search = "?language=fr";
  answers = () => new Response(null, { status: 401 });
  isHeld = true;
  await given();
  const way = "[Sign in /en/sign-in?next=%2Fen%2Fexplore%3Flanguage%3Dfr]";
  const said = `said: Signed out. ${way} Old. [Again]`;
  assert.deepEqual(happened, [said, "Dash is given it"]);
  isHeld = false;
  window.location.search = "";
  happened = [];
  await given();
  assert.deepEqual(happened, ["reloaded", "Dash is given it"]);
});

test("a server whose answers never fit the page is not asked without end", async () => {
  let asked = 0;
  answers = () => {
    asked += 1;
    return asked > 20 ? new Response(null, { status: 500 }) : json(drawing(-1));
  };
  await given();
  await until("said: It failed. Old. [Again]");
  assert.equal(asked, 4);
  assert.ok(happened.includes("The server's answers do not fit the page"));
  assert.ok(!happened.includes("chart"));
  answers = () => json(drawing());
  await given(); // as when a reader tries again
  await until("chart");
});

test("who signs out is left where that leads, though answers are refused meanwhile", async () => {
  answers = () => new Response(null, { status: 401 });
  await window.fetch("/api/v1/version");
  assert.deepEqual(happened, ["reloaded"]);
  listeners.submit?.({ defaultPrevented: false, target: { method: "post" } });
  await window.fetch("/api/v1/version");
  assert.deepEqual(happened, ["reloaded"]);
  listeners.submit?.({ defaultPrevented: true, target: { method: "post" } }); // a script sends it
  await window.fetch("/api/v1/version");
  assert.deepEqual(happened, ["reloaded", "reloaded"]);
  listeners.submit?.({ defaultPrevented: false, target: { method: "dialog" } }); // it only closes
  await window.fetch("/api/v1/version");
  assert.deepEqual(happened, ["reloaded", "reloaded", "reloaded"]);
});
