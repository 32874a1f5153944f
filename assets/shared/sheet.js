/* On a phone, filters open in a sheet. It is a native dialog: the page behind is inert, Escape
   closes it, and the focus returns. The folds are moved into it and back, since callbacks allow
   only one of each. */
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

/** Close the sheet when the page has a message. */
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

/* On a wider screen, move the folds back into the bar. */
window.matchMedia("(min-width: 40.01rem)").addEventListener("change", closeSheet);
