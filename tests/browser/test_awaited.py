"""Whoever waits for an element first passes and fails as who does not."""

import re
from collections.abc import Callable

import pytest
from playwright._impl.assertions import LocatorAssertions
from playwright.sync_api import Error, Page, expect
from playwright.sync_api import LocatorAssertions as Expected

from tests.support import awaited
from tests.support.program import Served

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


def test_an_address_is_waited_for_whether_a_script_or_a_link_leads_to_it(
    page: Page, live_server: Served
):
    here = f"{live_server.url}/healthz"
    page.goto(here)
    for leads in ("history.pushState(null, '', '?a=1')", "location.href = '?a=1'"):
        for wanted in (f"{here}?a=1", re.compile(r"\?a=1$")):
            expect(page).not_to_have_url(wanted, timeout=1)
            with pytest.raises(AssertionError, match="Page URL expected to be"):
                expect(page).to_have_url(wanted, timeout=1)
            page.evaluate(f"setTimeout(() => {{ {leads} }}, 100)")
            expect(page).to_have_url(wanted)
            with pytest.raises(AssertionError, match="Page URL expected not to be"):
                expect(page).not_to_have_url(wanted, timeout=1)
            page.evaluate("setTimeout(() => history.replaceState(null, '', '/healthz'), 100)")
            expect(page).not_to_have_url(wanted)
