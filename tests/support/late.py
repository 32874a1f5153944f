"""Scripts that come late, as on a slow phone, where a page is read seconds before."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, Route, expect


def held_back(page: Page, part: str) -> Callable[[], None]:
    """Scripts whose address has that part come only once what this returns is called."""
    held: list[Route] = []
    pattern = f"**/*{part}*"
    page.route(pattern, lambda route: held.append(route))  # noqa: PLW0108

    def release() -> None:
        for route in held:
            route.continue_()
        page.unroute(pattern)

    return release


@contextmanager
def scripts(page: Page, address: str, control: str) -> Iterator[None]:
    """Open a page, and use it before its scripts come; ``control`` is there by then."""
    release = held_back(page, "pages/*.js")
    page.goto(address, wait_until="commit")
    expect(page.locator(control).first).to_be_attached()
    yield
    assert page.locator("body[data-drawn]").count() == 0, "the scripts were not held back"
    release()
    expect(page.locator("body[data-drawn]")).to_be_attached()
