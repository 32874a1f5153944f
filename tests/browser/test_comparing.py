"""Two periods side by side, chosen in the filter bar and kept in the address."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_explore import expect_query, fold, open_page
from tests.support import awake
from tests.support.modules import in_module
from tests.support.program import Served

pytestmark = pytest.mark.browser

QUARTER = "/en/explore?period=2014-15-q3"


def expect_traces(page: Page, name: str, count: int) -> None:
    """A figure is drawn anew after the words around it."""
    figure = f"document.getElementById('view-{name}-figure')"
    awake.until(page, f"{figure}.data?.length === {count}")


def test_an_earlier_period_stands_beside_the_one_chosen_until_back_takes_it_away(
    live_server: Served, page: Page
):
    open_page(page, live_server, QUARTER)
    expect(page.locator("#view-by-language-bars [stroke]")).to_have_count(0)
    fold(page, "Period").click()
    page.get_by_label("Compare with").select_option("The previous period")
    expect_query(page, "period=2014-15-q3&compare=previous")
    expect(page.locator("#view-compared")).to_contain_text(
        "Compared with the previous period (second quarter of fiscal 2014–2015)."
    )
    expect(page.locator("#view-youth-sentence")).to_contain_text(
        re.compile(r"more youth participations than in the previous period .* up from")
    )
    expect(page.locator("#view-by-language-bars [stroke]")).to_have_count(3)
    expect_traces(page, "curve", 4)  # two lines, the columns and where they are hit
    page.get_by_label("Compare with").select_option("year")
    expect(page.locator("#view-compared")).to_contain_text("a year before")
    page.go_back()
    expect(page.locator("#view-compared")).to_contain_text("the previous period")
    page.go_back()
    expect_query(page, "period=2014-15-q3")
    expect(page.locator("#view-compared")).not_to_contain_text("Compared")
    expect(page.locator("#filter-compare")).to_have_value("")
    expect_traces(page, "curve", 3)
    _without_a_period_a_word_says_to_choose_one(page)


def _without_a_period_a_word_says_to_choose_one(page: Page) -> None:
    in_module(page, "shared/address.js", "({ go }) => go(new URLSearchParams('compare=year'))")
    expect(page.locator("#view-compared")).to_contain_text("Choose a period to compare")


def test_a_shared_address_shows_bars_to_choose_where_they_stand_in_either_language(
    live_server: Served, page: Page
):
    open_page(page, live_server, f"{QUARTER}&compare=previous")
    expect(page.locator("#filter-compare")).to_have_value("previous")
    figure = page.locator("#view-by-language-bars")
    bars = figure.locator("rect:not([stroke])").all()
    rows = page.locator("#view-by-language-rows button").all()
    assert len(bars) == len(rows)
    for bar, row in zip(bars, rows, strict=True):
        inner, outer = bar.bounding_box(), row.bounding_box()
        assert inner
        assert outer
        assert outer["y"] <= inner["y"]
        assert inner["y"] + inner["height"] <= outer["y"] + outer["height"]
    page.locator("#shell-language").click()
    expect(page.locator("#view-compared")).to_contain_text("Comparaison avec la période précédente")
