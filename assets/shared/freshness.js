/* An open page notices newer data and offers to load them; it never changes by itself. */
import { whenDrawn } from "./drawn.js";
import { edition } from "./edition.js";
import { at } from "./site.js";

const EVERY_MS = 10_000;
const ADDRESS = at("/api/v1/freshness");

/** Nothing may lie on two states that one chooses between.
 *
 * @param {boolean} isNewer
 */
function offer(isNewer) {
  const newer = isNewer && !document.querySelector(".desk__conflict:not([hidden])");
  const line = /** @type {HTMLElement | null} */ (document.querySelector("#shell-news > p"));
  if (line && line.hidden === newer) line.hidden = !newer;
}

async function look() {
  if (document.hidden || edition() === undefined) return;
  try {
    const answer = await fetch(ADDRESS, { cache: "no-store" });
    if (answer.ok) offer((await answer.json()).edition !== edition());
  } catch {
    // Ignore a server that does not answer; requests for figures report it.
  }
}

window.setInterval(look, EVERY_MS);
document.addEventListener("visibilitychange", look);
whenDrawn((drawing) => {
  if (drawing.edition !== undefined) offer(false);
});
