"""What a browser fetches and refuses when it opens the dashboard."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.support.program import Served

pytestmark = pytest.mark.browser

LARGEST_UNTIL_FILTERS_WORK = 250_000
LARGEST_FIRST_LOAD = 650_000
LARGEST_SECOND_LOAD = 60_000
LAST = re.compile(r"/(plotly|pact|source-(sans|serif))-|/shared/figure\b")
"""What is asked for once the filters work."""
DRAWN = ".js-plotly-plot .main-svg:visible"


@pytest.fixture
def context(lean_browser: Browser) -> Iterator[BrowserContext]:
    """A browser that has never been here."""
    with lean_browser.new_context() as context:
        yield context


@pytest.fixture
def fetched(context: BrowserContext, page: Page) -> Callable[[], int]:
    """Bytes on the wire since the last call, headers included."""
    sizes: list[int] = []
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))

    def total() -> int:
        found = sum(sizes)
        sizes.clear()
        return found

    return total


def open_explore(page: Page, served: Served, path: str) -> None:
    page.goto(served.url + path)
    page.wait_for_selector(DRAWN)
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize(
    ("path", "opened", "lang"),
    [
        ("", "/en/explore", "en-CA"),
        ("/fr/explorer?language=fr&age=12-14", "/fr/explorer?language=fr&age=12-14", "fr-CA"),
    ],
)
def test_the_browser_finds_nothing_to_refuse_and_asks_no_other_host(
    live_server: Served, page: Page, *, said: list[str], path: str, opened: str, lang: str
):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_explore(page, live_server, path)
    assert page.url == live_server.url + opened
    expect(page.locator("html")).to_have_attribute("lang", lang)
    html = page.content()
    assert "python_version" not in html
    assert "dash-version" not in html
    for details in page.locator("summary").all():
        if details.is_visible():
            details.click()
    for chart in page.locator(DRAWN).all():
        chart.hover(force=True)
    assert said == []
    assert asked
    assert all(url.startswith((live_server.url, "data:", "blob:")) for url in asked)


def test_the_first_load_is_small_and_the_second_is_kept(
    live_server: Served, page: Page, fetched: Callable[[], int]
):
    last: list[Route] = []
    page.route(LAST, lambda route: last.append(route))  # noqa: PLW0108 - a name of Playwright's
    page.goto(f"{live_server.url}/en/explore")
    page.wait_for_selector("body[data-taken]")
    before = fetched()
    assert before <= LARGEST_UNTIL_FILTERS_WORK
    for route in last:
        route.continue_()
    page.unroute(LAST)
    page.wait_for_selector(DRAWN)
    page.wait_for_load_state("networkidle")
    assert before + fetched() <= LARGEST_FIRST_LOAD
    open_explore(page, live_server, "/en/explore")
    assert fetched() <= LARGEST_SECOND_LOAD
