/* Send a file: progress comes line by line, and an answer at the end. The browser keeps the file
   and sends it each time; the server keeps nothing between two requests. */
/** @import { Answer } from "../shared/send.js" */
/** @import { Told } from "./answers.d.ts" */
import { node } from "../shared/dom.js";
import { asHeader } from "../shared/edition.js";
import { NO_ANSWER } from "../shared/send.js";
import { at } from "../shared/site.js";

/**
 * @typedef {Record<string, unknown>} Fields
 * @typedef {(told: Told) => void} Telling
 * @typedef {{ answer: Promise<Answer>, cancel: () => void }} Sending
 */

const ROUTES = at("/api/v1/imports");
const CANCELLED = { cancelled: true, status: NO_ANSWER };

/** A file that changed since it was chosen would be sent cut off by Firefox; one that is gone,
 * never. So it is read first, which gives what it holds now, or fails.
 *
 * @param {File} file
 * @param {Fields} fields
 */
async function formOf(file, fields) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (value !== null && value !== undefined) form.append(name, `${value}`);
  }
  form.append("file", new Blob([await file.arrayBuffer()], { type: file.type }), file.name);
  return form;
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null; // cut off in the middle
  }
}

/** Passes on each complete line of the answer so far, once.
 *
 * @param {(line: any) => void} take
 */
export function lineReader(take) {
  let read = 0;
  return (/** @type {string} */ text, /** @type {boolean} */ isAll) => {
    for (let end = text.indexOf("\n", read); end >= 0; end = text.indexOf("\n", read)) {
      take(parsed(text.slice(read, end)));
      read = end + 1;
    }
    if (isAll && read < text.length) take(parsed(text.slice(read)));
  };
}

/** @param {string} path
 * @param {File} file
 * @param {Fields} fields
 * @param {Telling} told
 */
function start(path, file, fields, told) {
  const request = new XMLHttpRequest();
  let cancelled = false;
  request.open("POST", ROUTES + path);
  for (const header of Object.entries(asHeader())) request.setRequestHeader(...header);
  request.upload.addEventListener("progress", ({ loaded, total }) => {
    told({ phase: "sending", fraction: total ? loaded / total : 0 });
  });
  return {
    request,
    async send() {
      const form = await formOf(file, fields).catch(() => null);
      if (form && !cancelled) request.send(form);
      else request.dispatchEvent(new Event("loadend")); // not sent, so none comes
    },
    isCancelled: () => cancelled,
    cancel() {
      cancelled = true;
      request.abort();
    },
  };
}

/** `answer` is the status with the content of the last line; `NO_ANSWER` if none came.
 *
 * @param {string} path
 * @param {File} file
 * @param {Fields} fields
 * @param {Telling} told
 * @returns {Sending}
 */
export function send(path, file, fields, told) {
  const begun = start(path, file, fields, told);
  const { request } = begun;
  /** @type {object | null} */
  let last = null;
  const read = lineReader((line) => {
    if (line?.phase) told(line);
    else if (line) last = line;
  });
  const answer = new Promise((resolve) => {
    request.addEventListener("progress", () => {
      if (request.status === 200) read(request.responseText, false);
    });
    request.addEventListener("loadend", () => {
      const { status } = request;
      if (begun.isCancelled()) return resolve(CANCELLED);
      if (status === 200) read(request.responseText, true);
      if (status === 200 && last) return resolve({ ...last, status });
      if (status === 200) return resolve({ status: NO_ANSWER });
      return resolve({ ...parsed(request.responseText), status });
    });
  });
  begun.send();
  return { answer, cancel: begun.cancel };
}

/** The same, for an answer that is a file.
 *
 * @param {string} path
 * @param {File} file
 * @param {Fields} fields
 * @param {Telling} told
 * @returns {Sending}
 */
export function fetchFile(path, file, fields, told) {
  const begun = start(path, file, fields, told);
  const { request } = begun;
  request.responseType = "blob";
  const answer = new Promise((resolve) => {
    request.addEventListener("loadend", async () => {
      const { status, response } = request;
      if (begun.isCancelled()) return resolve(CANCELLED);
      if (status === 200) {
        const name = nameIn(request.getResponseHeader("Content-Disposition") || "");
        return resolve({ status, blob: response, name });
      }
      return resolve({ ...parsed(response ? await response.text() : ""), status });
    });
  });
  begun.send();
  return { answer, cancel: begun.cancel };
}

/** The name of a file in a `Content-Disposition`; empty when it has none.
 *
 * @param {string} disposition
 */
export function nameIn(disposition) {
  const [, encoded] = /filename\*=UTF-8''([^;]+)/i.exec(disposition) || [];
  const [, plain] = /filename="?([^";]+)"?/i.exec(disposition) || [];
  return encoded ? decodeURIComponent(encoded) : plain || "";
}

/** @param {Blob} blob
 * @param {string} name
 */
export function save(blob, name) {
  const address = URL.createObjectURL(blob);
  node("a", { href: address, download: name }).click();
  window.setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Whether the file can still be read: browsers do not send one that changed since it was chosen.
 *
 * @param {File} file
 */
export async function isReadable(file) {
  try {
    await file.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}
