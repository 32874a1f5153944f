"""The curve: its span, its months and its slider; what is asked stands in the address."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_explore import expect_query, open_page
from tests.support import awake
from tests.support.program import Served

pytestmark = pytest.mark.browser

IN_OCTOBER = "/en/explore?to=2014-10-31"
FIGURE = "document.getElementById('view-curve-figure')"
AS_WIDE_AS_ITS_PLACE = f"""() => {{
  const drawn = {FIGURE}.querySelector(".main-svg");
  return drawn && Math.abs(drawn.clientWidth - {FIGURE}.clientWidth) <= 1;
}}"""
LABELS = "#view-curve-figure :is(.annotation-text, .xtick text, .ytick text, .y2tick text)"


def unfold(page: Page, words: str) -> None:
    page.locator("#curve summary", has_text=words).click()


def test_a_slider_redraws_while_it_moves_and_the_address_keeps_it(live_server: Served, page: Page):
    open_page(page, live_server, IN_OCTOBER)
    unfold(page, "What if?")
    said = page.locator("#view-curve-what-if")
    slider = page.get_by_role("slider", name="Extra sessions a month")
    slider.focus()
    for key in ("ArrowRight", "ArrowRight", "End"):
        page.keyboard.press(key)
    expect_query(page, "to=2014-10-31&add=20")
    expect(said).to_contain_text("20 more sessions a month (information forum, English, shelter)")
    expect(page.get_by_role("spinbutton", name="Extra sessions a month")).to_have_value("20")
    expect(slider).to_be_focused()
    named = f"{FIGURE}.layout.annotations.some(({{ text }}) => text.includes('what if'))"
    awake.until(page, named)
    page.locator("#view-curve-field-add-language").select_option("French")
    expect_query(page, "to=2014-10-31&add=20&add_language=fr")
    expect(said).to_contain_text("French share by June 30, 2015")
    page.go_back()
    page.go_back()
    expect(said).to_be_empty()  # all moves of the slider were one entry in the history
    expect(slider).to_have_value("0")


def test_a_shared_scenario_unfolds_the_planner(live_server: Served, page: Page):
    open_page(page, live_server, f"{IN_OCTOBER}&add=3&add_kind=discussion")
    expect(page.get_by_role("slider", name="Extra sessions a month")).to_have_value("3")
    expect(page.locator("#view-curve-field-add-kind")).to_have_value("discussion")
    expect(page.locator("#view-curve-what-if")).to_contain_text("3 more sessions")


def test_twelve_months_or_one_and_the_whole_project_comes_back(live_server: Served, page: Page):
    open_page(page, live_server)
    months = f"{FIGURE}.data.find((one) => one.type === 'bar').x.length"
    whole = page.evaluate(months)
    page.get_by_role("link", name="12 months").click()
    expect_query(page, "span=12")
    expect(page.get_by_role("link", name="12 months")).to_have_attribute("aria-current", "page")
    awake.until(page, f"{months} === 12")
    assert whole > 12
    page.get_by_role("link", name="Whole project").click()
    expect(page).to_have_url(re.compile(r"/en/explore$"))
    _a_column_filters_by_its_month(page)


def _a_column_filters_by_its_month(page: Page) -> None:
    column = page.locator("#view-curve-figure .barlayer .trace").last.locator("path").last
    column.scroll_into_view_if_needed()
    box = column.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 3)  # above a low column, too
    expect_query(page, "from=2015-03-01&to=2015-03-31")
    expect(page.locator("#view-curve-scope")).to_contain_text("Filters hide plan and projection")
    page.get_by_role("link", name="Show the whole project").click()
    expect_query(page, "to=2015-03-31")
    expect(page.locator("#view-curve-sentence")).to_contain_text("By June 30, 2015")
    awake.until(page, AS_WIDE_AS_ITS_PLACE)


@pytest.mark.parametrize("path", ["/en/explore", "/fr/explorer"])
def test_no_label_lies_on_another_and_none_leaves_the_page(
    live_server: Served, page: Page, path: str
):
    for width in (1440, 360):
        page.set_viewport_size({"width": width, "height": 900})
        if width == 1440:
            open_page(page, live_server, f"{path}?to=2014-10-31&add=4")
        awake.until(page, AS_WIDE_AS_ITS_PLACE)
        expect_no_label_on_another(page, width)


def expect_no_label_on_another(page: Page, width: int) -> None:
    boxes = [label.bounding_box() for label in page.locator(LABELS).all()]
    known = [box for box in boxes if box and box["width"]]
    assert len(known) > 10
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for at, one in enumerate(known):
        assert one["x"] >= 0
        assert one["x"] + one["width"] <= width
        for other in known[at + 1 :]:
            beside = (
                one["x"] + one["width"] <= other["x"] + 1
                or other["x"] + other["width"] <= one["x"] + 1
            )
            above = (
                one["y"] + one["height"] <= other["y"] + 3  # lines of text have room around them
                or other["y"] + other["height"] <= one["y"] + 3
            )
            assert beside or above, (one, other)
