/* The code for a partner's page: each view in each form, ready to be copied. A new key is shown
   only here, until this is closed. */
import { all, first, on, place, placeOf } from "../shared/dom.js";
import { at } from "../shared/site.js";
import { inWords, language } from "../shared/words.js";

/** @typedef {Record<string, Record<string, Record<string, string>>>} Snippets By view, language, form. */
/** @typedef {{ id: number, partner: string, origins?: string[], images?: boolean }} Grant */

const FORMS = ["script", "iframe", "image"];

const panel = () => place("embeds-made");

/** @param {string} part */
const within = (part) => place(`embeds-made-${part}`);

/** @param {string} name */
const choice = (name) => placeOf(HTMLSelectElement, `embeds-made-${name}-choice`);

/** @param {string} name */
const text = (name) =>
  /** @type {HTMLInputElement | HTMLTextAreaElement} */ (place(`embeds-made-${name}-text`));

const picture = () => placeOf(HTMLIFrameElement, "embeds-made-preview");
const see = () => placeOf(HTMLAnchorElement, "embeds-made-see");

/** @type {Snippets} */
let shown = {};
let number = 0;
let of = "";

/** Show only the choices that exist; a single language needs none.
 *
 * @param {string} name
 * @param {string[]} codes
 */
function offer(name, codes) {
  const select = choice(name);
  for (const option of select.options) {
    option.disabled = !codes.includes(option.value);
    option.hidden = option.disabled;
  }
  if (!codes.includes(select.value)) [select.value] = codes;
  const field = /** @type {HTMLElement} */ (select.closest(".desk__field"));
  field.hidden = codes.length < 2;
}

function fill() {
  const view = choice("view").value;
  offer("locale", Object.keys(shown[view]));
  const locale = choice("locale").value;
  const forms = shown[view][locale];
  for (const form of FORMS) {
    within(form).hidden = !(form in forms);
    text(form).value = forms[form] ?? "";
  }
  const isPictured = Object.values(shown[view]).some((each) => "image" in each);
  within("choose").hidden = !isPictured || "image" in forms;
  within("browser").hidden = locale !== panel().dataset.follows;
  see().href = addressOf(forms.iframe);
  preview(view, locale);
  clearCopied();
}

/** The view as it is for this grant, in the page's own language where it follows the page.
 *
 * @param {string} view
 * @param {string} locale
 */
function preview(view, locale) {
  const pairs = (panel().dataset.previews ?? "").split(" ").map((pair) => pair.split(":"));
  const addresses = Object.fromEntries(pairs);
  const granted = addresses[locale] ?? addresses[language()];
  const address = at(`${granted}-${number}-${view}`);
  if (picture().getAttribute("src") !== address) picture().src = address;
}

/** The address in a frame's code. It is not parsed as HTML, since its style would violate our
 * policy.
 *
 * @param {string} frame
 */
export function addressOf(frame) {
  const [, found = ""] = / src="([^"]*)"/.exec(frame) ?? [];
  return found.replaceAll("&amp;", "&");
}

function clearCopied() {
  for (const one of all(panel(), ".embeds__copied")) one.textContent = "";
}

/** Whether no site may show a grant's views yet, where that is known.
 *
 * @param {Grant} grant
 */
const isNowhere = ({ origins, images }) => origins?.length === 0 && !images;

/** Show what there is for a grant; a `key` once only.
 *
 * @param {Grant} grant
 * @param {Snippets} snippets
 * @param {string} [key]
 */
export function made(grant, snippets, key = "") {
  const { id, partner } = grant;
  shown = snippets;
  number = id;
  of = partner;
  picture().removeAttribute("src"); // what was changed is asked for again
  within("title").textContent = inWords(panel().dataset.made ?? "", { partner });
  const { once, later, nowhere } = within("about").dataset;
  within("about").textContent = [key ? once : later, isNowhere(grant) && nowhere]
    .filter(Boolean)
    .join(" ");
  text("key").value = key;
  within("key").hidden = !key;
  /** @type {HTMLElement} */ (see().closest("p")).hidden = !key;
  offer("view", Object.keys(snippets));
  fill();
  panel().hidden = false;
  within("title").focus();
  panel().scrollIntoView(); // what is shown once stands at its top
}

/** The grant whose new key is still shown, and must not be replaced unseen. */
export const keyOf = () => (text("key").value ? of : "");

/** @param {Grant} grant */
export function revoked({ id }) {
  if (number === id) unmade();
}

function unmade() {
  const open = document.getElementById("embeds-made");
  if (!open || open.hidden) return;
  shown = {};
  for (const name of ["key", ...FORMS]) text(name).value = "";
  see().removeAttribute("href");
  picture().removeAttribute("src");
  open.hidden = true;
}

/** @param {HTMLElement} button */
async function copy(button) {
  const source = /** @type {HTMLInputElement | HTMLTextAreaElement} */ (
    place(button.dataset.copies ?? "")
  );
  const said = first(/** @type {HTMLElement} */ (button.parentElement), ".embeds__copied");
  clearCopied();
  try {
    await navigator.clipboard.writeText(source.value);
    said.textContent = panel().dataset.copied ?? "";
  } catch {
    source.focus();
    source.select();
    said.textContent = panel().dataset.selected ?? "";
  }
}

document.addEventListener("change", (event) => {
  if (on(event, "#embeds-made select")) fill();
});

document.addEventListener("click", (event) => {
  const button = on(event, "#embeds-made [data-copies]");
  if (button) copy(button);
  else if (on(event, "#embeds-made [data-unmade]")) {
    unmade();
    place("view-showing").focus();
  }
});
