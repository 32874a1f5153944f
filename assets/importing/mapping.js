/* Controls for the meanings of columns and words: recognised ones, and ones given by hand. */
/** @import { Actions, Column, Field, Looked, Mapping, Preview, Say, Value, Ways } from "./answers.d.ts" */
import { all, button, node } from "../shared/dom.js";
import { send, why } from "../shared/send.js";
import { said as inReaders, told } from "../shared/words.js";
import * as constants from "./constants.js";
import {
  assign,
  copied,
  explain,
  isSaid,
  isUnexplained,
  isUnknown,
  left,
  mayBeBlank,
  PASSED_OVER,
} from "./meanings.js";
import { shownOf, table, titled } from "./tables.js";
import { said } from "./zone.js";

const LONGEST_NAME = 80;
const MOST_ASKED = 30; // columns at a time

/** @typedef {{ code: string, title: string }} Option */

/** @param {string} id
 * @param {string} name
 * @param {Option[]} options
 * @param {string} chosen
 * @param {(code: string) => void} act
 */
function select(id, name, options, chosen, act) {
  const made = node("select", { class: "form-select", id, "aria-label": name });
  made.append(...options.map(({ code, title }) => node("option", { value: code }, title)));
  made.value = chosen;
  made.addEventListener("change", () => act(made.value));
  return made;
}

/** @param {Field} field
 * @returns {Option}
 */
const named = (field) => ({ code: field.code, title: titled(field, field.code) });

/** @param {Column} column
 * @param {Field[]} fields
 * @returns {Option[]}
 */
function optionsFor(column, fields) {
  const { column: code, personal, passed_over: passed } = column;
  const choose = code || passed ? [] : [{ code: "", title: said("choose") }];
  const isOther = code && !fields.some((field) => field.code === code);
  return [
    ...choose,
    ...(isOther ? [{ code, title: titled(column, code) }] : []),
    ...(personal ? [] : fields.map(named)), // what says who somebody is means nothing of ours
    { code: PASSED_OVER, title: said("pass") },
  ];
}

/** @param {Column} column
 * @param {Field[]} fields
 * @param {Ways} ways
 */
function columnRow(column, fields, { map, ignore }) {
  const header = column.header || said("no-header", { number: column.position + 1 });
  const choice = select(
    `import-column-${column.position}`,
    said("meant-by", { header }),
    optionsFor(column, fields),
    column.passed_over ? PASSED_OVER : column.column || "",
    (code) => map((draft) => assign(draft, column.header, code)),
  );
  const isHeld = column.personal && !column.passed_over;
  const about = isHeld ? said("personal") : column.sample.join(" · ");
  const samples = node("span", { class: "import__sample" }, about);
  const meant = node("div", { class: "import__meant" }, choice);
  if (isUnknown(column)) meant.append(ignoring(column.header, ignore));
  const probable = isUnknown(column) && fields.find((field) => field.code === column.probable);
  if (probable) meant.append(offering(named(probable), choice));
  return [node("span", { class: "import__header" }, header), samples, meant];
}

/** @param {string} header
 * @param {Ways["ignore"]} ignore
 */
function ignoring(header, ignore) {
  const made = button(said("ignore"), () => ignore({ headers: [header] }));
  made.setAttribute("aria-label", said("ignore-one", { name: header }));
  return made;
}

/** @param {string} name
 * @param {Column[]} shown
 * @param {Preview} preview
 * @param {Ways} ways
 */
function columnTable(name, shown, { fields }, ways) {
  const headings = ["column-header", "sample", "meant"].map((one) => said(one));
  const rows = shown.map((column) => columnRow(column, fields, ways));
  return table(name, headings, rows);
}

/** The recognised columns; the others are asked about, see `waits`.
 *
 * @param {Looked} at
 * @param {Ways} ways
 */
function columns({ preview }, ways) {
  const known = preview.columns.filter((column) => !isUnknown(column));
  if (!known.length) return "";
  const words = said("columns", { count: known.length });
  return node(
    "details",
    { class: "more import__mapping", id: "import-columns" },
    node("summary", {}, words),
    columnTable(words, known, preview, ways),
  );
}

/** @param {Value} entry
 * @param {number} at
 * @param {Preview} preview
 * @param {string} columnTitle
 * @param {Say} map
 */
function valueRow(entry, at, preview, columnTitle, map) {
  const name = said("value-meant", { value: entry.value, column: columnTitle });
  const known = preview.options[entry.column].map(named);
  const blank = mayBeBlank(preview, entry) ? [{ code: PASSED_OVER, title: said("pass") }] : [];
  const options = [{ code: "", title: said("choose") }, ...known, ...blank];
  const chosen = entry.meant === "" ? PASSED_OVER : entry.meant || "";
  const choice = select(`import-value-${at}`, name, options, chosen, (code) =>
    map((draft) => explain(draft, entry, code)),
  );
  const rows = said("rows", { count: entry.rows });
  const meant = node("div", { class: "import__meant" }, choice);
  const probable = isUnexplained(entry) && known.find(({ code }) => code === entry.probable);
  if (probable) meant.append(offering(probable, choice));
  if (isUnexplained(entry) && entry.advice) {
    meant.append(node("p", { class: "import__hint" }, `${inReaders(entry.advice)}.`));
  }
  return [columnTitle, node("span", { class: "import__header" }, entry.value), rows, meant];
}

/** A button that chooses what a column or a value probably means.
 *
 * @param {Option} probable
 * @param {HTMLSelectElement} choice
 */
function offering({ code, title }, choice) {
  const words = said("probably", { meant: title });
  const made = button(words, () => {
    choice.value = code;
    choice.dispatchEvent(new Event("change"));
    choice.focus();
    made.remove();
  });
  made.setAttribute("aria-label", `${words} ${choice.ariaLabel}`);
  return made;
}

/** The words of the file, and how their count follows what is said of them.
 *
 * @param {Looked} at
 * @param {Mapping} draft
 * @param {Say} map
 */
function values({ preview }, draft, map) {
  const { values: found, fields } = preview;
  if (!found.length) return { fold: "", follow() {} };
  const titles = new Map(fields.map(named).map(({ code, title }) => [code, title]));
  const headings = ["column", "value", "column-rows", "meant"].map((name) => said(name));
  const rows = found.map((entry, at) =>
    valueRow(entry, at, preview, titles.get(entry.column) ?? entry.column, map),
  );
  const summary = node("summary", {});
  const about = node("p", { class: "import__hint" }, said("values-about"));
  const fold = node(
    "details",
    { class: "more import__mapping", id: "import-values" },
    summary,
    about,
    table("", headings, rows),
  );
  const follow = () => {
    const count = left(preview, draft).words.length;
    const words = count ? said("values", { count }) : said("matched", { count: found.length });
    summary.textContent = words;
    about.hidden = count === 0;
    for (const one of all(fold, ".import__scroll, .import__table")) one.ariaLabel = words;
  };
  fold.open = found.some(isUnexplained);
  return { fold, follow };
}

/* Remembering */

/** @param {string} name
 * @param {Mapping} mapping
 * @param {Preview} preview
 * @returns {Promise<string>} what came of it
 */
async function keep(name, mapping, preview) {
  if (!name) return said("unnamed");
  const headers = preview.columns.map(({ header }) => header);
  const path = `mappings/${encodeURIComponent(name)}`;
  const answer = await send("PUT", path, { ...mapping, headers });
  if (answer.status === 200) return said("kept", { name });
  if (answer.faults) return answer.faults.map(told).join(" ");
  if (answer.status === 401) return said("signedout");
  if (answer.status === 403) return said("forbidden");
  return why(answer, said("not-kept"), said("not-kept"));
}

/** @param {Mapping} draft
 * @param {Preview} preview
 */
function remember(draft, preview) {
  const id = "import-mapping-name";
  const name = node("input", {
    id,
    class: "form-control",
    maxlength: `${LONGEST_NAME}`,
    autocomplete: "off",
    "aria-describedby": "import-mapping-about",
  });
  name.value = preview.mapping_name || "";
  const outcome = node("p", { class: "import__hint", role: "status" });
  const form = node(
    "form",
    { class: "import__remember" },
    node("div", {}, node("label", { for: id }, said("remember")), name),
    node("button", { type: "submit", class: "chip" }, said("keep")),
    node("p", { class: "import__hint", id: "import-mapping-about" }, said("remember-about")),
    outcome,
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    outcome.textContent = await keep(name.value.trim(), draft, preview);
  });
  return form;
}

/** @param {Looked} at
 * @param {Actions} actions
 */
function inForce({ preview }, actions) {
  const { mapping_name: name } = preview;
  if (!name) return "";
  const forget = button(said("forget"), async () => {
    const answer = await send("DELETE", `mappings/${encodeURIComponent(name)}`, {});
    if (answer.status !== 200 && answer.status !== 404) return actions.say(said("not-kept"));
    await actions.lookAfresh();
    return actions.say(said("forgotten", { name }));
  });
  return node("p", { class: "desk__ways" }, said("in-force", { name }), " ", forget);
}

/** The columns without a meaning, to be given one.
 *
 * @param {Preview} preview
 * @param {Ways} ways
 */
export function unknown(preview, ways) {
  const all = preview.columns.filter(isUnknown);
  const shown = all.slice(0, MOST_ASKED);
  const made = columnTable(said("unrecognised", { count: all.length }), shown, preview, ways);
  return node("div", { class: "import__mapping" }, made, shownOf(shown.length, all.length));
}

/** The ways to change the mapping. `map` changes the draft; a new preview is made on request.
 * `mapNow` and `ignore` change the draft and make the preview.
 *
 * @param {Looked} at
 * @param {Actions & { dirty: (draft: Mapping) => void }} actions
 * @returns {Ways}
 */
export function ways(at, actions) {
  const draft = copied(at.draft || at.preview.mapping);
  /** @type {Say} */
  const map = (change) => {
    change(draft);
    actions.dirty(draft);
  };
  /** @type {Say} */
  const mapNow = (change) => {
    map(change);
    actions.look();
  };
  /** @type {Ways["ignore"]} */
  const ignore = ({ headers = [], words = [] }) =>
    mapNow(() => {
      for (const header of headers) assign(draft, header, PASSED_OVER);
      for (const entry of words) explain(draft, entry, PASSED_OVER);
    });
  return { draft, map, mapNow, ignore };
}

/** The folds of meanings, and how they follow what is said.
 *
 * @param {Looked} at
 * @param {Ways} ways
 * @param {Actions} actions
 */
export function draw(at, ways, actions) {
  const { draft, map } = ways;
  const form = remember(draft, at.preview);
  form.hidden = !isSaid(draft);
  /** @type {Say} */
  const shows = (change) => {
    form.hidden = false;
    map(change);
  };
  const { fold, follow } = values(at, draft, shows);
  const box = node(
    "div",
    { class: "import__meanings" },
    inForce(at, actions),
    fold,
    columns(at, { ...ways, map: shows }),
    constants.fold(at, { ...ways, map: shows }),
    form,
  );
  return { box, follow };
}
