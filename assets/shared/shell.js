/* The frame around every view: its folds and menus, the choice of another role. */
import { all, first, on } from "./dom.js";
import { whenDrawn, whenLaidOut } from "./drawn.js";
import { at, within } from "./site.js";

const FOLD = ":is(details.filter, details.drop)";
const OPEN = `${FOLD}[open]`;
const PANEL = ".filter__panel, .drop__panel";

function here() {
  return within(window.location.pathname) + window.location.search;
}

/** Folded filters and lists of ways behave like menus: one open at a time, closed by Escape or a click elsewhere.
 *
 * @param {HTMLElement | null} except
 */
function closeFolds(except) {
  for (const fold of all(document, OPEN, HTMLDetailsElement)) {
    if (fold !== except) fold.open = false;
  }
}

/* A fold that opens below the screen's end is brought into it. */
document.addEventListener(
  "toggle",
  ({ target }) => {
    if (target instanceof Element && target.matches(OPEN)) {
      first(target, PANEL).scrollIntoView({ block: "nearest" });
    }
  },
  true,
);

document.addEventListener("click", (event) => closeFolds(on(event, FOLD)));

/** On a phone, buttons open the parts without room, one at a time.
 *
 * @param {HTMLElement | null} opened
 */
function openMenu(opened) {
  for (const button of all(document, ".menu[data-opens]")) {
    button.setAttribute("aria-expanded", `${button === opened}`);
  }
}

const openedMenu = () => all(document, '.menu[data-opens][aria-expanded="true"]').at(0) ?? null;

document.addEventListener("click", (event) => {
  const button = on(event, ".menu[data-opens]", HTMLElement);
  const opened = openedMenu();
  if (button) openMenu(button === opened ? null : button);
  else if (opened && !on(event, "header")) openMenu(null);
});

/* Show only links to parts that exist: one may be empty, or on a closed tab. */
whenLaidOut(() => {
  const found = all(document, "a.skip-link", HTMLAnchorElement).map((link) => {
    const to = document.getElementById(link.hash.slice(1));
    const item = /** @type {HTMLElement} */ (link.parentElement);
    return { item, leads: Boolean(to?.checkVisibility() && to.childElementCount) };
  });
  return () => {
    for (const { item, leads } of found) if (item.hidden === leads) item.hidden = !leads;
  };
});

const view = document.title;

/* The window's title begins with what is open, so that no two pages share one: a record, or a tab of the
   view that is not its first. */
whenDrawn(() => {
  const opened = all(document, ".history__head h2, #view-desk-head h2");
  const shown = opened.find((one) => !one.closest("[hidden]"));
  const tab = document.querySelector(".tabs > [aria-current]:not(:first-child)");
  const words = shown?.textContent ?? tab?.firstChild?.textContent;
  document.title = words ? `${words} – ${view}` : view;
});

/* Keep the view and its filters when the role changes. */
document.addEventListener("submit", ({ target }) => {
  if (!(target instanceof HTMLFormElement) || !target.matches(".banner__roles")) return;
  target.action = at(`/act-as?next=${encodeURIComponent(here())}`);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = openedMenu();
  openMenu(null);
  menu?.focus();
  const fold = on(event, OPEN);
  closeFolds(null);
  if (fold) first(fold, "summary").focus();
});

/* Tabbing out of a fold closes it. A click may move the focus too, and must not. */
document.addEventListener("keyup", (event) => {
  if (event.key === "Tab") closeFolds(on(event, FOLD));
});
