import assert from "node:assert/strict";
import test from "node:test";
import { inWords, number, said, time, told } from "../../../assets/shared/words.js";
import { openPage } from "../page.js";

test("a sentence takes values, and keeps the places of those that are missing", () => {
  assert.equal(inWords("Saved: {key}, {other}.", { key: "HS-01" }), "Saved: HS-01, {other}.");
  assert.equal(inWords("By age: {count}.", { count: 0 }), "By age: 0.");
});

test("of both languages, the reader's is said", () => {
  const both = { en: "a date", fr: "une date" };
  openPage({ lang: "fr-CA" });
  assert.equal(said(both), "une date");
  openPage({ lang: "en-CA" });
  assert.equal(said(both), "a date");
});

test("a fault is two sentences, each with one end", () => {
  openPage();
  const of = (/** @type {string} */ words) => ({ en: words, fr: words });
  const fault = { reason: of("“x” is no date"), remedy: of("Which day was it?") };
  assert.equal(told(fault), "“x” is no date. Which day was it?");
});

test("counts are written as readers write them", () => {
  openPage({ lang: "fr-CA" });
  assert.equal(number(1000), "1\u00a0000");
  openPage({ lang: "en-CA" });
  assert.equal(number(1000), "1,000");
});

test("times are those of the project wherever the browser is", () => {
  process.env.TZ = "Pacific/Auckland";
  openPage({ lang: "en-CA" });
  const english = time("2015-01-15T03:30:00Z");
  assert.match(english, /January 14, 2015/);
  assert.match(english, /22:30$/);
  openPage({ lang: "fr-CA" });
  assert.match(time("2015-01-15T03:30:00Z"), /14 janvier 2015.*22\u00a0h\u00a030/);
  assert.match(time("2015-01-15T07:05:00Z"), /\D2\u00a0h\u00a005/);
  assert.match(time("2015-01-15T05:05:00Z"), /\D0\u00a0h\u00a005/);
});

test("today's times need no day", () => {
  openPage({ lang: "en-CA" });
  assert.doesNotMatch(time(new Date().toISOString()), /\d{4}/);
});
