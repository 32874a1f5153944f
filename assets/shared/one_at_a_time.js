/* Asking while something moves: one question at a time, so that none piles up, and of those that come
   meanwhile only the latest. */

const PATIENCE_MS = 3000; // an answer that is lost does not hold up the next question

/**
 * @template T
 * @param {(thing: T) => void} ask
 * @param {() => number} [now] a clock, in ms
 */
export function oneAtATime(ask, now = () => performance.now()) {
  /** @type {{ thing: T } | null} */
  let waiting = null;
  let since = Number.NEGATIVE_INFINITY;

  /** @param {T} thing */
  function want(thing) {
    if (now() - since < PATIENCE_MS) {
      waiting = { thing };
      return;
    }
    waiting = null;
    since = now();
    ask(thing);
  }

  /* The question was answered, or another one: what is shown is what was asked last. */
  function done() {
    since = Number.NEGATIVE_INFINITY;
    if (waiting) want(waiting.thing);
  }

  return { want, done };
}
