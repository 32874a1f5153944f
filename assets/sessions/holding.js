/* The session in hand: the one that the form shows. */
/** @import { Hand } from "./hand.d.ts" */

/** @type {Hand | null} */
let at = null;

/** @param {Hand} hand */
export function take(hand) {
  at = hand;
}

export const inHand = () => /** @type {Hand} */ (at);

/** The same; `null` before the form was first drawn. */
export const held = () => at;
