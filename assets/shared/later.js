/* Ask for the content of a fold when it is opened, or pointed at: the answers before left it out. */
import { all, first, on } from "./dom.js";
import { redraw, whenDrawn } from "./drawn.js";
import { isWaiting, isWanted, miss, want } from "./folds.js";
import { isAsking, whenMissed } from "./unanswered.js";

const REST_MS = 80; // a pointer that passes asks nothing
const FOLD = "details[data-later]";
let timer = 0;

/** Say that the content of a fold is on its way, or did not come; nothing once it is there.
 *
 * @param {HTMLDetailsElement} fold
 * @param {"loading" | "missed"} [why]
 */
function say(fold, why) {
  const into = first(fold, ".more__loading");
  const words = (why && into.dataset[why]) ?? "";
  if (into.textContent !== words) into.textContent = words;
}

/** @param {HTMLDetailsElement} fold */
function load(fold) {
  if (fold.open) say(fold, "loading");
  if (isWanted(fold)) return; // it is asked for already
  want(fold);
  redraw();
}

document.addEventListener(
  "toggle",
  ({ target }) => {
    if (!(target instanceof HTMLDetailsElement) || !target.matches(FOLD)) return;
    if (target.open && isWaiting(target)) load(target);
  },
  true,
);

/** @param {Event} event */
function point(event) {
  window.clearTimeout(timer);
  const fold = on(event, `${FOLD} > summary`)?.parentElement;
  if (!(fold instanceof HTMLDetailsElement) || !isWaiting(fold)) return;
  timer = window.setTimeout(() => {
    if (!isAsking() && isWaiting(fold)) load(fold);
  }, REST_MS);
}

document.addEventListener("focusin", point);
document.addEventListener("pointerover", (event) => {
  if (event.pointerType === "mouse") point(event); // a finger that points has chosen
});

const openFolds = () => all(document, `${FOLD}[open]`, HTMLDetailsElement);

function missed() {
  miss();
  for (const fold of openFolds()) if (isWaiting(fold)) say(fold, "missed");
}

/* An answer that was asked for while a fold was closed may come after it was opened. */
whenDrawn(({ stale }) => {
  if (stale) return missed();
  for (const fold of openFolds()) {
    if (isWaiting(fold)) load(fold);
    else say(fold);
  }
});

whenMissed(missed);
