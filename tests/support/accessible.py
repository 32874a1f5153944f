"""What axe finds in a page at each width and in each scheme; it is loaded once for all."""

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDTHS = (360, 1440)
SCHEMES = ("light", "dark")
Look = tuple[int, str]
EVERY_LOOK: tuple[Look, ...] = tuple(product(WIDTHS, SCHEMES))
NARROW_AND_WIDE: tuple[Look, ...] = ((360, "light"), (1440, "dark"))


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
    folded; ``asked`` is what axe takes.
    """
    faults = []
    for look in looks:
        _look(page, *look)
        unfold(page)
        faults += _faults(page, *look, **asked)
    assert not faults, "\n".join(faults)


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
    found = Axe().run(page, **asked)
    if found.violations_count:
        yield f"{width} px, {scheme}: {found.generate_report()}"
