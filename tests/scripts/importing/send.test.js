import assert from "node:assert/strict";
import test from "node:test";
import { openPage } from "../page.js";

openPage();
const { fetchFile, lineReader, nameIn, send } = await import("../../../assets/importing/send.js");

test("each whole line is read once, however it comes", () => {
  /** @type {unknown[]} */
  const lines = [];
  const read = lineReader((line) => lines.push(line));
  read('{"a":1}\n{"b"', false);
  read('{"a":1}\n{"b":2}\n', false);
  read('{"a":1}\n{"b":2}\n{"c":3}', true);
  assert.deepEqual(lines, [{ a: 1 }, { b: 2 }, { c: 3 }]);
});

test("a line that was cut off is nothing", () => {
  /** @type {unknown[]} */
  const lines = [];
  lineReader((line) => lines.push(line))('{"a":1}\n{"b', true);
  assert.deepEqual(lines, [{ a: 1 }, null]);
});

test("a file goes by its name in letters of any language", () => {
  const both = "attachment; filename=\"a.xlsx\"; filename*=UTF-8''%C3%A0%20corriger.xlsx";
  assert.equal(nameIn(both), "à corriger.xlsx");
  assert.equal(nameIn("attachment; filename=plain.csv"), "plain.csv");
  assert.equal(nameIn(""), "");
});

/** What is sent in place of a request to the server. */
class Request extends EventTarget {
  upload = new EventTarget();
  status = 0;
  responseText = "";
  open() {}
  abort() {}
  setRequestHeader() {}
  /** @param {FormData} form */
  async send(form) {
    const [file] = form.getAll("file");
    this.status = 200;
    this.responseText = JSON.stringify({ held: file instanceof Blob && (await file.text()) });
    this.dispatchEvent(new Event("loadend"));
  }
}

Object.assign(globalThis, { XMLHttpRequest: Request });

/** @param {() => Promise<ArrayBuffer>} arrayBuffer */
const fileThat = (arrayBuffer) => Object.assign(new File(["as chosen"], "a.csv"), { arrayBuffer });
const gone = () => Promise.reject(new DOMException("gone", "NotFoundError"));

test("what a file holds now is sent, although it changed since it was chosen", async () => {
  const now = fileThat(() => new Blob(["as it is now"]).arrayBuffer());
  assert.deepEqual(await send("", now, {}, () => {}).answer, { status: 200, held: "as it is now" });
});

test("a file that is gone is not sent, and told as not answered", async () => {
  for (const way of [send, fetchFile]) {
    assert.deepEqual(await way("", fileThat(gone), {}, () => {}).answer, { status: 0 });
  }
});

test("whoever stops while a file is read sends nothing", async () => {
  const { answer, cancel } = send("", new File(["a"], "a.csv"), {}, () => {});
  cancel();
  assert.deepEqual(await answer, { cancelled: true, status: 0 });
});
