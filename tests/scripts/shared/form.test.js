import assert from "node:assert/strict";
import test from "node:test";
import { openPage } from "../page.js";

openPage();
const { settle, whyNot } = await import("../../../assets/shared/form.js");

const WORDS = { offline: "offline", failed: "failed" };

/** Which way on an answer has, and what it was given.
 *
 * @param {{ status: number, [part: string]: unknown }} answer
 * @param {object} [others]
 */
function way(answer, others = {}) {
  /** @type {unknown[][]} */
  const heard = [];
  const hear =
    (/** @type {string} */ name) =>
    (/** @type {unknown[]} */ ...given) => {
      heard.push([name, ...given]);
    };
  settle(answer, {
    done: hear("done"),
    faulty: hear("faulty"),
    doubtful: hear("doubtful"),
    clash: hear("clash"),
    other: hear("other"),
    words: WORDS,
    ...others,
  });
  assert.equal(heard.length, 1);
  return heard[0];
}

test("each answer has one way on", () => {
  assert.equal(way({ status: 200 })[0], "done");
  assert.deepEqual(way({ status: 422, faults: ["a"] }), ["faulty", ["a"]]);
  assert.deepEqual(way({ status: 409, warnings: ["w"] }), ["doubtful", ["w"]]);
  assert.deepEqual(way({ status: 409, conflicts: ["mine", "x"] }), ["clash", "mine"]);
  assert.deepEqual(way({ status: 0 }), ["other", "offline"]);
  assert.deepEqual(way({ status: 500 }), ["other", "failed"]);
});

test("a form that asks nothing hears of no warnings", () => {
  const without = { doubtful: undefined, clash: undefined };
  assert.equal(way({ status: 409, warnings: ["w"] }, without)[0], "other");
});

test("a form's own words come first, where it has some", () => {
  const words = { ...WORDS, forbidden: "not yours", unfit: "unfit" };
  assert.deepEqual(whyNot({ status: 403 }, words), ["not yours"]);
  assert.deepEqual(whyNot({ status: 413 }, words), ["unfit"]);
  assert.deepEqual(whyNot({ status: 403 }, WORDS), ["failed"]);
  assert.deepEqual(whyNot({ status: 400 }, { ...WORDS, outdated: "reload" }), ["reload"]);
  assert.deepEqual(whyNot({ status: 401 }, WORDS), ["failed"]);
});
