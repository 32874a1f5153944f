/* Do not leave a page with unsaved entries for the sign-in page, as other pages do. Tell its
   reader, with a link for signing in. */
import { node } from "./dom.js";
import { at, within } from "./site.js";

/** @type {(() => unknown)[]} */
const holders = [];

/** @param {() => unknown} holds whether a part of the page holds something */
export function holding(holds) {
  holders.push(holds);
}

/** Whether something was entered that would be lost. */
export const holds = () => holders.some((one) => one());

/** The message about it. The link leads back to the same view.
 *
 * @param {{ signedout?: string, sign?: string, signin?: string }} words
 */
export function signedOut({ signedout = "", sign = "", signin = "" }) {
  const { pathname, search } = window.location;
  const next = new URLSearchParams({ next: within(pathname) + search });
  const link = { href: `${at(signin)}?${next}`, target: "_blank", rel: "noopener" };
  return [signedout, " ", node("a", link, sign)];
}
