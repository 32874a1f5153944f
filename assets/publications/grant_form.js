/* The form of a grant: its content for the API, missing fields, and differences from what somebody
   else saved in the meantime. */
/** @import { Said } from "../shared/form.js" */
/** @import { Fault } from "../shared/send.js" */
import { all, control, controls, first, on, place, placeOf } from "../shared/dom.js";
import { fieldOf, speaker } from "../shared/form.js";
import { said, told } from "../shared/words.js";

/**
 * @typedef {{
 *   partner: string, views: string[], locked: string, free: string[], language: string | null,
 *   publication: number | null, origins: string[], downloads: boolean, images: boolean,
 *   expires_on: string,
 * }} Body
 * @typedef {Omit<Body, "locked"> & {
 *   id: number, version: number, locked: [name: string, value: string][], revoked_on?: string,
 * }} Grant As the server tells it.
 */

const HELD = ["locked", "among"];
const OPEN = ["free", "among"];

export const speaking = speaker("embeds-said");
const { sentence } = speaking;

export const form = () =>
  /** @type {HTMLFormElement | null} */ (document.getElementById("embeds-form"));

/** @param {string} name */
const text = (name) => control(`embeds-${name}`);

/** @param {string} name */
const box = (name) => placeOf(HTMLInputElement, `embeds-${name}`);

/** @param {string} column */
const field = (column) => /** @type {HTMLElement} */ (fieldOf(place("embeds-form"), column));

/** @param {string} name */
const filterField = (name) => field(`filter-${name}`);

/* The filters: locked, free or neither, and the locked values. */
function filters() {
  return all(place("embeds-form"), "[data-mode]", HTMLSelectElement).map((select) => {
    const { mode: name = "" } = select.dataset;
    const [single] = controls(filterField(name), "[data-single]");
    const boxes = all(filterField(name), "[data-codes]:checked");
    const codes = boxes.flatMap((box) => (box.dataset.codes ?? "").split(" "));
    const values = single ? [single.value].filter(Boolean) : codes;
    return { name, mode: select.value, values: HELD.includes(select.value) ? values : [] };
  });
}

/** What stands in the form.
 *
 * @returns {Body}
 */
export function body() {
  const chosen = filters();
  const held = chosen.flatMap(({ name, values }) => values.map((value) => [name, value]));
  const number = text("publication").value;
  const origins = text("origins").value.split("\n");
  const views = all(place("embeds-form"), "[name=views]:checked", HTMLInputElement);
  return {
    partner: text("partner").value,
    views: views.map((box) => box.value),
    locked: `${new URLSearchParams(held)}`,
    free: chosen.filter(({ mode }) => OPEN.includes(mode)).map(({ name }) => name),
    language: text("language").value || null,
    publication: number ? Number(number) : null,
    origins: origins.map((line) => line.trim()).filter(Boolean),
    downloads: box("downloads").checked,
    images: box("images").checked,
    expires_on: text("expires_on").value,
  };
}

/** Faults found without the server: empty fields, and locked filters without a value.
 *
 * @returns {Said[]}
 */
export function missing() {
  const { partner, views, expires_on: day } = body();
  const empty = Object.entries({
    partner: !partner.trim(),
    views: !views.length,
    expires_on: !day,
  });
  const found = empty.filter(([, isEmpty]) => isEmpty).map(([column]) => column);
  const without = filters().filter(({ mode, values }) => HELD.includes(mode) && !values.length);
  return [
    ...found.map((column) => ({ column, words: sentence("needed") })),
    ...without.map(({ name }) => ofFilter(name, sentence("values"))),
  ];
}

/** A fault from the server with its field, and its value if the field takes several. The written
 * form of filters is left out, since they are chosen here.
 *
 * @param {Fault} fault
 * @returns {Said}
 */
export function inField(fault) {
  const [name] = fault.value.split("=");
  if (fault.column === "locked" && filterField(name)) {
    return ofFilter(name, `${said(fault.reason)}.`);
  }
  const words = told(fault);
  const isOrigin = fault.column === "origins" && fault.value;
  return { column: fault.column, words: isOrigin ? `${fault.value} – ${words}` : words };
}

/** @param {string} name
 * @param {string} words
 * @returns {Said}
 */
function ofFilter(name, words) {
  const within = filterField(name).querySelector(".embeds__values:not([hidden])");
  return {
    column: `filter-${name}`,
    words,
    within: /** @type {HTMLElement | null} */ (within),
  };
}

/** The label of a value in the form.
 *
 * @param {string} name
 * @param {unknown} value
 * @returns {string}
 */
function wordsOf(name, value) {
  if (value === true || value === false) return sentence(value ? "yes" : "no");
  if (Array.isArray(value)) return value.map((one) => wordsOf(name, one)).join(", ");
  const boxes = controls(place("embeds-form"), `[name="${name}"]`);
  const chosenBox = boxes.find((one) => one.value === value);
  if (chosenBox?.type === "checkbox") return labelOf(chosenBox);
  const select = document.getElementById(`embeds-${name}`);
  const options = select instanceof HTMLSelectElement ? [...select.options] : [];
  const chosen = options.find((one) => one.value === `${value ?? ""}`);
  return chosen?.textContent ?? `${value ?? ""}`;
}

/** @param {Element} control */
const labelOf = (control) => control.closest("label")?.textContent ?? "";

/** @param {string} name */
function titleOf(name) {
  const isBox = ["downloads", "images"].includes(name);
  const label = isBox ? labelOf(box(name)) : "";
  return label || (field(name).dataset.title ?? "");
}

/** @param {string} name
 * @param {[name: string, value: string][]} held
 * @param {string[]} free
 */
function filterWords(name, held, free) {
  const values = held.filter(([one]) => one === name).map(([, value]) => value);
  const isFree = free.includes(name);
  const chosen =
    isFree && values.length ? "among" : isFree ? "free" : values.length ? "locked" : "";
  const select = first(filterField(name), "[data-mode]", HTMLSelectElement);
  const mode = [...select.options].find((one) => one.value === chosen) ?? select.options[0];
  const labels = new Set(values.map((value) => labelOfValue(name, value)));
  return [mode.textContent, [...labels].join(", ")].filter(Boolean).join(" – ");
}

/** @param {string} name
 * @param {string} value
 */
function labelOfValue(name, value) {
  const single = filterField(name).querySelector("[data-single]");
  const known = single instanceof HTMLSelectElement ? [...single.options] : [];
  const option = known.find((one) => one.value === value);
  if (option) return option.textContent;
  const boxes = all(filterField(name), "[data-codes]");
  const found = boxes.find((one) => (one.dataset.codes ?? "").split(" ").includes(value));
  return found ? labelOf(found) : value;
}

/** The fields that differ between what stands here and a grant as it is now.
 *
 * @param {Grant} now
 */
export function differing(now) {
  const mine = body();
  const held = [...new URLSearchParams(mine.locked)];
  const { locked: _, free, ...plain } = mine;
  const found = Object.entries(plain).map(([name, value]) => ({
    title: titleOf(name),
    theirs: wordsOf(name, now[/** @type {keyof Grant} */ (name)]),
    mine: wordsOf(name, value),
  }));
  const ofFilters = filters().map(({ name }) => ({
    title: filterField(name).dataset.title ?? "",
    theirs: filterWords(name, now.locked, now.free),
    mine: filterWords(name, held, free),
  }));
  return [...found, ...ofFilters].filter((one) => one.theirs !== one.mine);
}

document.addEventListener("change", (event) => {
  const select = on(event, "#embeds-form [data-mode]", HTMLSelectElement);
  if (!select) return;
  const values = first(filterField(select.dataset.mode ?? ""), ".embeds__values");
  values.hidden = !HELD.includes(select.value);
});
