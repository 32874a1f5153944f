"""The answer that a reader points at is made ready, before it is chosen."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_explore import fold, open_page
from tests.support.program import Served

pytestmark = pytest.mark.browser

AHEAD, ASKED = "**/ahead/explore/en?*", "**/_dash-update-component*"
LISTENING = """async () => {
  const listens = () => $modules["shared/ahead.js"].given;
  while (!listens()) await new Promise(requestAnimationFrame);
}"""
"""Wait until the page has the module that asks ahead; it comes once the page rests."""

NOTING = """() => {
  const { view } = dash_clientside;
  window.given = [];
  const { draw } = view;
  view.draw = (drawing) => { given.push(drawing); return draw(drawing); };
}"""
CHOOSING = """(way) => {
  way.click();
  return performance.now();
}"""
SINCE = """() => performance.getEntriesByType("resource")
  .filter(({ name }) => name.includes("_dash-update-component"))
  .map(({ startTime }) => startTime)"""


@pytest.mark.parametrize("how", ["box", "bar"])
def test_what_is_pointed_at_is_asked_as_it_is_chosen(live_server: Served, page: Page, how: str):
    open_page(page, live_server, "/en/explore?age=15-17")
    page.evaluate(LISTENING)
    if how == "box":
        fold(page, "Language").click()
        way = page.get_by_role("checkbox", name="French", exact=True)
    else:
        way = page.locator('[data-toggle="venue_type=shelter"]').first
    with page.expect_response(AHEAD) as ahead:
        way.hover()
    assert ahead.value.status == 204
    with page.expect_request(ASKED) as asked:
        way.click()
    [said] = asked.value.post_data_json["inputs"]
    assert said["value"] == urlsplit(ahead.value.url).query
    expect(page).not_to_have_url("/en/explore?age=15-17")


def test_who_goes_on_takes_the_question_back(live_server: Served, page: Page):
    open_page(page, live_server)
    page.evaluate(LISTENING)
    page.route(AHEAD, lambda _: None)  # never answered
    way = page.locator('[data-toggle="venue_type=shelter"]').first
    with page.expect_request(AHEAD):
        way.hover()
    with page.expect_event("requestfailed", lambda request: "/ahead/" in request.url):
        page.mouse.move(1, 1)


def test_a_choice_asks_at_once_and_is_drawn_without_dash(live_server: Served, page: Page):
    open_page(page, live_server, "/en/explore?age=15-17")
    page.evaluate(NOTING)
    fold(page, "Language").click()
    shown = page.locator("#view-showing")
    french, english = (page.get_by_role("checkbox", name=one) for one in ("French", "English"))
    bar = page.locator('[data-toggle="venue_type=shelter"]').first
    ways = ((french, "French", False), (english, "English", True), (bar, "shelter", True))
    for way, says, is_direct in ways:  # Dash asks the first
        before = page.evaluate(SINCE)
        chosen = way.evaluate(CHOOSING)
        expect(shown).to_contain_text(says)
        [asked] = page.evaluate(SINCE)[len(before) :]
        assert (asked <= chosen) is is_direct
    expect(page.locator("#filter-language").get_by_label("French", exact=True)).to_be_checked()
    assert page.evaluate("given") == []
