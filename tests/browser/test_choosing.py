"""Choosing in the figures: a click or a key filters, and again undoes it."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_explore import choose, expect_query, open_page
from tests.support import awake
from tests.support.program import Served

pytestmark = pytest.mark.browser

DESK = {"width": 1280, "height": 720}
HEIGHTS = "(places) => places.map((one) => one.clientHeight)"
FIT = """() => {
  const bars = [...document.querySelectorAll(".multiple__figure .bars")];
  return bars.every((one) => one.getBoundingClientRect().right <= innerWidth);
}"""


def expect_no_query(page: Page) -> None:
    expect(page).to_have_url(re.compile(r"/en/explore$"))


def bar(page: Page, name: str):
    """Not what filters by this and something else, as a cell that hides rows of its table does."""
    return page.locator("#multiples").get_by_role("button", name=re.compile(f"^Filter by {name} "))


def test_a_bar_or_a_month_filters_by_what_it_stands_for_and_again_undoes_it(
    live_server: Served, page: Page
):
    open_page(page, live_server)
    _bars_stay_as_high_when_the_page_is_resized_after_a_change(page)
    _a_bar_filters_and_again_undoes_it(page)
    _bars_are_gone_through_by_arrows_chosen_by_key_and_keep_the_focus(page)
    _a_month_of_the_table_filters_by_its_days(page)
    _a_second_bar_is_added_and_back_takes_it_away(page)


def _bars_stay_as_high_when_the_page_is_resized_after_a_change(page: Page) -> None:
    figures = page.locator(".multiple__figure")
    heights = figures.evaluate_all(HEIGHTS)
    bar(page, "shelter").click()
    expect_query(page, "venue_type=shelter")
    expect(page.locator("#view-showing")).to_contain_text("venue type: shelter.")
    page.set_viewport_size({"width": 700, "height": 900})
    awake.until(page, FIT)
    assert figures.evaluate_all(HEIGHTS) == heights
    assert min(heights) > 0
    page.set_viewport_size(DESK)
    bar(page, "shelter").click()
    expect_no_query(page)


def _a_bar_filters_and_again_undoes_it(page: Page) -> None:
    way = page.get_by_role("navigation", name="Views").get_by_role("link", name="Action plan")
    expect(way).to_have_attribute("href", "/en/plan")
    bar(page, "French").click()
    expect_query(page, "language=fr")
    expect(bar(page, "French")).to_have_attribute("aria-pressed", "true")
    expect(way).to_have_attribute("href", "/en/plan?language=fr")
    expect(page.locator("#view-badges")).to_contain_text("Language: French")
    expect(page.locator("#view-youth-face")).not_to_contain_text("1,000 of")
    expect(page.locator("#filter-language input[value=fr]")).to_be_checked()
    bar(page, "French").click()
    expect_no_query(page)
    expect(bar(page, "French")).to_have_attribute("aria-pressed", "false")
    expect(page.locator("#view-badges button")).to_have_count(0)
    expect(way).to_have_attribute("href", "/en/plan")


def _a_second_bar_is_added_and_back_takes_it_away(page: Page) -> None:
    bar(page, "shelter").click()
    expect_query(page, "venue_type=shelter")
    bar(page, "group home").click()
    expect_query(page, "venue_type=group_home&venue_type=shelter")
    page.go_back()
    expect_query(page, "venue_type=shelter")
    expect(bar(page, "group home")).to_have_attribute("aria-pressed", "false")
    expect(page.locator("#view-showing")).to_contain_text("venue type: shelter.")


def _bars_are_gone_through_by_arrows_chosen_by_key_and_keep_the_focus(page: Page) -> None:
    bar(page, "12 to 14").focus()
    page.keyboard.press("ArrowDown")
    chosen = bar(page, "15 to 17")
    expect(chosen).to_be_focused()
    expect(page.locator("#multiples [tabindex='0']")).to_have_count(3)
    for key in ("Enter", "Space"):
        page.keyboard.press(key)
        expect_query(page, "age=15-17")
        expect(chosen).to_have_attribute("aria-pressed", "true")
        expect(chosen).to_be_focused()
        page.keyboard.press(key)
        expect_no_query(page)
        expect(chosen).to_have_attribute("aria-pressed", "false")
        expect(chosen).to_be_focused()


def _a_month_of_the_table_filters_by_its_days(page: Page) -> None:
    card = page.locator("#curve")
    fold = card.locator("details", has=page.locator("summary", has_text=re.compile("^Table$")))
    fold.locator("summary").click()
    march = card.get_by_role("button", name="2015-03")
    march.click()
    expect_query(page, "from=2015-03-01&to=2015-03-31")
    expect(march).to_have_attribute("aria-pressed", "true")
    expect(fold).to_have_attribute("open", "")
    march.click()
    expect_no_query(page)


def test_a_phone_shows_one_grid_as_the_language_that_is_chosen_and_one_set_of_bars(
    live_server: Served, page: Page
):
    page.set_viewport_size({"width": 360, "height": 740})
    open_page(page, live_server)
    _the_grid_follows_the_language_that_is_chosen(page)
    shown = page.locator(".grid, .multiple").filter(visible=True)
    expect(shown).to_have_count(2)
    english = page.get_by_role("radio", name="English (3 gaps)")
    english.check()
    english.focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="French (5 gaps)")).to_be_checked()
    expect(page.locator(".grid").filter(visible=True).locator("caption")).to_have_text("French")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="French, shelter, 12 to 14:")).to_be_focused()
    page.get_by_role("radio", name="Venue type").check()
    expect(bar(page, "English")).to_be_hidden()
    bar(page, "shelter").click()
    expect_query(page, "venue_type=shelter")
    expect(bar(page, "shelter")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("radio", name="Venue type")).to_be_checked()
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(shown).to_have_count(7)


def _the_grid_follows_the_language_that_is_chosen(page: Page) -> None:
    shown = page.locator(".grid").filter(visible=True).locator("caption")
    expect(shown).to_have_text("English")
    bar(page, "French").click()
    expect(shown).to_have_text("French")
    bar(page, "French").click()
    expect_no_query(page)
    expect(page.locator("#view-showing")).to_contain_text("all delivered sessions")
    expect(shown).to_have_text("French")  # which is as good as any: it stays


@pytest.mark.parametrize(("query", "shown"), [("language=fr", "French"), ("age=12-14", "English")])
def test_a_phone_shows_a_grid_that_the_filters_keep(
    live_server: Served, lean_browser: Browser, query: str, shown: str
):
    """From the first HTML on."""
    with lean_browser.new_context(
        java_script_enabled=False, viewport={"width": 360, "height": 740}
    ) as context:
        page = context.new_page()
        page.goto(f"{live_server.url}/en/explore?{query}")
        expect(page.locator(".grid").filter(visible=True).locator("caption")).to_have_text(shown)


def test_a_cell_opens_what_to_do_and_keeps_the_focus_or_gives_it_back(
    live_server: Served, page: Page
):
    open_page(page, live_server)
    _a_cell_that_was_chosen_keeps_the_focus(page)
    page.get_by_role("button", name="Clear all").click()
    expect_no_query(page)
    cell = page.get_by_role("button", name="French, shelter, 12 to 14:")
    page.get_by_role("button", name="English, shelter, 12 to 14:").focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(cell).to_be_focused()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="French, shelter, 12 to 14: 0", exact=True)
    expect(dialog).to_contain_text("0 people are trained in this language.")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(cell).to_be_focused()
    page.keyboard.press("Enter")
    dialog.get_by_role("button", name="Filter by this").click()
    expect_query(page, "language=fr&age=12-14&venue_type=shelter")
    instead = page.locator("#view-empty")  # as no session is left, and with it no grid
    expect(instead).to_contain_text("No delivered session matches these filters.")
    expect(instead).to_be_focused()


def _a_cell_that_was_chosen_keeps_the_focus(page: Page) -> None:
    cell = page.get_by_role("button", name="English, high school, 15 to 17:")
    cell.focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Filter by this").click()
    expect(page.locator("#view-badges")).to_contain_text("high school")  # the answer is there
    expect(cell).to_be_focused()


def test_options_of_a_view_stay_when_a_filter_changes_and_a_bar_of_zero_is_one_as_well(
    live_server: Served, page: Page
):
    open_page(page, live_server, "/en/explore?add=2")
    bar(page, "French").click()
    expect_query(page, "language=fr&add=2")
    expect(bar(page, "French")).to_have_attribute("aria-pressed", "true")
    bar(page, "English").click()
    expect_query(page, "language=en&language=fr&add=2")
    open_page(page, live_server, "/en/explore?tab=indicators")
    choose(page, "Language", "French")
    expect_query(page, "language=fr&tab=indicators")
    expect(page.locator("#view-showing")).to_contain_text("language: French")
    expect(page.locator(".tracked table")).to_be_visible()
