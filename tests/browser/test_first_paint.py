"""The page is read before any script, and Dash takes it over without its reader noticing."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.late import held_back
from tests.support.program import Served

pytestmark = pytest.mark.browser

LARGEST_SHIFT = 0.02
SHIFTS = """() => { window.shift = 0; new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.shift += one.value;
}).observe({ type: "layout-shift", buffered: true }); }"""
READ = """() => {
  const read = document.querySelector("main").cloneNode(true);
  for (const chart of read.querySelectorAll('[id$="-figure"]')) chart.remove();
  return read.innerText;
}"""
MARK = """() => { for (const place of document.querySelectorAll('[id^="view-"]'))
  for (const node of place.childNodes) if (!node.id) node.stood = true; }"""
FORGET = """() => dash_clientside.set_props("view-here", { data: {
  view: "explore", locale: document.documentElement.lang.slice(0, 2) } })"""
ANEW = """() => [...document.querySelectorAll('[id^="view-"]:not(.js-plotly-plot)')]
  .filter((place) => !place.closest(".js-plotly-plot") && place.id !== "view-announcement")
  .flatMap((place) => [...place.childNodes].map((node) => [place.id, node]))
  .filter(([, node]) => !node.id && !node.stood).map(([id, node]) => `${id}: ${node.outerHTML}`)"""


@pytest.mark.parametrize("path", ["/en/explore", "/fr/explorer?language=fr&age=15-17"])
def test_dash_takes_over_what_stands_there_without_a_jump(
    live_server: Served, page: Page, path: str
):
    page.set_viewport_size({"width": 1440, "height": 900})
    release = held_back(page, "dash_renderer")
    page.add_init_script(f"({SHIFTS})()")
    page.goto(live_server.url + path, wait_until="commit")
    value = page.locator(".gauge").first
    expect(value).to_be_visible()
    page.locator(".gauge details summary").first.click()
    fold = page.locator(".filter--venue-type")
    fold.locator("summary").click()
    expect(page.locator("body[data-drawn]")).to_be_visible()
    read = page.evaluate(READ)
    release()
    expect(page.locator("body[data-taken]")).to_be_visible()
    expect(fold).to_have_attribute("open", "")
    assert page.evaluate(READ) == read
    assert page.locator(".gauge details[open]").count() == 1
    expect(page.locator(".js-plotly-plot .main-svg:visible").first).to_be_visible()
    page.evaluate(MARK)
    page.evaluate(FORGET)  # or the server would send nothing of what is shown
    with page.expect_response("**/_dash-update-component*"):
        page.evaluate("document.querySelector('[data-refresh]').click()")
    expect(page.locator("#view-announcement")).not_to_be_empty()
    assert page.evaluate(ANEW) == []  # the same nodes as the browser would draw
    assert page.evaluate("window.shift") <= LARGEST_SHIFT


def test_what_is_chosen_before_dash_begins_is_kept(live_server: Served, page: Page):
    release = held_back(page, "dash_renderer")
    page.goto(f"{live_server.url}/en/explore", wait_until="commit")
    page.locator(".filter--language summary").click()
    page.get_by_label("French", exact=True).check()
    release()
    expect(page.locator("#view-badges")).to_contain_text("French")
    expect(page.locator("#view-showing")).to_contain_text("French")
    expect(page.get_by_label("French", exact=True)).to_be_checked()
    assert page.url.endswith("?language=fr")


def test_what_is_taken_back_before_dash_begins_stays_so(live_server: Served, page: Page):
    release = held_back(page, "dash_renderer")
    page.goto(f"{live_server.url}/en/explore", wait_until="commit")
    page.locator(".filter--language summary").click()
    page.get_by_label("French", exact=True).check()
    expect(page).to_have_url(re.compile(r"\?language=fr$"))
    page.evaluate("history.back()")  # the page has not loaded yet
    expect(page).not_to_have_url(re.compile("language"))
    release()
    expect(page.locator("body[data-taken]")).to_be_visible()
    expect(page.locator("#view-results")).not_to_have_class(re.compile("stale"))
    expect(page.get_by_label("French", exact=True)).not_to_be_checked()
    expect(page.locator("#view-badges")).not_to_contain_text("French")
    assert page.url.endswith("/en/explore")


def test_without_javascript_the_figures_are_read(
    live_server: Served, new_context: Callable[..., BrowserContext]
):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/en/explore?language=fr")
    expect(page.locator(".gauge").first).to_contain_text("126")
    expect(page.locator(".no-script")).to_be_visible()
    page.locator(".nav a", has_text="Venues").click()
    expect(page.locator("#view-venues-table tbody tr").first).to_be_visible()
    _the_demonstration_reads_as_the_page_of_2015(live_server, page)
    answer = page.goto(f"{live_server.url}/fr/nulle-part")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("Page introuvable")


def _the_demonstration_reads_as_the_page_of_2015(served: Served, page: Page) -> None:
    page.goto(f"{served.url}/fr/explorer")
    expect(page.locator("#view-youth-sentence")).to_contain_text(
        "1\u00a0000 participations de jeunes pour une cible de 1\u00a0000 (100\u00a0%)."
    )
    expect(page.locator("#view-french-share-sentence")).to_contain_text("10 sur 37 (27\u00a0%)")
    expect(page.locator("#view-age-groups-sentence")).to_contain_text("ont tous été rejoints")
    expect(page.locator("#view-facilitators-sentence")).to_contain_text(
        "10 en anglais et 0 en français"
    )
    expect(page.locator("body")).to_contain_text("Données de démonstration")
