/* Files that were refused lately: which, when, whose and why; only where there are any. */
/** @import { Refused } from "./answers.d.ts" */
import { node } from "../shared/dom.js";
import { said as inReaders, number, time } from "../shared/words.js";
import { said, tell } from "./zone.js";

const TITLE = "import-refused-title";

/** @param {Refused[]} files the newest first */
export function draw(files) {
  if (!files.length) return tell("import-refused");
  const headings = ["when", "file", "who", "why"].map((name) => said(name));
  const column = (/** @type {string} */ title) =>
    node("th", { scope: "col", role: "columnheader" }, title);
  return tell(
    "import-refused",
    node("h3", { id: TITLE }, said("refused")),
    node(
      "table",
      { class: "import__list", role: "table", "aria-labelledby": TITLE },
      node("thead", { role: "rowgroup" }, node("tr", { role: "row" }, ...headings.map(column))),
      node("tbody", { role: "rowgroup" }, ...files.map((one) => row(one, headings))),
    ),
  );
}

/** @param {Refused} one
 * @param {string[]} headings
 */
function row(one, headings) {
  const count = one.fault_count > 1 ? ` (${number(one.fault_count)})` : "";
  const cells = [fileOf(one), one.author || "..", `${inReaders(one.reason)}${count}`];
  return node(
    "tr",
    { role: "row" },
    node("th", { scope: "row", role: "rowheader" }, time(one.at)),
    ...cells.map((cell, at) =>
      node("td", { role: "cell", "data-label": headings[at + 1] ?? "" }, cell),
    ),
  );
}

/** Its name; its format where the name was not kept.
 *
 * @param {Refused} one
 */
function fileOf({ file_name: name, format }) {
  if (name) return name;
  return said("nameless", { format: format === "other" ? ".." : format.toUpperCase() });
}
