"""Sessions corrected where they stand in the list, by keyboard, and by two people at once."""

import itertools
import re
from dataclasses import dataclass
from datetime import date

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from dashboard.database import open_engine
from dashboard.desk import Desk
from tests.support import accessible, awake
from tests.support.modules import in_module
from tests.support.program import Served

pytestmark = pytest.mark.browser

CELLS = {
    "date": "2015-03-20",
    "status": "delivered",
    "kind": "discussion",
    "language": "fr",
    "venue": "DEMO-HS-01",
    "facilitators": "DEMO-F-01",
    "12-14": "9",
    "note": "a “note” & more",
}

SAVED = "Saved: 2015-03-20, DEMO-HS-01."
"""What may follow hangs on the rows of other tests: whether another session is much like it."""


@dataclass(frozen=True)
class Rows:
    """Two sessions of a test's own, by their references."""

    held: str
    planned: str
    list: str


_numbers = itertools.count(1)


@pytest.fixture
def rows(database: str) -> Rows:
    number = next(_numbers)
    rows = Rows(f"ROW{number}/1", f"ROW{number}/2", f"/en/sessions?tab=list&search=ROW{number}/")
    planned = {"status": "planned", "facilitators": "", "12-14": ""}
    log(database, {"reference": rows.held}, planned | {"reference": rows.planned})
    return rows


def log(database: str, *sessions: dict[str, str]) -> None:
    """Log sessions, which differ from ``CELLS`` in these cells."""
    engine = open_engine(database)
    desk = Desk(engine, "Ana", date(2015, 3, 25))
    for cells in sessions:
        assert desk.log(CELLS | cells).done
    engine.dispose()


def open_list(page: Page, served: Served, path: str) -> None:
    page.goto(served.url + path)
    awake.wait(page)


def row(page: Page, reference: str) -> Locator:
    return page.locator(f"[data-row='{reference}']")


def way(page: Page, reference: str, words: str = "Quick edit") -> Locator:
    return row(page, reference).get_by_role("button", name=words)


def field(page: Page, reference: str, title: str) -> Locator:
    """The field of a row in hand, by its title; its label goes on with the session's name."""
    return row(page, reference).get_by_label(f"{title} (")


def test_a_session_is_corrected_by_keyboard_alone_and_the_focus_stays(served, page, stored, rows):
    open_list(page, served, rows.list)
    before = stored(rows.held)
    name = "2015-03-20, DEMO-HS-01"
    for way_on in ("Edit", "History of", "Quick edit:"):
        label = f"{way_on} {name}, {rows.held}"  # another one is of this day and venue, too
        expect(row(page, rows.held).get_by_label(label, exact=True)).to_have_count(1)
    way(page, rows.held).focus()
    page.keyboard.press("Enter")
    expect(field(page, rows.held, "Date")).to_be_focused()
    expect(field(page, rows.held, "Date")).to_have_accessible_name(f"Date ({name}, {rows.held})")
    for _ in range(8):
        page.keyboard.press("Tab")
        if field(page, rows.held, "Language").evaluate("one => one === document.activeElement"):
            break
    page.keyboard.type("Eng")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    expect(field(page, rows.held, "Venue")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("demo-sh-01")
    page.keyboard.press("Enter")
    expect(page.locator("#desk-list-said")).to_have_text("Saved: 2015-03-20, DEMO-SH-01.")
    expect(row(page, rows.held)).to_contain_text("DEMO-SH-01")
    expect(row(page, rows.held)).to_contain_text("English")
    expect(way(page, rows.held)).to_be_focused()
    page.keyboard.press("Enter")  # it is alone on its day at its venue now
    expect(field(page, rows.held, "Date")).to_have_accessible_name("Date (2015-03-20, DEMO-SH-01)")
    after = stored(rows.held)
    assert (after.record.language, after.record.venue) == ("en", "DEMO-SH-01")
    same = ("date", "kind", "status", "total", "attendance", "note", "facilitators")
    assert [getattr(after.record, name) for name in same] == [
        getattr(before.record, name) for name in same
    ]
    assert after.version == before.version + 1
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")  # one step on, wherever in the list the row is
    expect(way(page, rows.held, "Undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#desk-list-said")).to_have_text(SAVED.replace("Saved", "Undone"))
    expect(way(page, rows.held)).to_be_focused()
    expect(way(page, rows.held, "Undo")).to_have_count(0)
    expect(row(page, rows.held)).to_contain_text("DEMO-HS-01")
    assert stored(rows.held).record == before.record


PLACE = """(key) =>
  [...document.querySelectorAll("[data-row]")].findIndex((one) => one.dataset.row === key)"""


def test_the_view_goes_with_a_row_to_its_new_place(served, page, database):
    moved = "MOVED/1"  # in a year in which no other test has rows, which would fill the first page
    log(database, {"reference": moved, "date": "2014-12-30"})
    open_list(page, served, "/en/sessions?tab=list&to=2014-12-31")
    was = page.evaluate(PLACE, moved)
    way(page, moved).click()
    field(page, moved, "Date").fill("2014-06-20")
    page.keyboard.press("Enter")
    page.wait_for_function(f"([key, was]) => ({PLACE})(key) > was + 10", arg=[moved, was])
    expect(way(page, moved, "Undo")).to_be_in_viewport()
    way(page, moved, "Undo").click()
    page.wait_for_function(f"([key, was]) => ({PLACE})(key) === was", arg=[moved, was])
    expect(row(page, moved)).to_be_in_viewport()


def test_a_row_that_leaves_the_list_is_undone_beside_the_message(served, page, stored, rows):
    open_list(page, served, f"{rows.list}&language=fr")
    way(page, rows.held).click()
    field(page, rows.held, "Language").select_option("en")
    page.get_by_role("button", name="Save", exact=True).click()
    said = page.locator("#desk-list-said")
    expect(said.get_by_role("button", name="Undo")).to_be_visible()
    expect(row(page, rows.held)).to_have_count(0)
    said.get_by_role("button", name="Undo").click()
    expect(said).to_contain_text("Undone: ")
    expect(row(page, rows.held)).to_be_visible()
    assert stored(rows.held).record.language == "fr"


FOCUSED = """() => {
  const { dataset, textContent } = document.activeElement;
  return dataset.entry ?? textContent;
}"""
BOTTOMS = """(row, parts) => [...row.querySelectorAll(parts)]
  .map((one) => one.getBoundingClientRect().bottom)"""
HEADING = "(cell) => getComputedStyle(cell, '::before').content"
FIRST_WAYS = ".worklist tbody tr:first-child .worklist__ways > :is(a, button)"
TOPS = """(ways) => [...document.querySelectorAll(ways)].map((way) => {
  const words = document.createRange();
  words.selectNodeContents(way);
  return Math.round(words.getBoundingClientRect().top * 10);
})"""
WIDTHS = """() => [...document.querySelectorAll(".worklist thead th")]
  .map((one) => one.getBoundingClientRect().width)"""


BUTTONS = {
    "/en/sessions": ["Save", "Discard changes"],
    "/fr/seances": ["Enregistrer", "Abandonner les modifications"],
}


@pytest.mark.parametrize("view", BUTTONS)
def test_tab_goes_through_the_row_and_ends_at_its_buttons(served, page, rows, view):
    buttons = BUTTONS[view]
    open_list(page, served, rows.list.replace("/en/sessions", view))
    row(page, rows.held).locator("[data-edit]").click()
    stops: list[str] = []
    while len(stops) < 20 and stops[-1:] != buttons[-1:]:
        stops.append(page.evaluate(FOCUSED))
        page.keyboard.press("Tab")
    fields = ["date", "venue", "kind", "language", "status"]
    assert list(dict.fromkeys(stops)) == [*fields, *buttons]  # a date is several stops


@pytest.mark.parametrize("view", ["/en/sessions", "/fr/seances"])
def test_columns_keep_their_widths_while_a_row_is_edited_and_a_reference_is_beside_its_date(
    served, page, rows, view
):
    open_list(page, served, rows.list.replace("/en/sessions", view))
    fields = row(page, rows.held).locator("[data-entry]")
    for width in (970, 1280, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        before = page.evaluate(WIDTHS)
        assert before[1] < 330  # what can be done takes no room from the venue's name
        row(page, rows.held).locator("[data-edit]").click()
        expect(fields).to_have_count(5)
        assert page.evaluate(WIDTHS) == before
        page.keyboard.press("Escape")
        expect(fields).to_have_count(0)
    assert len(set(page.evaluate(TOPS, FIRST_WAYS))) == 1
    day = row(page, rows.held).locator("[data-cell=date]").bounding_box()
    code = row(page, rows.held).locator(".venues__code").bounding_box()
    assert code["x"] > day["x"] + day["width"]
    assert abs(code["y"] + code["height"] - day["y"] - day["height"]) < 8
    page.set_viewport_size({"width": 360, "height": 900})
    row(page, rows.held).locator("[data-edit]").click()
    last = row(page, rows.held).locator("td").last
    assert last.evaluate(HEADING) == "none"  # it has no last change now, but what can be done


@pytest.mark.parametrize("view", ["/en/sessions", "/fr/seances"])
def test_a_card_on_a_phone_wraps_neither_its_links_nor_its_short_values(served, page, view):
    page.set_viewport_size({"width": 360, "height": 900})
    open_list(page, served, f"{view}?tab=list")
    rows = page.locator("[data-row]:has([data-cell=status])")
    for line in (
        "[data-cell=date], .venues__code",
        ".worklist__ways > :is(a, button)",
        "td:has([data-cell=language]), td:has([data-cell=status]), .rows__number",
    ):
        for row in rows.all()[:30]:
            bottoms = row.evaluate(BOTTOMS, line)
            assert len(bottoms) >= 2
            assert max(bottoms) - min(bottoms) < 8
    box = rows.first.get_by_role("checkbox").bounding_box()
    way = rows.first.locator("[data-edit]").bounding_box()
    assert way["y"] >= box["y"] + box["height"]
    rows.first.locator("[data-edit]").click()
    date, venue = (rows.first.locator(f"[data-entry={name}]") for name in ("date", "venue"))
    assert date.bounding_box()["width"] > 0.8 * venue.bounding_box()["width"]


def test_what_is_changed_in_a_row_is_saved_left_or_refused(served, page, stored, rows):
    open_list(page, served, rows.list)
    expect(page.locator(".filters")).to_be_visible()
    _a_session_that_nobody_leads_is_saved_and_it_is_said_where_it_is_listed(page, rows)
    _escape_leaves_everything_as_it_was(page, stored, rows)
    _counts_do_not_go_unasked_when_a_session_is_cancelled_here(page, stored, rows)
    _a_row_is_corrected_again_before_the_list_is_drawn_anew(page, stored, rows)
    _a_plan_becomes_delivered_only_with_its_counts_which_the_form_asks_for(page, stored, rows)
    expect(page.locator(".filters")).to_be_hidden()  # they are of the list


def _a_session_that_nobody_leads_is_saved_and_it_is_said_where_it_is_listed(page, rows):
    way(page, rows.planned).click()
    field(page, rows.planned, "Language").select_option("en")
    page.get_by_role("button", name="Save", exact=True).click()
    said = page.locator("#desk-list-said")
    expect(said).to_contain_text(SAVED)
    expect(said).to_contain_text("No facilitator is named, so it is listed under “To fix”.")


def _escape_leaves_everything_as_it_was(page, stored, rows):
    before = stored(rows.held)
    row(page, rows.held).locator("[data-cell=kind]").dblclick()
    kind = field(page, rows.held, "Session kind")
    expect(kind).to_be_focused()
    kind.select_option("youth_workshop")
    page.keyboard.press("Escape")
    expect(kind).to_have_count(0)
    expect(way(page, rows.held)).to_be_focused()
    expect(row(page, rows.held)).to_contain_text("Discussion")
    assert stored(rows.held) == before


def _counts_do_not_go_unasked_when_a_session_is_cancelled_here(page, stored, rows):
    way(page, rows.held).click()
    field(page, rows.held, "Status").select_option("cancelled")
    page.get_by_role("button", name="Save", exact=True).click()
    fault = page.locator(".rows__more .desk__fault").first
    expect(fault).to_have_text("Total – Only a delivered session has counts.")
    expect(page.get_by_role("link", name="Open the form")).to_be_focused()
    assert stored(rows.held).record.total == 9
    page.keyboard.press("Escape")
    expect(way(page, rows.held)).to_be_focused()


def _a_row_is_corrected_again_before_the_list_is_drawn_anew(page, stored, rows):
    held: list[Route] = []
    page.route("**/_dash-update-component", lambda route: held.append(route))  # noqa: PLW0108
    for language in ("en", "bilingual"):
        way(page, rows.held).click()
        field(page, rows.held, "Language").select_option(language)
        page.get_by_role("button", name="Save", exact=True).click()
        expect(field(page, rows.held, "Language")).to_have_count(0)
        assert stored(rows.held).record.language == language
    page.unroute("**/_dash-update-component")
    for route in held:
        route.continue_()
    expect(row(page, rows.held)).to_contain_text("Bilingual")


def _a_plan_becomes_delivered_only_with_its_counts_which_the_form_asks_for(page, stored, rows):
    way(page, rows.planned).click()
    field(page, rows.planned, "Status").select_option("delivered")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".rows__more")).to_contain_text("Total – ")
    assert stored(rows.planned).record.status == "planned"
    page.get_by_role("link", name="Open the form").click()
    expect(page.locator("[id='desk-12-14']")).to_be_focused()
    expect(page.locator("#desk-status")).to_have_value("delivered")


def test_faults_are_told_beneath_the_row_in_french_and_nothing_is_lost(served, page, stored, rows):
    open_list(page, served, rows.list.replace("/en/sessions", "/fr/seances"))
    way(page, rows.held, "Modification rapide").click()
    venue = field(page, rows.held, "Lieu")
    venue.fill("NULLE-PART")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator(".rows__more")).to_contain_text("Lieu – ")
    expect(venue).to_be_focused()
    expect(venue).to_have_attribute("aria-invalid", "true")
    expect(venue).to_have_value("NULLE-PART")
    venue.fill("DEMO-HS-02")
    page.keyboard.press("Enter")
    expect(page.locator("#desk-list-said")).to_have_text(
        "Enregistrée\u00a0: 2015-03-20, DEMO-HS-02."
    )
    expect(way(page, rows.held, "Revenir en arrière")).to_be_visible()
    assert stored(rows.held).record.venue == "DEMO-HS-02"
    way(page, rows.held, "Modification rapide").click()
    day = field(page, rows.held, "Date")
    day.fill("1926-03-04")
    page.keyboard.press("Enter")  # a mild word, and the change stays
    expect(page.locator(".rows__more")).to_contain_text("vérifiez l’année")
    expect(day).to_be_focused()
    expect(day).to_have_value("1926-03-04")
    page.get_by_role("button", name="Enregistrer telle quelle").click()
    expect(row(page, rows.held)).to_contain_text("1926-03-04")
    assert stored(rows.held).record.date == date(1926, 3, 4)


def test_two_people_who_change_the_same_session_lose_nothing(served, page, other, stored, rows):
    open_list(page, served, rows.list)
    open_list(other, served, rows.list)
    for each in (page, other):
        way(each, rows.held).click()
    field(other, rows.held, "Language").select_option("en")
    other.get_by_role("button", name="Save", exact=True).click()
    expect(other.locator("#desk-list-said")).to_contain_text(SAVED)
    field(page, rows.held, "Session kind").select_option("youth_workshop")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(
        page.get_by_role("heading", name="Someone else has changed this session")
    ).to_be_focused()
    expect(page.locator(".desk__conflict tbody tr")).to_have_text(
        ["Session kindYouth workshopDiscussion", "LanguageFrenchEnglish"]
    )
    assert stored(rows.held).record.kind == "discussion"
    assert accessible.violations(page) == []
    page.get_by_role("button", name="Add my change to their version").click()
    expect(page.locator("#desk-list-said")).to_contain_text(SAVED)
    record = stored(rows.held).record
    assert (record.kind, record.language, record.total) == ("youth_workshop", "en", 9)
    way(other, rows.held).click()
    field(other, rows.held, "Date").fill("2015-03-19")
    other.get_by_role("button", name="Save", exact=True).click()
    other.get_by_role("button", name="Use their version").click()
    expect(row(other, rows.held)).to_contain_text("Youth workshop")
    assert str(stored(rows.held).record.date) == "2015-03-20"
    other.context.close()


def test_what_could_not_be_saved_is_kept_and_saved_later(served, page, stored, rows):
    open_list(page, served, rows.list)
    _without_a_connection_nothing_is_lost(page, stored, rows)
    _who_is_signed_out_meanwhile_keeps_what_was_entered(page, stored, rows)


def _without_a_connection_nothing_is_lost(page, stored, rows):
    way(page, rows.held).click()
    field(page, rows.held, "Language").select_option("bilingual")
    page.context.set_offline(True)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".rows__more")).to_contain_text("No connection")
    page.context.set_offline(False)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#desk-list-said")).to_contain_text(SAVED)
    assert stored(rows.held).record.language == "bilingual"


def _who_is_signed_out_meanwhile_keeps_what_was_entered(page, stored, rows):
    way(page, rows.held).click()
    field(page, rows.held, "Language").select_option("en")
    page.route("**/api/v1/sessions/**", lambda route: route.fulfill(status=401, json={}))
    page.get_by_role("button", name="Save", exact=True).click()
    told = page.locator(".rows__more")
    expect(told).to_contain_text("You are no longer signed in.")
    expect(told.get_by_role("link")).to_have_attribute(
        "href", re.compile("^/en/sign-in\\?next=%2Fen%2Fsessions")
    )
    page.unroute("**/api/v1/sessions/**")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(field(page, rows.held, "Language")).to_have_count(0)  # once it is saved
    expect(page.locator("#desk-list-said")).to_contain_text(SAVED)
    assert stored(rows.held).record.language == "en"


def test_ways_of_a_row_look_alike_and_what_is_entered_stays_while_the_list_is_drawn_anew(
    served, page, stored, rows
):
    open_list(page, served, "/en/sessions?tab=list")
    _the_ways_of_a_row_look_alike(page)
    way(page, rows.held).click()
    field(page, rows.held, "Venue").fill("DEMO-HS-03")
    sorted_otherwise = "({ go }) => go(new URLSearchParams('tab=list&sort=updated'))"
    in_module(page, "shared/address.js", sorted_otherwise)
    expect(page).to_have_url(re.compile("sort=updated"))
    expect(page.locator("[aria-sort]")).to_contain_text("Last change")
    expect(field(page, rows.held, "Venue")).to_have_value("DEMO-HS-03")
    field(page, rows.held, "Venue").press("Enter")
    expect(page.locator("#desk-list-said")).to_have_text("Saved: 2015-03-20, DEMO-HS-03.")
    assert stored(rows.held).record.venue == "DEMO-HS-03"


@pytest.mark.parametrize("width", [360, 1440])
def test_a_history_or_a_form_is_in_sight_and_has_the_focus_wherever_its_row_is(served, page, width):
    page.set_viewport_size({"width": width, "height": 800})
    open_list(page, served, "/en/sessions?tab=list")
    reference = page.locator("[data-row]").nth(20).get_attribute("data-row")
    page.get_by_role("link", name=re.compile("^History of")).nth(20).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="History of a session")).to_be_focused()
    heading = page.get_by_role("heading", name="Session history:")
    expect(heading.filter(has_text=reference)).to_be_in_viewport(ratio=1)
    page.go_back()
    expect(heading).to_have_count(0)
    way = page.get_by_role("link", name=re.compile("^Edit ")).nth(20)
    way.click()
    heading = page.get_by_role("heading", name="Edit session:")
    expect(heading.filter(has_text=reference)).to_be_in_viewport(ratio=1)
    expect(page.locator("#content")).to_be_focused()
    page.get_by_role("link", name="All sessions").last.click()
    expect(way).to_be_focused()
    expect(way).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
    page.locator("#desk-date").focus()
    page.go_back()
    expect(way).to_be_focused()
    _the_history_that_a_form_asks_for_is_in_sight_and_not_its_row(page, way)


def _the_ways_of_a_row_look_alike(page: Page) -> None:
    ways = page.locator(".worklist__ways").first
    looks = "(each) => [getComputedStyle(each).fontWeight, getComputedStyle(each).color]"
    edit, *links = [way.evaluate(looks) for way in ways.locator(".rows__edit, a").all()]
    assert links == [edit] * 2


def _the_history_that_a_form_asks_for_is_in_sight_and_not_its_row(page: Page, way: Locator) -> None:
    way.click()
    page.get_by_role("link", name="History", exact=True).click()
    expect(page.get_by_role("region", name="History of a session")).to_be_focused()
    expect(page.get_by_role("heading", name="Session history:")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("view", ["/en/sessions", "/fr/seances"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(served, page, view, rows):
    accessible.begin(page)
    path = rows.list.replace("/en/sessions", view)
    open_list(page, served, path)
    row(page, rows.held).locator("[data-edit]").click()
    row(page, rows.held).locator("[data-entry=venue]").fill("NOWHERE")
    row(page, rows.held).locator(".rows__ways button").first.click()
    expect(page.locator(".rows__more")).to_be_visible()
    accessible.check(page, accessible.looks_of(path))
