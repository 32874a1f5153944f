import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage } from "../page.js";

openPage();
const { withWords } = await import("../../../assets/shared/points.js");

const COUNTS = { type: "bar", x: ["2015-02-14", "2015-03-16"], y: [1064, null] };
const TOTALS = {
  type: "scatter",
  mode: "lines+markers",
  x: ["2015-02-28", "2015-03-01"],
  y: [2780, null],
  hovertemplate: "%{text} – %{y:,} reached<extra></extra>",
};
const COLUMNS = {
  ...COUNTS,
  y: [1200, 1200],
  hovertemplate: "%{hovertext}<extra></extra>",
  meta: { words: "{month} – {youth} in the month, {total} in all", hidden: "x" },
};

test("a column says its month’s count and the total, and filters by the month’s days", () => {
  openPage();
  const columns = withWords([TOTALS, COUNTS, COLUMNS])[2];
  assert.deepEqual(columns?.hovertext, [
    "February 2015 – 1,064 in the month, 2,780 in all",
    "March 2015 – x in the month, x in all",
  ]);
  assert.deepEqual(columns?.customdata, [
    "from=2015-02-01&to=2015-02-28",
    "from=2015-03-01&to=2015-03-31",
  ]);
});

test("a point of a line says its day in the reader’s language", () => {
  openPage();
  const [english, counts] = withWords([TOTALS, COUNTS]);
  assert.deepEqual(english?.text, ["February 28, 2015", "March 1, 2015"]);
  openPage({ lang: "fr-CA" });
  const [french, , columns] = withWords([TOTALS, COUNTS, COLUMNS]);
  assert.deepEqual(french?.text, ["28 février 2015", "1er mars 2015"]);
  assert.match(
    `${columns?.hovertext}`,
    /^février 2015 – 1\u00a0064 in the month, 2\u00a0780 in all/,
  );
  assert.equal(counts, COUNTS); // who says nothing stays as it is
});

test("words that were sent stay", () => {
  const sent = { ...TOTALS, text: ["x", "x"] };
  assert.deepEqual(withWords([sent]), [sent]);
});

test("what was sent as steps is added up", () => {
  const days = { from: "2015-01-31", steps: [0, 28, 31, 0] };
  const [trace] = withWords([{ mode: "lines", x: days, y: { steps: [5, null, -2, 7] } }]);
  assert.deepEqual(trace, {
    mode: "lines",
    x: ["2015-01-31", "2015-02-28", "2015-03-31", "2015-03-31"],
    y: [5, null, 3, 10],
  });
});
