"""The pace and its planner: what is asked stands in the address, and is heard."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.test_explore import expect_query, open_page
from tests.support.program import Served

pytestmark = pytest.mark.browser

IN_OCTOBER = "/en/explore?to=2014-10-31"


def names(page: Page) -> list[str]:
    """What the lines of the fan are named, at their ends."""
    shown = "document.getElementById('view-pace-figure').layout.annotations"
    return [text.split("<br>")[1] for text in page.evaluate(f"{shown}.map((one) => one.text)")]


def test_the_planner_redraws_the_projection_and_the_french_share(live_server: Served, page: Page):
    open_page(page, live_server, IN_OCTOBER)
    said = page.locator("#view-pace-what-if")
    expect(said).to_be_empty()
    assert "what if" not in names(page)
    page.get_by_label("Extra sessions a month").fill("2")
    expect_query(page, "to=2014-10-31&add=2")
    page.locator("#view-pace-field-add-language").select_option("French")
    expect_query(page, "to=2014-10-31&add=2&add_language=fr")
    expect(said).to_contain_text("2 more sessions a month (information forum, French, shelter)")
    expect(said).to_contain_text("French share by June 30, 2015")
    assert "what if" in names(page)


def test_a_shared_scenario_fills_the_planner_and_back_empties_it(live_server: Served, page: Page):
    open_page(page, live_server, f"{IN_OCTOBER}&add=3&add_kind=discussion")
    number = page.get_by_label("Extra sessions a month")
    expect(number).to_have_value("3")
    expect(page.locator("#view-pace-field-add-kind")).to_have_value("discussion")
    number.fill("0")
    expect_query(page, "to=2014-10-31&add_kind=discussion")
    page.go_back()
    number.blur()
    expect(page.locator("#view-pace-what-if")).to_contain_text("3 more sessions")


def test_the_planner_works_by_key_and_keeps_the_focus(live_server: Served, page: Page):
    open_page(page, live_server, IN_OCTOBER)
    number = page.get_by_label("Extra sessions a month")
    number.focus()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#view-pace-what-if")).to_contain_text("1 more session a month")
    expect(number).to_be_focused()


@pytest.mark.parametrize("width", [360, 1440])
def test_what_was_withheld_comes_back_as_wide_as_its_place(
    live_server: Served, page: Page, width: int
):
    page.set_viewport_size({"width": width, "height": 800})
    open_page(page, live_server, "/en/explore?language=fr")
    figure = page.locator("#view-pace-figure")
    expect(figure).to_be_hidden()
    page.get_by_role("link", name="Show the whole project").click()
    expect(page.locator("#view-pace-sentence")).not_to_be_empty()
    expect(figure).to_be_visible()
    drawn = figure.locator(".main-svg").first.evaluate("node => node.clientWidth")
    assert abs(drawn - figure.evaluate("node => node.clientWidth")) <= 1


def test_the_card_has_no_fault_that_a_checker_finds_and_fits_a_phone(
    live_server: Served, page: Page
):
    page.set_viewport_size({"width": 360, "height": 800})
    open_page(page, live_server, f"{IN_OCTOBER}&add=2")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    found = Axe().run(page, context=".pace")
    assert found.violations_count == 0, found.generate_report()
