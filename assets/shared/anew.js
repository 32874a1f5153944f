/* An answer for another drawing than the page's is asked for anew, as a whole. It fits then: nothing is
   left out that the page might lack. A server whose answers never fit is not asked without end. */
import { redraw } from "./drawn.js";
import { forgetAll } from "./shown.js";

const MOST = 3; // in a row
let asked = 0;

/** @throws when no answer fitted: who draws tells it, and asks once a reader wants to try again */
export function askAnew() {
  forgetAll();
  if (asked === MOST) {
    asked = 0;
    throw new Error("The server's answers do not fit the page");
  }
  asked += 1;
  redraw();
}

/** An answer fits: from here on, others may be asked for anew. */
export function fitted() {
  asked = 0;
}
