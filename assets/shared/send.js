/* Send a change to the server, and read its answer. */
import { asHeader } from "./edition.js";
import { at } from "./site.js";
import { said } from "./words.js";

/**
 * @typedef {import("./words.js").Both} Both
 * @typedef {import("./words.js").Why & {
 *   column: string | null, value: string, name?: string, row?: number | null, sheet?: string | null, title?: Both,
 * }} Fault
 * @typedef {{ [part: string]: any } & {
 *   status: number, error?: { code?: string, message: Both, reference?: string }, faults?: Fault[],
 * }} Answer A status, and whatever else the server says.
 */

/** The status of an answer that never came. */
export const NO_ANSWER = 0;
const TOLD = [400, 412, 503];
const LONG_MS = 5000; // a save waits while a long file comes in
const ROUTES = at("/api/v1/");

/** An answer's status and content; `NO_ANSWER` when the connection was lost on either way.
 *
 * @param {"GET" | "POST" | "PUT" | "DELETE"} method
 * @param {string} path below /api/v1/
 * @param {unknown} [body]
 * @returns {Promise<Answer>}
 */
export async function send(method, path, body) {
  let answer = null;
  try {
    answer = await window.fetch(ROUTES + path, {
      method,
      headers: { "Content-Type": "application/json", ...asHeader() },
      body: method === "GET" ? undefined : JSON.stringify(body),
    });
    return { ...(await content(answer)), status: answer.status };
  } catch {
    return { status: answer && !answer.ok ? answer.status : NO_ANSWER };
  }
}

/** The content of an answer; of JSON lines that report progress, the last one.
 *
 * @param {Response} answer
 */
async function content(answer) {
  if (!answer.headers.get("Content-Type")?.includes("ndjson")) return answer.json();
  return JSON.parse((await answer.text()).trimEnd().split("\n").at(-1) ?? "");
}

/** The answer; if it takes long, it is told once that it does.
 *
 * @template T
 * @param {Promise<T>} answer
 * @param {() => void} tell
 * @returns {Promise<T>}
 */
export async function orTell(answer, tell) {
  const later = setTimeout(tell, LONG_MS);
  try {
    return await answer;
  } finally {
    clearTimeout(later);
  }
}

/** Why nothing was saved: in the server's words if it gave any, else in these.
 *
 * @param {Answer} answer
 * @param {string} offline
 * @param {string} failed
 */
export function why({ status, error }, offline, failed) {
  if (status === NO_ANSWER) return offline;
  return TOLD.includes(status) && error ? said(error.message) : failed;
}
