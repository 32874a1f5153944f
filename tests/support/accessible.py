"""What axe finds in a page at each width and in each scheme; it is loaded once for all.

At the narrow width, WCAG 2.2 asks that nobody scrolls in two directions (1.4.10). There the page is
also read with as much room between lines, words and letters as readers may set (1.4.12).
"""

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Page

WIDTHS = (320, 1440)
SCHEMES = ("light", "dark")
Look = tuple[int, str]
EVERY_LOOK: tuple[Look, ...] = tuple(product(WIDTHS, SCHEMES))
NARROW_AND_WIDE: tuple[Look, ...] = ((WIDTHS[0], "light"), (WIDTHS[1], "dark"))
THE_OTHER_TWO: tuple[Look, ...] = ((WIDTHS[0], "dark"), (WIDTHS[1], "light"))
# What is not of these is the same in the light and in the dark.
OF_COLOUR = ["color-contrast", "link-in-text-block"]
RUN = """([context, options]) => axe.run(context ?? document, options)
  .then(({ violations }) => violations)"""
# Which lines of words reach out of the screen, lie on another one or, over columns, end within a
# word, with the most room between them. Words of drawings are set by their scripts, and what is
# fixed or opened lies over a page in any case.
CROWDED = """async () => {
  await document.fonts.ready;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* {
    line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important;
  } p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets.push(sheet);
  const [lines, found] = [[], []];
  const all = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const over = (element, ask) => {
    for (let at = element; at; at = at.parentElement) if (ask(getComputedStyle(at))) return true;
    return false;
  };
  const isUnseen = ({ clip, clipPath, position, zIndex }) =>
    clip !== "auto" || clipPath !== "none" || /fixed|sticky/.test(position) || zIndex !== "auto";
  while (all.nextNode()) {
    const [words, parent] = [all.currentNode.data.trim(), all.currentNode.parentElement];
    const isWritten = words && parent.checkVisibility({ visibilityProperty: true });
    if (!isWritten || parent.closest("svg, .names, option") || over(parent, isUnseen)) continue;
    const range = document.createRange();
    range.selectNodeContents(all.currentNode);
    const isCut = range.getClientRects().length > words.split(/[\\s-]+/).length;
    if (isCut && parent.closest("thead th")) found.push(`ends a line within a word: ${words}`);
    const less = parseFloat(getComputedStyle(parent).fontSize) * 0.95;
    for (const { left, right, top, height } of range.getClientRects()) {
      if (right < 0) continue; // a way for the keyboard, until it has the focus
      const from = top + Math.max(0, (height - less) / 2); // the room of a line is not its words
      lines.push({ words, parent, left, right, top: from, bottom: from + Math.min(height, less) });
    }
  }
  const scrolls = ({ overflowX }) => /auto|scroll/.test(overflowX);
  const end = document.documentElement.clientWidth + 1;
  const out = lines.filter(({ right, parent }) => right > end && !over(parent, scrolls));
  found.push(...out.map(({ words }) => `out of the screen: ${words}`));
  lines.sort((one, other) => one.top - other.top);
  lines.forEach((one, at) => {
    for (let next = at + 1; next < lines.length && lines[next].top < one.bottom - 3; next += 1) {
      const other = lines[next];
      const shared = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      if (one.words !== other.words && shared > 2)
        found.push(`one over the other: ${one.words} / ${other.words}`);
    }
  });
  document.adoptedStyleSheets.pop();
  return [...new Set(found)];
}"""


def begin(page: Page, width: int = WIDTHS[0]) -> None:
    """Before the page is loaded: on the narrowest screen, and without motion."""
    _look(page, width, SCHEMES[0])


def check(
    page: Page,
    looks: tuple[Look, ...] = EVERY_LOOK,
    *,
    unfold: Callable[[Page], None] = lambda _page: None,
    **asked: Any,
) -> None:
    """Fail where axe finds something, or where the page is wider than the screen.

    ``looks`` are widths and colour schemes, from narrow to wide; ``unfold`` opens at each what is
    folded; ``asked`` is what ``violations`` takes.
    """
    faults: list[str] = []
    width_before = None
    for width, scheme in looks:
        _look(page, width, scheme)
        unfold(page)
        only = OF_COLOUR if width == width_before else None
        faults += _faults(page, width, scheme, only=only, **asked)
        width_before = width
    assert not faults, "\n".join(faults)


def looks_of(path: str) -> tuple[Look, ...]:
    """Two looks for an English page, the other two for the French one of the same view."""
    return THE_OTHER_TWO if path.startswith("/fr/") else NARROW_AND_WIDE


def violations(
    page: Page,
    context: str | None = None,
    *,
    iframes: bool = True,
    only: list[str] | None = None,
) -> list[str]:
    """What axe finds in a page, or in what a selector finds there; ``only`` by these rules."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    options: dict[str, Any] = {"resultTypes": ["violations"], "preload": False, "iframes": iframes}
    if only:
        options["runOnly"] = only
    found = page.evaluate(RUN, [context, options])
    return [AxeResults({"violations": [one]}).generate_report() for one in found]


def unfold(page: Page, folds: str) -> None:
    """Open those of these details that can be seen and are closed."""
    closed = page.locator(f"{folds}:not([open]) > summary:visible")
    while closed.count():
        closed.first.click()


def _look(page: Page, width: int, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 900})


def _faults(page: Page, width: int, scheme: str, **asked: Any) -> Iterator[str]:
    if (needed := page.evaluate("document.documentElement.scrollWidth")) > width:
        yield f"{width} px, {scheme}: {needed} px wide"
    if width == WIDTHS[0] and not asked["only"]:
        yield from (f"{width} px, {scheme}: spaced, {found}" for found in page.evaluate(CROWDED))
    yield from (f"{width} px, {scheme}: {found}" for found in violations(page, **asked))
