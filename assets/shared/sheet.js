/* On a phone the filters stand in a sheet while they are chosen: a native dialog, so that the page
   behind is out of reach, Escape closes, and the focus returns. The folds are taken in and put back;
   there is one of each, as callbacks want it. */
import { first, on } from "./dom.js";

/** @returns {HTMLDialogElement | null} */
const sheet = () => document.querySelector("dialog.sheet");

/** @param {HTMLDialogElement} dialog */
function open(dialog) {
  const groups = first(document, ".filters__groups");
  first(dialog, ".sheet__head").after(groups);
  dialog.addEventListener("close", () => dialog.before(groups), { once: true });
  dialog.showModal();
  first(dialog, "h2").focus();
}

/** Whoever must be told something is told it on the page. */
export function closeSheet() {
  if (sheet()?.open) sheet()?.close();
}

document.addEventListener("click", (event) => {
  const dialog = sheet();
  if (!dialog) return;
  const isBehind = event.target === dialog;
  if (on(event, ".filters__open")) open(dialog);
  else if (isBehind || on(event, "[data-close]")) closeSheet();
});

/* Turned, or made wider: the folds stand in the bar again, where they would be missed. */
window.matchMedia("(min-width: 40.01rem)").addEventListener("change", closeSheet);
