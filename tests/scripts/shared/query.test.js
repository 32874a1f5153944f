import assert from "node:assert/strict";
import test from "node:test";
import { openPage } from "../page.js";

openPage();
const {
  differences,
  filtersOf,
  holds,
  inOrder,
  keeping,
  NAMES,
  toggled,
  valuesOf,
  without,
  withQuery,
  withValues,
} = await import("../../../assets/shared/query.js");

/** @import { Pairs } from "../../../assets/shared/query.js" */

const read = (/** @type {string} */ written) => new URLSearchParams(written);

test("the same choices are always written alike, filters first", () => {
  const query = read("tab=list&age=15-17&age=12-14&age=15-17&language=fr&from=&sort=last");
  assert.equal(`${inOrder(query)}`, "language=fr&age=12-14&age=15-17&tab=list&sort=last");
});

test("the whole project is what is shown without a word", () => {
  assert.equal(`${inOrder(read("period=project"))}`, "");
  assert.equal(valuesOf(read("")).at(NAMES.indexOf("period")), "project");
});

test("filters are told from the options of a view", () => {
  assert.equal(`${filtersOf(read("tab=list&venue=HS-01&page=2"))}`, "venue=HS-01");
});

test("a link keeps the filters, and its own options and place", () => {
  /** @type {(keep: string, hash?: string) => any} */
  const link = (keep, hash = "") => ({ pathname: "/en/explore", hash, dataset: { keep } });
  assert.equal(keeping(link("", "#grid"), "language=fr"), "/en/explore?language=fr#grid");
  assert.equal(keeping(link("", "#grid"), ""), "/en/explore#grid");
  assert.equal(keeping(link("span=12"), "language=fr"), "/en/explore?language=fr&span=12");
});

test("controls and query say the same both ways", () => {
  const written = "language=fr&language=en&venue=HS-01&from=2015-01-01";
  const query = inOrder(read(written));
  const again = withValues(read("tab=list&kind=discussion"), valuesOf(query));
  assert.equal(`${filtersOf(again)}`, `${query}`);
  assert.equal(again.get("tab"), "list");
});

test("a control that nobody has is empty", () => {
  assert.equal(
    `${withValues(
      read("language=fr"),
      NAMES.map(() => null),
    )}`,
    "",
  );
});

test("one more of a filter that takes many is added, and again undoes it", () => {
  const once = toggled(read("age=12-14&page=3"), [["age", "15-17"]]);
  assert.equal(`${once}`, "age=12-14&age=15-17");
  assert.equal(`${toggled(once, [["age", "15-17"]])}`, "age=12-14");
});

test("of a filter that takes one, the other goes", () => {
  assert.equal(`${toggled(read("from=2015-01-01"), [["from", "2015-02-01"]])}`, "from=2015-02-01");
});

test("a cell of a table stands alone, and again undoes both", () => {
  /** @type {Pairs} */
  const cell = [
    ["from", "2015-02-01"],
    ["to", "2015-02-28"],
  ];
  const query = toggled(read("language=fr&from=2014-09-01"), cell);
  assert.equal(`${query}`, "language=fr&from=2015-02-01&to=2015-02-28");
  assert.ok(holds(query, cell));
  assert.equal(`${toggled(query, cell)}`, "language=fr");
});

test("a cell of two filters that take many stands alone, too", () => {
  /** @type {Pairs} */
  const cell = [
    ["age", "12-14"],
    ["venue_type", "shelter"],
  ];
  const query = toggled(read("age=15-17"), cell);
  assert.equal(`${inOrder(query)}`, "age=12-14&venue_type=shelter");
});

test("what is toggled leaves the query that it was asked of as it is", () => {
  const query = read("age=12-14");
  toggled(query, [["age", "12-14"]]);
  assert.equal(`${query}`, "age=12-14");
});

test("a badge takes away one value, or every filter", () => {
  const query = read("age=12-14&age=15-17&tab=list");
  assert.equal(`${without(query, { remove: "age", value: "12-14" })}`, "age=15-17&tab=list");
  assert.equal(`${without(query, {})}`, "tab=list");
});

test("no question mark stands where nothing is asked", () => {
  assert.equal(withQuery("/en/explore", read("")), "/en/explore");
  assert.equal(withQuery("/en/explore", "age=12-14"), "/en/explore?age=12-14");
});

test("what differs between two queries is what was added and what was removed", () => {
  const before = read("language=fr&age=15-17");
  const after = read("age=15-17&from=2015-01-01");
  assert.deepEqual(differences(before, after), {
    added: ["from=2015-01-01"],
    removed: ["language=fr"],
  });
});
