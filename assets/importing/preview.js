/* The preview of a file: five counts that open their rows, then the next steps. */
/** @import { Fault } from "../shared/send.js" */
/** @import { Actions, Count, Field, Looked, Mapping, Preview } from "./answers.d.ts" */
import { button, node, place } from "../shared/dom.js";
import { said as inReaders, number } from "../shared/words.js";
import * as constants from "./constants.js";
import * as copies from "./copies.js";
import { details } from "./details.js";
import * as mapping from "./mapping.js";
import { isUnknown, unexplained } from "./meanings.js";
import * as odd from "./odd.js";
import { ofFile, ofWhole, remarks, warnings } from "./remarks.js";
import * as sheets from "./sheets.js";
import { faultTable } from "./tables.js";
import * as waits from "./waits.js";
import { said, tell } from "./zone.js";

const TILES = ["new", "changes", "unchanged", "faulty-rows", "duplicates"];
/** @type {Record<string, Count>} */
const COUNTS = { changes: "changed", "faulty-rows": "faulty" };

/* The counts */

/**
 * @param {Preview} preview
 * @param {string} tile
 */
const countOf = (preview, tile) => preview.counts[COUNTS[tile] || /** @type {Count} */ (tile)];

/** @param {Looked} at
 * @param {string} name
 * @param {() => void} redraw
 */
function tile(at, name, redraw) {
  const count = countOf(at.preview, name);
  const inside = [
    node("span", { class: "import__count" }, number(count)),
    node("span", {}, said(name, { count })),
  ];
  if (count === 0) return node("div", { class: "import__tile" }, ...inside);
  const made = node(
    "button",
    {
      type: "button",
      class: `import__tile import__tile--${name}`,
      id: `import-tile-${name}`,
      "aria-expanded": "false",
      "aria-controls": "import-detail",
    },
    ...inside,
  );
  made.addEventListener("click", () => open(at, name, redraw));
  return made;
}

/** @param {Looked} at
 * @param {() => void} redraw
 */
function numbers(at, redraw) {
  const tiles = TILES.map((name) => tile(at, name, redraw));
  return [
    at.preview.complete ? node("p", {}, said("whole", { count: at.preview.counts.rows })) : "",
    node("div", { class: "import__tiles" }, ...tiles),
  ];
}

/** Open one count's rows at a time; pressing it again closes them.
 *
 * @param {Looked} at
 * @param {string} name
 * @param {() => void} redraw
 */
function open(at, name, redraw) {
  const detail = place("import-detail");
  const closes = detail.dataset.shows === name;
  document.querySelectorAll(".import__tile[aria-expanded]").forEach((one) => {
    const isOpen = !closes && one.id === `import-tile-${name}`;
    one.setAttribute("aria-expanded", `${isOpen}`);
  });
  detail.dataset.shows = closes ? "" : name;
  if (closes) return detail.replaceChildren();
  const tag = name === "unchanged" ? "p" : "h3";
  const title = node(tag, {}, said(`about-${name === "faulty-rows" ? "faulty" : name}`));
  detail.replaceChildren(title, ...details[name](at, redraw));
  const isBelow = title.getBoundingClientRect().bottom > window.innerHeight;
  return isBelow ? title.scrollIntoView({ block: "center" }) : undefined;
}

/* The ways on */

/**
 * @param {string} words
 * @param {() => void} act
 */
function large(words, act) {
  const made = node("button", { type: "button", class: "btn desk__save" }, words);
  made.addEventListener("click", act);
  return made;
}

/** @param {Looked} at */
const toWrite = (at) => at.preview.counts.new + at.preview.counts.changed - copies.countLeft(at);

/** Whether the missing columns can only be given for all rows: no unknown column could be one.
 *
 * @param {Preview} preview
 * @param {Field[]} lacks
 */
const canAllBeSaid = ({ columns }, lacks) =>
  lacks.every(({ constant }) => constant) && !columns.some(isUnknown);

/** @param {{ preview: Preview }} at */
function whyNot(at) {
  const { preview } = at;
  const { counts, waiting, faults } = preview;
  const lacks = constants.missing(preview);
  if (lacks.length && canAllBeSaid(preview, lacks)) return said("answer-first");
  if (lacks.length) {
    return said("map-first", { columns: lacks.map(({ title }) => inReaders(title)).join(", ") });
  }
  if (!counts.rows && faults.length) return said("mend-first");
  const count = counts.new + counts.changed;
  if (waiting.length && count) return said("then-import", { count });
  if (unexplained(preview).length) return said("words-first");
  if (counts.faulty) return said("rows-first");
  const isAllThere = counts.unchanged > 0 && counts.unchanged === counts.rows;
  return said(isAllThere ? "all-there" : "nothing");
}

/** Which question comes first, if one is open.
 *
 * @param {Preview} preview
 */
function openFirst(preview) {
  if (sheets.isOpen(preview)) return "sheets-first";
  return odd.isOpen(preview) ? "odd-first" : "";
}

/** @param {Looked} at
 * @param {Actions} actions
 */
function ways(at, actions) {
  const { preview } = at;
  const count = toWrite(at);
  const found = [];
  const open = openFirst(preview);
  if (at.isDirty) {
    found.push(large(said("look"), actions.look), node("p", {}, said("look-first")));
  } else if (open) {
    found.push(node("p", { class: "import__why" }, said(open)));
  } else if (preview.can_import && copies.isOpen(at)) {
    found.push(node("p", { class: "import__why" }, said("copies-first")));
  } else if (preview.can_import && count > 0) {
    const name = preview.counts.faulty ? "import-right" : "import";
    found.push(large(said(name, { count }), actions.bringIn));
  } else {
    found.push(node("p", { class: "import__why" }, whyNot(at)));
  }
  if (preview.counts.faulty && !at.isDirty && !open && preview.complete) {
    const faulty = { count: preview.counts.faulty };
    const get = button(said("download", faulty), actions.download);
    const about = node("p", { class: "import__hint" }, said("download-about"));
    found.push(node("div", {}, get, about));
  }
  found.push(button(said("another"), actions.putAside));
  return found;
}

/** @param {string} words */
function title(words) {
  const about = { id: "import-what", tabindex: "-1", "aria-describedby": "import-summary" };
  return node("h2", about, words);
}

/** What is heard with the title.
 *
 * @param {Looked} at
 */
function summary(at) {
  const { preview } = at;
  if (at.isDirty) return said("look-first");
  const open = openFirst(preview);
  if (open) return said(open);
  const asks = preview.can_import && copies.isOpen(at) ? said("copies-first") : "";
  const why = waits.isOpen(preview) ? whyNot({ preview }) : asks;
  const told = [...ofWhole(preview), why, said("summary", preview.counts)];
  return told.filter(Boolean).join(" ");
}

/** @param {{ header: string }} column */
const headerOf = ({ header }) => header;

/** Faults of headers that must be corrected before any row can be checked, without those asked
 * about and those of columns that `whyNot` names.
 *
 * @param {Preview} preview
 */
function ofHeaders(preview) {
  const { counts, can_import: canImport } = preview;
  const lacks = constants.missing(preview);
  const told = canAllBeSaid(preview, lacks) ? [] : lacks.map(({ code }) => code);
  const asked = new Set([...preview.columns.filter(isUnknown).map(headerOf), ...told]);
  const faults = preview.faults.filter(({ column }) => !asked.has(column ?? ""));
  const several = sheets.several(preview);
  const isTold = !counts.rows || (several && !canImport && !counts.faulty);
  return isTold && faults.length ? faultTable(faults, several) : "";
}

/** @param {Looked} at
 * @param {Actions} actions
 */
export function show(at, actions) {
  const { preview } = at;
  at.isDirty = false;
  const waysOn = node("div", { id: "import-ways", class: "import__ways" });
  const heard = node("p", { id: "import-summary", class: "visually-hidden" });
  const redraw = () => {
    heard.textContent = summary(at);
    waysOn.replaceChildren(...ways(at, actions));
    waysOn.classList.toggle("import__ways--next", Boolean(at.isDirty)); // answers stand far below
    if (asked) asked.hidden = Boolean(at.isDirty); // other rows may be likely duplicates then
    copies.follow(at);
    waiting.follow();
    meanings.follow();
  };
  const dirty = (/** @type {Mapping} */ draft) => {
    at.isDirty = true;
    actions.mapped(draft);
    redraw();
  };
  const chosen = (/** @type {string[]} */ names) => {
    at.isDirty = true;
    actions.chosen(names);
    redraw();
  };
  const answered = () => {
    at.isDirty = true;
    redraw();
  };
  const hasNumbers = preview.counts.rows && !openFirst(preview);
  const areSheetsClear = !sheets.isOpen(preview);
  const meant = mapping.ways(at, { ...actions, dirty });
  const meanings = mapping.draw(at, meant, actions);
  const waiting = waits.draw(preview, meant);
  const detail = node("div", { id: "import-detail" });
  const counted = hasNumbers ? numbers(at, redraw) : [];
  const showRows = () => {
    if (detail.dataset.shows !== "duplicates") open(at, "duplicates", redraw);
  };
  const asked = preview.can_import && hasNumbers ? copies.draw(at, { redraw, showRows }) : "";
  const told = [detail, warnings(preview), remarks(preview), meanings.box];
  const isWaiting = areSheetsClear && waits.isOpen(preview);
  const parts = isWaiting
    ? [waysOn, ofHeaders(preview), ...counted, ...told]
    : [...counted, asked, waysOn, ofHeaders(preview), ...told];
  tell(
    "import-preview",
    title(said("what", { name: at.file.name })),
    heard,
    ...ofWhole(preview).map((words) => node("p", { class: "import__why" }, words)),
    ...ofFile(preview),
    sheets.draw(at, chosen),
    areSheetsClear ? waiting.box : "",
    odd.draw(at, answered),
    ...parts,
  );
  redraw();
  place("import-preview").hidden = false;
  place("import-what").focus();
}

/** @param {{ file: File }} at
 * @param {Fault[]} faults
 * @param {Actions} actions
 */
export function showRefused(at, faults, actions) {
  tell(
    "import-preview",
    title(said("unreadable", { name: at.file.name })),
    faultTable(faults),
    node("p", { id: "import-summary" }, button(said("another"), actions.putAside)),
  );
  place("import-preview").hidden = false;
  place("import-what").focus();
}
