/* Finding elements, and making them. */

/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Control What has a value. */
/**
 * @template {Element} T
 * @typedef {new () => T} Kind The class of an element, such as HTMLFormElement.
 */

/** The element with that id, of a page that has one.
 *
 * @param {string} id
 * @returns {HTMLElement}
 * @throws when it is not there
 */
export function place(id) {
  return placeOf(HTMLElement, id);
}

/** The same, of a kind.
 *
 * @template {HTMLElement} T
 * @param {Kind<T>} kind
 * @param {string} id
 * @returns {T}
 * @throws when it is not there, or of another kind
 */
export function placeOf(kind, id) {
  return asKind(document.getElementById(id), kind, id);
}

/** The same, for what has a value.
 *
 * @param {string} id
 */
export function control(id) {
  return asControl(place(id));
}

/** The first element that fits.
 *
 * @template {Element} [T=HTMLElement]
 * @param {ParentNode} among
 * @param {string} selector
 * @param {Kind<T>} [kind]
 * @returns {T}
 * @throws when there is none, or it is of another kind
 */
export function first(among, selector, kind) {
  return asKind(among.querySelector(selector), kind, selector);
}

/** All elements that fit.
 *
 * @template {Element} [T=HTMLElement]
 * @param {ParentNode} among
 * @param {string} selector
 * @param {Kind<T>} [kind]
 * @returns {T[]}
 * @throws when one is of another kind
 */
export function all(among, selector, kind) {
  return [...among.querySelectorAll(selector)].map((one) => asKind(one, kind, selector));
}

/** All that fit and have a value.
 *
 * @param {ParentNode} among
 * @param {string} selector
 */
export function controls(among, selector) {
  return all(among, selector).map(asControl);
}

/** The event's target, or its nearest ancestor, that matches; `null` if there is none.
 *
 * @template {Element} [T=HTMLElement]
 * @param {Event} event
 * @param {string} selector
 * @param {Kind<T>} [kind]
 * @returns {T | null}
 */
export function on({ target }, selector, kind) {
  const found = target instanceof Element ? target.closest(selector) : null;
  return found && asKind(found, kind, selector);
}

/**
 * @template {Element} T
 * @param {Element | null} found
 * @param {Kind<T> | undefined} kind
 * @param {string} name
 * @returns {T}
 */
function asKind(found, kind, name) {
  if (!found) throw new Error(`The page lacks ${name}`);
  if (kind && !(found instanceof kind)) throw new Error(`${name} is no ${kind.name}`);
  return /** @type {T} */ (found);
}

/** @param {Element} found
 * @returns {Control}
 */
function asControl(found) {
  const kinds = [HTMLInputElement, HTMLSelectElement, HTMLTextAreaElement];
  if (!kinds.some((kind) => found instanceof kind)) throw new Error(`${found.id} has no value`);
  return /** @type {Control} */ (found);
}

/** A new element.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function node(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** A small button that does something.
 *
 * @param {string} words
 * @param {() => void} act
 */
export function button(words, act) {
  const made = node("button", { type: "button", class: "chip" }, words);
  made.addEventListener("click", act);
  return made;
}

/** Do something once, even if the button is pressed again meanwhile; it keeps the focus.
 *
 * @param {HTMLElement} pressed
 * @param {() => Promise<unknown> | unknown} work
 */
export async function once(pressed, work) {
  if (pressed.getAttribute("aria-disabled") === "true") return;
  pressed.setAttribute("aria-disabled", "true");
  await work();
  pressed.removeAttribute("aria-disabled");
}
