"""Sessions corrected where they stand in the list, by keyboard, and by two people at once."""

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Route, expect

from dashboard.database import open_engine, reading
from dashboard.desk import Desk
from dashboard.domain.sessions.desk import SessionState
from dashboard.queries.sessions.list import one
from tests.support import accessible
from tests.support.modules import in_module
from tests.support.program import Served, serving

pytestmark = pytest.mark.browser

CELLS = {
    "date": "2015-03-20",
    "status": "delivered",
    "kind": "discussion",
    "language": "fr",
    "venue": "DEMO-HS-01",
    "12-14": "9",
    "note": "a “note” & more",
}


@pytest.fixture
def database(demonstration: Path, tmp_path: Path) -> str:
    url = f"sqlite:///{shutil.copyfile(demonstration, tmp_path / 'impact.db')}"
    engine = open_engine(url)
    desk = Desk(engine, "Ana", date(2015, 3, 25))
    assert desk.log(CELLS | {"reference": "ROW/1"}).done
    assert desk.log(CELLS | {"reference": "ROW/2", "status": "planned", "12-14": ""}).done
    engine.dispose()
    return url


@pytest.fixture
def served(database: str, tmp_path: Path) -> Iterator[Served]:
    with serving(database, tmp_path, demo_role="coordinator") as served:
        yield served


@pytest.fixture
def stored(database: str) -> Iterator[Callable[[str], SessionState]]:
    engine = open_engine(database)

    def find(reference: str) -> SessionState:
        with reading(engine) as connection:
            found = one(connection, reference)
            assert found
            return found

    yield find
    engine.dispose()


def open_list(page: Page, served: Served, path: str = "/en/sessions?tab=list&search=ROW") -> None:
    page.goto(served.url + path)
    expect(page.locator(".worklist")).to_be_visible()


def row(page: Page, reference: str = "ROW/1") -> Locator:
    return page.locator(f"[data-row='{reference}']")


def way(page: Page, reference: str = "ROW/1") -> Locator:
    return page.get_by_role("button", name=f"Quick edit: {reference}")


def test_a_session_is_corrected_by_keyboard_alone_and_the_focus_stays(served, page, stored):
    open_list(page, served)
    before = stored("ROW/1")
    way(page).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Date (ROW/1)")).to_be_focused()
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.get_by_label("Language (ROW/1)").evaluate("one => one === document.activeElement"):
            break
    page.keyboard.type("Eng")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_label("Venue (ROW/1)")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("demo-sh-01")
    page.keyboard.press("Enter")
    expect(page.locator("#desk-list-said")).to_have_text("Saved: ROW/1.")
    expect(row(page)).to_contain_text("DEMO-SH-01")
    expect(row(page)).to_contain_text("English")
    expect(way(page)).to_be_focused()
    after = stored("ROW/1")
    assert (after.record.language, after.record.venue) == ("en", "DEMO-SH-01")
    same = ("date", "kind", "status", "total", "attendance", "note", "facilitators")
    assert [getattr(after.record, name) for name in same] == [
        getattr(before.record, name) for name in same
    ]
    assert after.version == before.version + 1


def test_a_row_is_corrected_again_before_the_list_is_drawn_anew(served, page, stored):
    open_list(page, served)
    held: list[Route] = []
    page.route("**/_dash-update-component", lambda route: held.append(route))  # noqa: PLW0108
    for language in ("en", "bilingual"):
        way(page).click()
        page.get_by_label("Language (ROW/1)").select_option(language)
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_label("Language (ROW/1)")).to_have_count(0)
        assert stored("ROW/1").record.language == language
    page.unroute("**/_dash-update-component")
    for route in held:
        route.continue_()
    expect(row(page)).to_contain_text("Bilingual")


def test_escape_leaves_everything_as_it_was(served, page, stored):
    open_list(page, served)
    before = stored("ROW/1")
    row(page).locator("[data-cell=kind]").dblclick()
    kind = page.get_by_label("Session kind (ROW/1)")
    expect(kind).to_be_focused()
    kind.select_option("youth_workshop")
    page.keyboard.press("Escape")
    expect(kind).to_have_count(0)
    expect(way(page)).to_be_focused()
    expect(row(page)).to_contain_text("Discussion")
    assert stored("ROW/1") == before


def test_faults_are_told_beneath_the_row_in_french_and_nothing_is_lost(served, page, stored):
    open_list(page, served, "/fr/seances?tab=list&search=ROW")
    page.get_by_role("button", name="Modification rapide : ROW/1").click()
    venue = page.get_by_label("Lieu (ROW/1)")
    venue.fill("NULLE-PART")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator(".rows__more")).to_contain_text("Lieu – ")
    expect(venue).to_be_focused()
    expect(venue).to_have_attribute("aria-invalid", "true")
    expect(venue).to_have_value("NULLE-PART")
    venue.fill("DEMO-HS-02")
    page.keyboard.press("Enter")
    expect(page.locator("#desk-list-said")).to_have_text("Enregistrée\u00a0: ROW/1.")
    assert stored("ROW/1").record.venue == "DEMO-HS-02"
    page.get_by_role("button", name="Modification rapide : ROW/1").click()
    day = page.get_by_label("Date (ROW/1)")
    day.fill("1926-03-04")
    page.keyboard.press("Enter")  # a mild word, and the change stays
    expect(page.locator(".rows__more")).to_contain_text("vérifiez l’année")
    expect(day).to_be_focused()
    expect(day).to_have_value("1926-03-04")
    page.get_by_role("button", name="Enregistrer telle quelle").click()
    expect(row(page)).to_contain_text("1926-03-04")
    assert stored("ROW/1").record.date == date(1926, 3, 4)


def test_a_plan_becomes_delivered_only_with_its_counts_which_the_form_asks_for(
    served, page, stored
):
    open_list(page, served)
    way(page, "ROW/2").click()
    page.get_by_label("Status (ROW/2)").select_option("delivered")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".rows__more")).to_contain_text("Total – ")
    assert stored("ROW/2").record.status == "planned"
    page.get_by_role("link", name="Open the form").click()
    expect(page.locator("[id='desk-12-14']")).to_be_focused()
    expect(page.locator("#desk-status")).to_have_value("delivered")


def test_counts_do_not_go_unasked_when_a_session_is_cancelled_here(served, page, stored):
    open_list(page, served)
    way(page).click()
    page.get_by_label("Status (ROW/1)").select_option("cancelled")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".rows__more .desk__fault").first).to_be_visible()
    assert stored("ROW/1").record.total == 9


def test_two_people_who_change_the_same_session_lose_nothing(served, page, browser, stored):
    open_list(page, served)
    other = browser.new_context().new_page()
    open_list(other, served)
    for each in (page, other):
        way(each).click()
    other.get_by_label("Language (ROW/1)").select_option("en")
    other.get_by_role("button", name="Save", exact=True).click()
    expect(other.locator("#desk-list-said")).to_have_text("Saved: ROW/1.")
    page.get_by_label("Session kind (ROW/1)").select_option("youth_workshop")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(
        page.get_by_role("heading", name="Someone else has changed this session")
    ).to_be_focused()
    expect(page.locator(".desk__conflict tbody tr")).to_have_text(
        ["Session kindYouth workshopDiscussion", "LanguageFrenchEnglish"]
    )
    assert stored("ROW/1").record.kind == "discussion"
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    page.get_by_role("button", name="Add my change to their version").click()
    expect(page.locator("#desk-list-said")).to_have_text("Saved: ROW/1.")
    record = stored("ROW/1").record
    assert (record.kind, record.language, record.total) == ("youth_workshop", "en", 9)
    way(other).click()
    other.get_by_label("Date (ROW/1)").fill("2015-03-19")
    other.get_by_role("button", name="Save", exact=True).click()
    other.get_by_role("button", name="Use their version").click()
    expect(row(other)).to_contain_text("Youth workshop")
    assert str(stored("ROW/1").record.date) == "2015-03-20"
    other.context.close()


def test_without_a_connection_nothing_is_lost(served, page, context, stored):
    open_list(page, served)
    way(page).click()
    page.get_by_label("Language (ROW/1)").select_option("bilingual")
    context.set_offline(True)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".rows__more")).to_contain_text("No connection")
    context.set_offline(False)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#desk-list-said")).to_have_text("Saved: ROW/1.")
    assert stored("ROW/1").record.language == "bilingual"


def test_who_is_signed_out_meanwhile_keeps_what_was_entered(served, page, stored):
    open_list(page, served)
    way(page).click()
    page.get_by_label("Language (ROW/1)").select_option("bilingual")
    page.route("**/api/v1/sessions/**", lambda route: route.fulfill(status=401, json={}))
    page.get_by_role("button", name="Save", exact=True).click()
    told = page.locator(".rows__more")
    expect(told).to_contain_text("You are no longer signed in.")
    expect(told.get_by_role("link")).to_have_attribute("href", "/en/sign-in")
    page.unroute("**/api/v1/sessions/**")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#desk-list-said")).to_have_text("Saved: ROW/1.")
    assert stored("ROW/1").record.language == "bilingual"


def test_what_is_entered_stays_while_the_list_is_drawn_anew(served, page, stored):
    open_list(page, served, "/en/sessions?tab=list")
    way(page).click()
    page.get_by_label("Venue (ROW/1)").fill("DEMO-HS-03")
    sorted_otherwise = "({ go }) => go(new URLSearchParams('tab=list&sort=updated'))"
    in_module(page, "shared/address.js", sorted_otherwise)
    expect(page).to_have_url(re.compile("sort=updated"))
    expect(page.locator("[aria-sort]")).to_contain_text("Last change")
    expect(page.get_by_label("Venue (ROW/1)")).to_have_value("DEMO-HS-03")
    page.get_by_label("Venue (ROW/1)").press("Enter")
    expect(page.locator("#desk-list-said")).to_have_text("Saved: ROW/1.")
    assert stored("ROW/1").record.venue == "DEMO-HS-03"


@pytest.mark.parametrize("path", ["/en/sessions?tab=list", "/fr/seances?tab=list"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(served, page, path):
    accessible.begin(page)
    open_list(page, served, path)
    row(page).locator("[data-edit]").click()
    row(page).locator("[data-entry=venue]").fill("NOWHERE")
    row(page).locator(".rows__ways button").first.click()
    expect(page.locator(".rows__more")).to_be_visible()
    accessible.check(page, accessible.NARROW_AND_WIDE)


@pytest.mark.parametrize(
    ("path", "group", "kept"),
    [
        ("/en/sessions?tab=list", "Language", "French"),
        ("/fr/seances?tab=list", "Langue", "Français"),
    ],
)
def test_the_list_is_filtered_by_the_bar_above_it(page: Page, served: Served, path, group, kept):
    open_list(page, served, path)
    fold = page.locator("details.filter", has_text=group).first
    fold.locator("summary").click()
    fold.get_by_label(kept, exact=True).check()
    expect(page).to_have_url(re.compile(r"language=fr.*tab=list"))
    languages = page.locator(".worklist tbody tr")
    expect(languages.first).to_contain_text(re.compile(kept, re.IGNORECASE))
    page.go_back()
    expect(fold.get_by_label(kept, exact=True)).not_to_be_checked()


def test_the_filters_go_with_the_list_when_another_tab_opens(page: Page, served: Served):
    open_list(page, served)
    expect(page.locator(".filters")).to_be_visible()
    page.get_by_role("link", name="Log a session").click()
    expect(page.locator(".filters")).to_be_hidden()
