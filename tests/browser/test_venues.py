"""The venues view as a coordinator uses it: a question in two clicks, and all of it by keyboard."""

import csv
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from playwright.sync_api import Locator, Page, expect

from dashboard.places import DEMONSTRATION
from tests.support import accessible, awake
from tests.support.modules import in_module
from tests.support.program import Served
from tests.support.visitors import act_as

pytestmark = pytest.mark.browser

PAGES = ["/en/venues", "/fr/lieux"]
WIDTHS = [360, 1440]
TOO_SMALL = """(results) => [...results.querySelectorAll("a, button, select, input")]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }))
  .filter((one) => {
    const { height, width } = one.getBoundingClientRect();
    return Math.min(height, width) < 24;
  }).map((one) => one.outerHTML)"""
OPENED = "language=fr&language=en&venue_type=shelter&open=DEMO-SH-04"


def open_page(page: Page, served: Served, address: str = "/en/venues") -> None:
    page.goto(served.url + address)
    awake.wait(page)
    expect(page.locator("#view-venues-sentence")).not_to_be_empty()


def expect_query(page: Page, query: str) -> None:
    expect(page).to_have_url(re.compile(rf"/(venues|lieux){re.escape(query)}$"))


def result(page: Page) -> Locator:
    return page.locator("#view-venues-sentence")


def names(page: Page) -> Locator:
    return page.locator(".venues--list tbody th a")


def tab_to(page: Page, wanted: Locator) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if wanted.evaluate("node => node === document.activeElement"):
            return
    pytest.fail(f"{wanted} can't be reached by Tab")


def without_french_this_school_year(venue_type: str) -> list[str]:
    """The demonstration's venues of a type, asked of its files."""
    demo = DEMONSTRATION
    with (demo / "venues.csv").open(encoding="utf-8") as file:
        venues = [row["code"] for row in csv.DictReader(file) if row["venue_type"] == venue_type]
    with (demo / "sessions.csv").open(encoding="utf-8") as file:
        visited = {
            row["venue"]
            for row in csv.DictReader(file)
            if (row["status"], row["language"]) == ("delivered", "fr")
            if row["date"] >= "2014-09-01"
        }
    return [code for code in venues if code not in visited]


# Which shelters have not had a French session this school year?


def test_the_question_about_shelters_is_asked_by_keyboard_alone(live_server: Served, page: Page):
    open_page(page, live_server)
    question = page.get_by_role("link", name="No session in French this school year")
    shelter = page.get_by_role("button", name="Shelter", exact=True)
    tab_to(page, question)
    page.keyboard.press("Enter")
    expect(question).to_have_attribute("aria-current", "true")
    expect(question).to_be_focused()
    tab_to(page, shelter)
    page.keyboard.press("Space")
    expect(shelter).to_have_attribute("aria-pressed", "true")
    expect(shelter).to_be_focused()
    missing = without_french_this_school_year("shelter")
    expect(names(page)).to_have_text(missing)
    expect(page.locator("#view-announcement")).to_contain_text("of 4 venues")
    expect(result(page)).to_contain_text(
        f"Shelter, French, school year 2014–2015 – {len(missing)} of 4 venues"
    )
    expect_query(page, "?language=fr&venue_type=shelter&period=school-2014-15&show=without")
    expect(page.locator("#view-badges")).to_contain_text("Language: French")


def test_the_same_question_takes_two_clicks_in_french(live_server: Served, page: Page):
    open_page(page, live_server, "/fr/lieux")
    page.get_by_role("link", name="Aucune séance en français cette année scolaire").click()
    page.get_by_role("button", name="Refuge", exact=True).click()
    missing = without_french_this_school_year("shelter")
    expect(names(page)).to_have_text(missing)
    expect(result(page)).to_contain_text(
        f"Refuge, français, année scolaire 2014-2015 – {len(missing)} lieux sur 4"
    )


# The table


def test_the_table_is_sorted_a_history_opened_and_an_area_chosen(live_server: Served, page: Page):
    open_page(page, live_server)
    _a_heading_sorts_and_back_undoes_it(page)
    _a_history_opens_and_closes_where_the_reader_was(page)
    _an_area_and_a_status_are_chosen_from_lists(page)


def _a_heading_sorts_and_back_undoes_it(page: Page) -> None:
    before = names(page).all_inner_texts()
    heading = page.locator("th", has=page.get_by_role("link", name="Weeks since"))
    heading.get_by_role("link").click()
    expect(heading).to_have_attribute("aria-sort", "ascending")
    heading.get_by_role("link").click()
    expect(heading).to_have_attribute("aria-sort", "descending")
    expect(heading.get_by_role("link")).to_be_focused()
    weeks = page.locator(".venues--list tbody td:nth-child(10)").all_inner_texts()
    assert [int(w) for w in weeks] == sorted((int(w) for w in weeks), reverse=True)
    page.go_back()
    page.go_back()
    expect_query(page, "")
    expect(names(page)).to_have_text(before)


def _a_history_opens_and_closes_where_the_reader_was(page: Page) -> None:
    row = page.get_by_role("link", name="DEMO-SH-04")
    row.focus()
    page.keyboard.press("Enter")
    history = page.get_by_role("region", name="History of a venue")
    expect(history).to_be_focused()
    expect(history.get_by_role("heading")).to_have_text("DEMO-SH-04")
    expect(history.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    expect(history.locator(".names span").last).to_have_text(re.compile("English|French|Bilingual"))
    expect(history).to_contain_text("not show each session’s participations")
    expect(history.locator("[id^=session-]")).to_have_count(0)
    tab_to(page, history.get_by_role("link", name="Close this history"))
    page.keyboard.press("Enter")
    expect(history).to_be_empty()
    expect(row).to_be_focused()
    expect_query(page, "")


def _an_area_and_a_status_are_chosen_from_lists(page: Page) -> None:
    page.get_by_label("Area").select_option("Vanier")
    expect(names(page)).to_have_count(2)
    page.get_by_label("Show").select_option(label="inactive")
    expect_query(page, "?area=Vanier&show=silent")
    expect(page.get_by_label("Area")).to_have_value("Vanier")


def test_search_takes_what_is_typed_and_keeps_the_field(live_server: Served, page: Page):
    open_page(page, live_server)
    field = page.get_by_label("Find a venue by name or code")
    field.press_sequentially("héron")
    expect(names(page)).to_have_text([re.compile("Blue Heron High School")])
    expect(field).to_be_focused()
    expect(field).to_have_value("héron")
    expect_query(page, "?search=h%C3%A9ron")
    page.reload()
    expect(page.get_by_label("Find a venue by name or code")).to_have_value("héron")
    expect(names(page)).to_have_count(1)


def test_many_venues_are_leafed_through_and_the_area_of_a_shelter_is_nowhere(
    serve: Callable[..., Served], demonstration_url: str, page: Page
):
    path = demonstration_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path)) as database, database:  # it commits, but stays open
        database.executemany(
            "INSERT INTO venues (code, venue_type, area, label_en, label_fr)"
            " VALUES (?, 'high_school', '', '', '')",
            [(f"MORE-{n:02d}",) for n in range(60)],
        )
    open_page(page, serve())
    expect(names(page)).to_have_count(50)
    page.get_by_role("link", name="Next page").click()
    expect(page.get_by_text("Page 2 of 2")).to_be_visible()
    expect(names(page)).to_have_count(29)
    expect(result(page)).to_be_focused()
    page.get_by_role("button", name="Shelter", exact=True).click()
    expect_query(page, "?venue_type=shelter")
    expect(names(page)).to_have_count(4)
    areas = page.locator(".venues--list tbody td:nth-child(3)")
    expect(areas).to_have_text(["x"] * 4)
    expect(page.get_by_label("Area").locator("option")).to_have_text(["all areas"])


# One venue


def test_a_link_leads_a_coordinator_to_one_session_and_says_how_many_came(
    live_server: Served, page: Page
):
    act_as(page.context, live_server, "coordinator")
    open_page(page, live_server, "/en/venues?open=DEMO-SH-04#session-DEMO-2014-013")
    session = page.locator("#session-DEMO-2014-013")
    expect(session).to_contain_text("2014-04-01")
    expect(session).to_be_in_viewport()
    history = page.get_by_role("region", name="History of a venue")
    expect(history.get_by_role("columnheader", name="Participations")).to_be_visible()
    expect(page.locator("#session-DEMO-2014-013 td").last).to_have_text("7")


# For everyone


@pytest.mark.parametrize("path", PAGES)
def test_all_is_large_enough_to_hit_and_axe_finds_nothing(
    live_server: Served, page: Page, path: str
):
    accessible.begin(page)
    open_page(page, live_server, f"{path}?{OPENED}")
    for width in WIDTHS[::-1]:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.locator("#view-results").evaluate(TOO_SMALL) == [], width
    for details in page.locator("details:not(.filter)").all():
        details.locator("summary").click()
    accessible.check(page, accessible.looks_of(path))


def expect_as_narrow_as_a_phone(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    for wide in page.locator(".venues, .questions").all():
        assert wide.evaluate("node => node.getBoundingClientRect().right") <= 360


def _the_table_becomes_cards_before_it_is_wider_than_the_screen(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    asked = OPENED.replace("&venue_type=shelter", "")
    in_module(page, "shared/address.js", f"({{ go }}) => go(new URLSearchParams('{asked}'))")
    expect(page.locator("#view-opened")).to_contain_text("DEMO-SH-04")
    for width in (640, 960, 1248, 1249):
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.set_viewport_size({"width": 360, "height": 740})
    expect_as_narrow_as_a_phone(page)


PAIRS = ((2, 3), (4, 5), (8, 10), (9, 11))
CELLS = """(cards) => cards.map((card) => [...card.children].map((cell) => ({
  box: cell.getBoundingClientRect().toJSON(), words: cell.innerText,
  cut: cell.scrollWidth > cell.clientWidth })))"""
HIGHEST_CARDS = 220  # on average


@pytest.mark.parametrize("path", PAGES)
def test_on_a_phone_short_cells_stand_in_pairs_nothing_is_cut_and_a_table_is_never_too_wide(
    live_server: Served, page: Page, path: str
):
    page.set_viewport_size({"width": 360, "height": 740})
    open_page(page, live_server, path)
    table = page.get_by_role("table", name=re.compile("^(Venues|Lieux)"))
    expect(table.get_by_role("columnheader")).to_have_count(11)
    expect(table.get_by_role("cell")).to_have_count(190)
    cards = table.get_by_role("row").filter(has=page.get_by_role("rowheader"))
    expect(cards).to_have_count(19)
    page.evaluate("document.fonts.ready.then(() => null)")
    expect_as_narrow_as_a_phone(page)
    height = table.locator("tbody").evaluate("node => node.clientHeight")
    assert height <= 19 * HIGHEST_CARDS
    for card in cards.evaluate_all(CELLS):
        boxes = [cell["box"] for cell in card]
        assert len(boxes) == 11
        for one, other in PAIRS:
            left, right = boxes[one - 1], boxes[other - 1]
            assert left["width"] * right["width"] > 0
            assert left["x"] + left["width"] <= right["x"]
            assert abs(left["y"] - right["y"]) < 6, "their first lines"
        assert [cell["words"] for cell in card if cell["cut"]] == []
    _the_table_becomes_cards_before_it_is_wider_than_the_screen(page)
