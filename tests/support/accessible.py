"""What axe finds in a page at each width and in each scheme; it is loaded once for all."""

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Page

WIDTHS = (360, 1440)
SCHEMES = ("light", "dark")
Look = tuple[int, str]
EVERY_LOOK: tuple[Look, ...] = tuple(product(WIDTHS, SCHEMES))
NARROW_AND_WIDE: tuple[Look, ...] = ((360, "light"), (1440, "dark"))
THE_OTHER_TWO: tuple[Look, ...] = ((360, "dark"), (1440, "light"))
# What is not of these is the same in the light and in the dark.
OF_COLOUR = ["color-contrast", "link-in-text-block"]
RUN = """([context, options]) => axe.run(context ?? document, options)
  .then(({ violations }) => violations)"""


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
    yield from (f"{width} px, {scheme}: {found}" for found in violations(page, **asked))
