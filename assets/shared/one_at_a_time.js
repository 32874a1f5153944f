/* Ask one question at a time while a control moves. Of those that come meanwhile, only the latest
   is asked. */

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

  /* Called when an answer was drawn: what is shown is what was asked last. */
  function done() {
    since = Number.NEGATIVE_INFINITY;
    if (waiting) want(waiting.thing);
  }

  return { want, done };
}
