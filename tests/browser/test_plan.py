"""The plan view as people use it: what is missing is said, and the French gap is seen in time."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_explore import open_page
from tests.support import accessible
from tests.support.program import Served

pytestmark = pytest.mark.browser

PATHS = ["/en/plan", "/fr/plan"]


def outlook(page: Page, text: str):
    return page.locator("#view-capacity-details li", has_text=text)


def test_the_plan_says_draws_and_lists_what_is_missing(live_server: Served, page: Page):
    open_page(page, live_server, "/en/plan")
    _the_french_gap_is_seen_before_it_hurts(page)
    _each_bar_of_the_capacity_has_its_month_beside_it(page)
    _each_figure_has_its_table(page)


def _the_french_gap_is_seen_before_it_hurts(page: Page) -> None:
    gap = outlook(page, "4 French sessions")
    expect(gap).to_contain_text("planned by June 10, 2015, but nobody is trained in French.")
    expect(gap).to_contain_text("Train at least 1 person in French by April 1, 2015.")
    expect(outlook(page, "4 English sessions")).to_contain_text("Capacity is enough")
    expect(outlook(page, "Train at least")).to_have_count(1)


def _each_bar_of_the_capacity_has_its_month_beside_it(page: Page) -> None:
    figure = page.locator("#view-capacity-figure")
    months, bars = figure.locator(".names span", has_text="2015"), figure.locator(".bartext")
    expect(bars).to_have_count(12)
    expect(months).to_have_count(12)
    for month, bar in zip(months.all(), bars.all(), strict=True):
        beside, own = month.bounding_box(), bar.bounding_box()
        assert beside["x"] + beside["width"] < own["x"]
        assert abs(beside["y"] + beside["height"] / 2 - own["y"] - own["height"] / 2) < 5


def _each_figure_has_its_table(page: Page) -> None:
    for name, row in (("trainings", "2014-09-20"), ("capacity", "French, 2015-06")):
        page.locator(f".chart--{name} summary", has_text="Table of these numbers").press("Enter")
        expect(page.locator(f"#view-{name}-table")).to_contain_text(row)


def test_the_plan_is_said_in_french(live_server: Served, page: Page):
    open_page(page, live_server, "/fr/plan")
    expect(page.locator("h1")).to_have_text("Plan d’action")
    expect(outlook(page, "4 séances en français")).to_contain_text(
        "mais aucune personne n’est formée en français."
    )
    expect(page.locator("#view-measures article")).to_have_count(4)
    expect(page.locator("#view-measures article").first).to_contain_text("Titre pas encore fourni")


def test_a_filter_is_taken_out_without_a_bar_and_those_that_do_not_matter_here_are_carried_on(
    live_server: Served, page: Page
):
    open_page(page, live_server, "/en/plan?kind=discussion&language=fr")
    chips = [re.compile("Language: French"), "Clear all"]
    expect(page.locator("#view-badges .chip")).to_have_text(chips)
    missing = page.locator("#view-capacity-details li")
    expect(missing).to_have_count(1)
    page.locator("#view-badges .chip", has_text="French").press("Enter")
    expect(page).to_have_url(re.compile(r"/en/plan\?kind=discussion$"))
    expect(missing).to_have_count(3)
    expect(page.locator("#view-announcement")).to_contain_text("Not enough")
    page.go_back()
    expect(missing).to_have_count(1)
    page.get_by_role("link", name="Explore").click()
    expect(page).to_have_url(re.compile(r"/en/explore\?language=fr&kind=discussion$"))


@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing(live_server: Served, page: Page, path: str):
    accessible.begin(page)
    open_page(page, live_server, path)
    looks = accessible.looks_of(path)
    accessible.check(page, looks, unfold=lambda page: accessible.unfold(page, "details.more"))
