"""Whoever waits for an element first passes and fails as who does not."""

from collections.abc import Callable

import pytest
from playwright._impl.assertions import LocatorAssertions
from playwright.sync_api import Error, Page, expect
from playwright.sync_api import LocatorAssertions as Expected

from tests.support import awaited

pytestmark = pytest.mark.browser

PAGES = {
    "nothing": "",
    "hidden": "<p hidden>one</p>",
    "seen": "<p>one</p>",
    "two": "<p>one</p><p>one</p>",
}
EXPECTED: tuple[Callable[[Expected], None], ...] = (
    lambda it: it.to_be_visible(timeout=1),
    lambda it: it.not_to_be_visible(timeout=1),
    lambda it: it.to_be_hidden(timeout=1),
    lambda it: it.to_be_attached(timeout=1),
    lambda it: it.not_to_be_attached(timeout=1),
    lambda it: it.to_have_text("one", timeout=1),
    lambda it: it.to_have_text("two", timeout=1),
    lambda it: it.not_to_have_text("one", timeout=1),
    lambda it: it.not_to_be_in_viewport(timeout=1),
    lambda it: it.to_have_count(2, timeout=1),
    lambda it: it.to_have_text(["one", "one"], timeout=1),
)


def outcomes(page: Page) -> list[str]:
    """How each expectation of the paragraph ends."""
    found = []
    for each in EXPECTED:
        try:
            each(expect(page.locator("p")))
        except (AssertionError, Error) as error:
            found.append(type(error).__name__)
        else:
            found.append("fulfilled")
    return found


def test_what_is_waited_for_first_ends_as_it_does_otherwise(
    page: Page, monkeypatch: pytest.MonkeyPatch
):
    for name, content in PAGES.items():
        page.set_content(content)
        waited = outcomes(page)
        with monkeypatch.context() as patched:
            patched.setattr(LocatorAssertions, "_call_expect", awaited._ask)
            assert waited == outcomes(page), name
        assert "fulfilled" in waited
        assert "AssertionError" in waited
