import assert from "node:assert/strict";
import test, { mock } from "node:test";
import { openPage } from "../page.js";

openPage({ prefix: "/impact/" });
const { NO_ANSWER, orTell, send, why } = await import("../../../assets/shared/send.js");
const { see } = await import("../../../assets/shared/edition.js");

/** What the server answers to the next request, which is given back.
 *
 * @param {string} body
 * @param {ResponseInit} [options]
 */
function answering(body, options) {
  /** @type {{ address?: unknown, body?: BodyInit | null, headers?: Record<string, string> }} */
  const asked = {};
  window.fetch = async (address, given) => {
    Object.assign(asked, { address, ...given });
    return new Response(body, options);
  };
  return asked;
}

test("what was done goes below the site's path, with the edition that the page shows", async () => {
  see("7");
  const asked = answering('{"key":"HS-01"}');
  const answer = await send("PUT", "reference/venues/HS-01", { version: "2" });
  assert.deepEqual(answer, { key: "HS-01", status: 200 });
  assert.equal(asked.address, "/impact/api/v1/reference/venues/HS-01");
  assert.equal(asked.body, '{"version":"2"}');
  assert.equal(asked.headers?.["Impact-Edition"], "7");
});

test("of lines of JSON, the last one is the answer", async () => {
  const headers = { "Content-Type": "application/x-ndjson" };
  answering('{"phase":"checking"}\n{"changed":3}\n', { headers });
  assert.equal((await send("POST", "imports/1/undo", {})).changed, 3);
});

test("a question has no body", async () => {
  const asked = answering("{}");
  await send("GET", "imports?page=1");
  assert.equal(asked.body, undefined);
});

test("no answer is told from one that cannot be read", async () => {
  window.fetch = () => Promise.reject(new TypeError("Failed to fetch"));
  assert.deepEqual(await send("POST", "sessions", {}), { status: NO_ANSWER });
  answering("<html>", { status: 502 });
  assert.deepEqual(await send("POST", "sessions", {}), { status: 502 });
  answering('{"saved":[', { status: 200 }); // cut off: nobody knows what was done
  assert.deepEqual(await send("POST", "sessions", {}), { status: NO_ANSWER });
});

test("a server that knows why says so itself", () => {
  openPage({ lang: "fr-CA" });
  const error = { message: { en: "Restored.", fr: "Restaurée." } };
  assert.equal(why({ status: 412, error }, "offline", "failed"), "Restaurée.");
  assert.equal(why({ status: 400, error }, "offline", "failed"), "Restaurée.");
  assert.equal(why({ status: 500, error }, "offline", "failed"), "failed");
  assert.equal(why({ status: NO_ANSWER }, "offline", "failed"), "offline");
});

test("an answer that takes long is told to take long, and others are not", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  /** @type {string[]} */
  const told = [];
  /** @type {(answer: number) => void} */
  let come = () => {};
  const slow = orTell(new Promise((resolve) => (come = resolve)), () => told.push("slow"));
  mock.timers.tick(4000);
  assert.equal(told.length, 0);
  mock.timers.tick(2000);
  come(1);
  assert.equal(await slow, 1);
  await orTell(Promise.resolve(2), () => told.push("fast"));
  await assert.rejects(orTell(Promise.reject(new Error("lost")), () => told.push("lost")));
  mock.timers.tick(10_000);
  assert.deepEqual(told, ["slow"]);
  mock.timers.reset();
});
