/* The dialog of a grid's cell, filled from the cell and the advice for its two categories. */
import { all, first, on, place, placeOf } from "./dom.js";

const DIALOG = "grid-dialog";

/** @param {HTMLElement} cell */
function titleOf(cell) {
  const name = first(cell, ".visually-hidden").textContent ?? "";
  const count = first(cell, ".grid__count").firstChild?.textContent ?? "";
  const level = cell.querySelector(".grid__level")?.textContent?.trim() ?? "";
  const counted = `${name.trim()} ${count.trim()}`;
  return level && count !== "0" ? `${counted}, ${level}` : counted; // “0 none” says it twice
}

/** @param {HTMLElement} cell */
function open(cell) {
  const [language, venueType] = (cell.dataset.key ?? "").split(" ");
  const advice = all(document, "[data-advice]").filter(
    (one) => one.dataset.advice === `${language} ${venueType}`,
  );
  const copies = advice.flatMap((one) => [...one.cloneNode(true).childNodes]);
  const filter = place(`${DIALOG}-filter`);
  const opens = cell.dataset.opens ?? "";
  place(`${DIALOG}-title`).textContent = titleOf(cell);
  place(`${DIALOG}-advice`).replaceChildren(...copies);
  filter.dataset.on ??= filter.textContent ?? "";
  const isChosen = cell.classList.contains("grid__cell--chosen");
  filter.textContent = (isChosen ? filter.dataset.off : filter.dataset.on) ?? "";
  filter.dataset.toggle = opens;
  placeOf(HTMLDialogElement, DIALOG).showModal();
}

document.addEventListener("click", (event) => {
  const cell = on(event, ".grid__cell[data-opens]");
  if (cell) return open(cell);
  const dialog = on(event, `#${DIALOG}`, HTMLDialogElement);
  const isBehind = dialog === event.target; // the backdrop is the dialog's own
  if (dialog && (isBehind || on(event, `#${DIALOG}-close, #${DIALOG}-filter`))) dialog.close();
  return undefined;
});
