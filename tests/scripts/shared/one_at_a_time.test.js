import assert from "node:assert/strict";
import test from "node:test";
import { oneAtATime } from "../../../assets/shared/one_at_a_time.js";

/** Asked at times that the test tells.
 *
 * @param {{ now: number }} times
 */
function askedAt(times) {
  /** @type {unknown[]} */
  const asked = [];
  const asking = oneAtATime(
    (thing) => asked.push(thing),
    () => times.now,
  );
  return { asked, ...asking };
}

test("while a question is open, only the latest of those that come waits for its answer", () => {
  const { asked, want, done } = askedAt({ now: 0 });
  for (const thing of [1, 2, 3, 4]) want(thing);
  assert.deepEqual(asked, [1]);
  done();
  assert.deepEqual(asked, [1, 4]);
  done();
  done();
  assert.deepEqual(asked, [1, 4]);
  want(5);
  assert.deepEqual(asked, [1, 4, 5]);
});

test("an answer that is lost does not hold up the next question", () => {
  const times = { now: 0 };
  const { asked, want } = askedAt(times);
  want(1);
  times.now = 2999;
  want(2);
  assert.deepEqual(asked, [1]);
  times.now = 3000;
  want(3);
  assert.deepEqual(asked, [1, 3]);
});
