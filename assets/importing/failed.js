/* Why a file was not read or imported, and what to do about it; nothing was written. */
/** @import { Answer } from "../shared/send.js" */
import { button, place } from "../shared/dom.js";
import { signedOut } from "../shared/holding.js";
import { NO_ANSWER } from "../shared/send.js";
import { said as inReaders } from "../shared/words.js";
import { nameOf } from "./refusals.js";
import { isReadable } from "./send.js";
import { complain, facts, said } from "./zone.js";

export const MEGABYTE = 1024 * 1024;

/** How many megabytes a file may have. */
export const largest = () => Number(facts().largest);

/** @param {...(Node | string)} parts */
const say = (...parts) => complain("import-said", ...parts);

/** A refusal by something between browser and server, such as a proxy.
 *
 * @param {number} status
 * @param {File} file
 */
function between(status, file) {
  const size = Math.max(0.1, Math.round((file.size / MEGABYTE) * 10) / 10);
  return said(nameOf(status), {
    name: file.name,
    size,
    most: largest(),
    status,
  });
}

/** Say what went wrong and what to do about it; nothing was written.
 *
 * @param {Answer} answer
 * @param {File} file
 * @param {() => void} again
 */
export async function tellWhy(answer, file, again) {
  const retry = button(said("again"), again);
  const { status } = answer;
  if (status === NO_ANSWER) {
    const isThere = await isReadable(file);
    say(said(isThere ? "offline" : "changed"), " ", isThere ? retry : "");
  } else if (status === 401 || answer.error?.code === "unauthorized") {
    const words = { signedout: said("signedout"), sign: said("sign"), signin: facts().signin };
    say(...signedOut(words), " ", retry);
  } else if (!answer.error?.code) say(between(status, file), " ", status === 413 ? "" : retry);
  else if (status === 403) say(said("forbidden"));
  else if (status === 413) {
    say(said("large", { name: file.name, size: largest() }));
  } else {
    const { message, reference } = answer.error;
    const about = status === 500 || !message ? said("failed") : inReaders(message);
    const told = reference ? ` ${said("reference", { reference })}` : "";
    say(about + told, " ", status === 400 ? "" : retry); // the same would be refused again
  }
  return place("import-said").focus();
}
