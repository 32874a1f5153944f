import assert from "node:assert/strict";
import test from "node:test";
import {
  assign,
  copied,
  explain,
  ignorable,
  isSaid,
  isUnknown,
  left,
  PASSED_OVER,
  unexplained,
} from "../../../assets/importing/meanings.js";

/** @import { Column, Preview } from "../../../assets/importing/answers.d.ts" */

const title = { en: "", fr: "" };
const FIELDS = [
  { code: "kind", title, needed: true },
  { code: "note", title, needed: false },
];

test("what is changed is a copy", () => {
  const mapping = { columns: { Datum: "date" } };
  const draft = copied(mapping);
  assign(draft, "Datum", PASSED_OVER);
  assert.deepEqual(draft, { columns: { Datum: "" }, values: {}, constants: {} });
  assert.equal(mapping.columns.Datum, "date");
});

test("whether anything was said", () => {
  assert.ok(!isSaid(copied(null)));
  assert.ok(isSaid(copied({ constants: { kind: "discussion" } })));
});

test("a column is unknown that has a header, no meaning, and is not passed over", () => {
  /** @type {Column} */
  const column = {
    header: "Was",
    position: 1,
    column: null,
    passed_over: false,
    personal: false,
    probable: null,
    sample: [],
  };
  assert.ok(isUnknown(column));
  assert.ok(!isUnknown({ ...column, header: "" }));
  assert.ok(!isUnknown({ ...column, column: "note" }));
  assert.ok(!isUnknown({ ...column, passed_over: true }));
});

test("a word is said, passed over, and taken back", () => {
  const draft = copied(null);
  const entry = {
    column: "kind",
    value: "Atelier",
    meant: null,
    probable: null,
    advice: null,
    rows: 1,
  };
  explain(draft, entry, "youth_workshop");
  assert.deepEqual(draft.values, { kind: { Atelier: "youth_workshop" } });
  explain(draft, entry, PASSED_OVER);
  assert.deepEqual(draft.values, { kind: { Atelier: "" } });
  explain(draft, entry, "");
  assert.deepEqual(draft.values, { kind: {} });
});

test("a word counts as nothing only where a cell may be blank", () => {
  const values = [
    { column: "kind", value: "Chat", meant: null, rows: 1 },
    { column: "note", value: "–", meant: null, rows: 1 },
    { column: "note", value: "x", meant: "", rows: 1 },
  ];
  const preview = /** @type {Preview} */ ({ fields: FIELDS, values });
  assert.deepEqual(unexplained(preview), values.slice(0, 2));
  assert.deepEqual(ignorable(preview, unexplained(preview)), [values[1]]);
});

test("what is left follows what is said after the preview, and what is taken back", () => {
  const column = { position: 0, column: null, passed_over: false, personal: false, sample: [] };
  const columns = [
    { ...column, header: "Was" },
    { ...column, header: "Wo" },
  ];
  const values = [
    { column: "kind", value: "Chat", meant: null, probable: null, advice: null, rows: 1 },
    { column: "kind", value: "Gone", meant: null, probable: null, advice: null, rows: 1 },
  ];
  const mapping = { columns: {}, values: { kind: { Gone: "no-more" } }, constants: {} };
  const preview = /** @type {Preview} */ (
    /** @type {unknown} */ ({ columns, fields: FIELDS, values, mapping })
  );
  const draft = copied(mapping);
  assert.deepEqual(left(preview, draft), { columns, words: values });
  assign(draft, "Was", "note");
  explain(draft, values[0], PASSED_OVER);
  assert.deepEqual(left(preview, draft), { columns: [columns[1]], words: [values[1]] });
  assign(draft, "Wo", PASSED_OVER);
  explain(draft, values[1], "discussion");
  assert.deepEqual(left(preview, draft), { columns: [], words: [] });
  assign(draft, "Was", "");
  explain(draft, values[0], "");
  assert.deepEqual(left(preview, draft), { columns: [columns[0]], words: [values[0]] });
});
