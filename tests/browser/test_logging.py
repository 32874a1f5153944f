"""Sessions logged, corrected and listed in a real browser, by keyboard, on a phone, off-line."""

import itertools
import json
import re
import time
from collections.abc import Callable, Iterator
from datetime import date
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from dashboard.database import open_engine, reading
from dashboard.desk import Desk
from dashboard.domain.sessions.state import SessionState
from dashboard.tables import OutreachSession, Venue
from tests.browser.test_explore import fold
from tests.support import accessible, awake, jumps, late
from tests.support.modules import in_module
from tests.support.program import Served

pytestmark = pytest.mark.browser

LOGGED = re.compile(r"^L-\d{8}-[0-9A-F]{12}$")
PHONE = {"width": 360, "height": 740}
WIDE = {"width": 1280, "height": 720}
AT_THE_FOOT = """(control) => {
  scrollBy(0, control.getBoundingClientRect().bottom + 4 - innerHeight);
}"""
CELLS = {
    "date": "2015-03-25",
    "status": "delivered",
    "kind": "discussion",
    "language": "fr",
    "venue": "DEMO-HS-01",
    "12-14": "9",
}

_numbers = itertools.count(1)


def open_form(page: Page, served: Served, path: str = "/en/sessions") -> None:
    page.goto(served.url + path)
    awake.wait(page)
    expect(page.locator("#desk-date")).not_to_have_value("")


def fill(page: Page, *, twelve: str = "9") -> None:
    """What a session needs."""
    page.get_by_role("combobox", name=re.compile("^(Venue|Lieu)$")).fill("DEMO-HS-01")
    page.locator("#desk-kind").select_option("discussion")
    page.locator("#desk-language").select_option("fr")
    page.locator("[id='desk-12-14']").fill(twelve)


def save(page: Page) -> None:
    page.locator("#desk-save").click()


def logged(page: Page, before: str = "") -> str:
    """Wait until the form leads to what it saved, under another reference than before."""
    way = page.locator("#desk-summary a[title]").last  # before it may be one to another session
    expect(page.locator("#desk-summary")).to_contain_text(re.compile("^(Saved: |Enregistrée)"))
    expect(page.locator("#desk-summary")).to_have_attribute("data-look", "done")
    expect(way).not_to_have_attribute("title", before)
    expect(way).to_have_attribute("title", LOGGED)
    return way.get_attribute("title") or ""


def named(session: SessionState) -> str:
    """What messages call it."""
    return f"{session.record.date.isoformat()}, {session.record.venue}"


def test_what_is_entered_before_the_scripts_run_stays(served, page):
    waits = page.locator("#desk-form > .form-waits")
    with late.scripts(page, f"{served.url}/en/sessions", "#desk-save"):
        expect(waits).to_be_hidden()
        fill(page)
        page.locator("input[name=facilitators]").first.check()
        page.locator("#desk-note").fill("Typed early")
        save(page)
        expect(waits).to_have_text(
            "Still loading: nothing is sent yet. What you entered stays; "
            "press again once this line is gone."
        )
    expect(waits).to_be_hidden()
    expect(page.locator("#desk-status")).to_have_value("delivered")  # and what nobody entered comes
    expect(page.locator("#desk-language")).to_have_value("fr")
    expect(page.locator("[id='desk-12-14']")).to_have_value("9")
    expect(page.locator("#desk-note")).to_have_value("Typed early")
    expect(page.locator("input[name=facilitators]").first).to_be_checked()
    save(page)
    reference = logged(page)
    with late.scripts(page, f"{served.url}/en/sessions?edit={reference}", "#desk-save"):
        page.locator("input[name=facilitators]").nth(1).check()
        page.locator("[id='desk-15-17']").fill("4")
    expect(page.locator("[id='desk-12-14']")).to_have_value("9")
    expect(page.locator("[id='desk-15-17']")).to_have_value("4")
    for n in range(2):
        expect(page.locator("input[name=facilitators]").nth(n)).to_be_checked()


def test_what_was_typed_before_going_elsewhere_is_not_put_in_again_on_the_way_back(served, page):
    open_form(page, served, "/en/sessions?edit=DEMO-2014-048")
    note = page.locator("#desk-note")
    before = note.input_value()
    note.fill("Typed, and then left")
    page.goto(f"{served.url}/en/venues")
    page.evaluate("localStorage.clear()")  # or the draft would be offered
    page.go_back()
    awake.wait(page)
    expect(page.locator("#desk-date")).not_to_have_value("")
    expect(note).to_have_value(before)


@pytest.fixture
def alike(database: str) -> Iterator[Callable[[str], int]]:
    """How many other sessions are of the day, venue and kind of one that names no facilitator."""
    engine = open_engine(database)
    one, other = aliased(OutreachSession), aliased(OutreachSession)
    same = [getattr(one, name) == getattr(other, name) for name in ("held_on", "venue_id", "kind")]
    asked = select(func.count()).where(*same, one.id != other.id, other.status != "cancelled")

    def ask(reference: str) -> int:
        with reading(engine) as connection:
            return connection.scalar(asked.where(one.reference == reference))

    yield ask
    engine.dispose()


def test_sessions_are_logged_one_after_the_other(served, page, stored, count, alike):
    page.set_viewport_size(PHONE)
    open_form(page, served)
    last = log_one_by_keyboard_in_less_than_a_minute(page, stored)
    last = count_with_large_buttons(page, stored, last)
    page.set_viewport_size(WIDE)
    last = press_twice_and_log_once(page, count, last)
    last = send_again_after_the_connection_was_lost(page, stored, last)
    last = log_once_although_the_answer_is_lost(page, count, last)
    last = log_anew_what_was_taken_out_meanwhile(page, stored, last)
    last = begin_as_the_last_one_but_for_who_came(page, served, last)
    last = lead_to_the_facilitator_that_is_missing(page, served, alike, last)
    plan_one_without_counts_until_it_took_place(page, served, stored, last)


def log_one_by_keyboard_in_less_than_a_minute(page: Page, stored) -> str:
    began = time.monotonic()
    page.locator("#desk-status").focus()
    page.keyboard.press("Tab")
    page.keyboard.type("DEMO-HS-01")
    expect(page.locator("#desk-venue-name")).not_to_be_empty()
    page.keyboard.press("Tab")  # past the fold of a new venue
    page.keyboard.press("Tab")
    page.keyboard.type("Disc")
    page.keyboard.press("Tab")
    page.keyboard.type("Fr")
    page.keyboard.press("Tab")
    page.keyboard.type("12")
    page.keyboard.press("Tab")
    for _ in range(3):
        page.keyboard.press("ArrowUp")
    expect(page.locator("#desk-sum")).to_have_text("By age: 15.")
    page.keyboard.press("Enter")
    reference = logged(page)
    assert time.monotonic() - began < 60
    record = stored(reference).record
    assert (record.venue, record.kind, record.language) == ("DEMO-HS-01", "discussion", "fr")
    assert record.attendance == {"12-14": 12, "15-17": 3}
    assert record.total == 15
    expect(page.locator("#desk-date")).to_be_focused()
    return reference


def begin_as_the_last_one_but_for_who_came(page: Page, served, last: str) -> str:
    fill(page)
    page.get_by_role("checkbox", name="DEMO-F-02").check()
    save(page)
    last = logged(page, last)
    for _ in range(2):
        expect(page.locator("#desk-venue")).to_have_value("DEMO-HS-01")
        expect(page.locator("#desk-kind")).to_have_value("discussion")
        expect(page.get_by_role("checkbox", name="DEMO-F-02")).to_be_checked()
        expect(page.locator("[id='desk-12-14']")).to_have_value("")
        open_form(page, served)
    return last


def lead_to_the_facilitator_that_is_missing(page: Page, served, alike, last: str) -> str:
    said = page.locator("#desk-summary")
    fill(page)
    for box in reversed(page.locator("input[name=facilitators]:checked").all()):
        box.uncheck()  # also those whom another test named at this venue
    save(page)
    last = logged(page, last)
    expect(said).to_have_text(
        re.compile(
            r"^Saved: \d{4}-\d\d-\d\d, DEMO-HS-01\. "
            rf"{alike(last)} other sessions are much like it\. "  # those of other tests, too
            r"No facilitator is named, so it is listed under “To fix”\. "
            r"See what sets them apart Name a facilitator$"
        )
    )
    way = said.get_by_role("link", name="See what sets them apart")
    assert way.get_attribute("href").endswith("/en/sessions?rule=duplicate")
    said.get_by_role("link", name="Name a facilitator").click()
    expect(page.locator("h2", has_text=last)).to_be_visible()
    boxes = page.locator("input[name=facilitators]")
    expect(boxes.first).to_be_focused()
    page.locator("#desk-note").fill("as before")
    save(page)
    said.get_by_role("button", name="Name a facilitator").click()
    expect(boxes.first).to_be_focused()
    boxes.first.check()
    save(page)
    expect(said).not_to_contain_text("No facilitator")
    open_form(page, served)
    return last


def press_twice_and_log_once(page: Page, count, last: str) -> str:
    before = count()
    fill(page)
    page.locator("#desk-save").dblclick()
    last = logged(page, last)
    save(page)
    expect(page.locator("#desk-said")).to_have_text("Nothing new has been entered yet.")
    expect(page.locator("#desk-said")).to_have_attribute("data-look", "faulty")
    assert count() == before + 1
    return last


def count_with_large_buttons(page: Page, stored, last: str) -> str:
    fill(page, twelve="")
    for _ in range(3):
        page.get_by_role("button", name="One more: 12 to 14").click()
    page.get_by_role("button", name="One less: 12 to 14").click()
    page.locator("#desk-total").fill("5")
    expect(page.locator("#desk-sum")).to_have_text("By age: 2. In total: 5. Not recorded: 3?")
    page.get_by_role("button", name="Add the difference to “not recorded”").click()
    expect(page.locator("#desk-unknown")).to_have_value("3")
    expect(page.locator("#desk-difference")).to_be_hidden()
    page.locator("#desk-total").fill("2")
    page.get_by_role("button", name="Take the difference from “not recorded”").click()
    expect(page.locator("#desk-unknown")).to_have_value("")
    page.locator("#desk-total").fill("5")
    page.get_by_role("button", name="Add the difference to “not recorded”").click()
    save(page)
    last = logged(page, last)
    assert stored(last).record.attendance == {"12-14": 2, "unknown": 3}
    box = page.get_by_role("button", name="One more: 12 to 14").bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 44
    return last


def send_again_after_the_connection_was_lost(page: Page, stored, last: str) -> str:
    fill(page)
    page.context.set_offline(True)
    save(page)
    expect(page.locator("#desk-said")).to_contain_text("No connection")
    expect(page.locator("[id='desk-12-14']")).to_have_value("9")
    page.context.set_offline(False)
    page.get_by_role("button", name="Send again").click()
    last = logged(page, last)
    expect(page.locator("#desk-said")).to_be_empty()
    assert stored(last).record.total == 9
    return last


def log_once_although_the_answer_is_lost(page: Page, count, last: str) -> str:
    def swallow(route: Route) -> None:
        route.fetch()
        route.abort()

    before = count()
    fill(page)
    page.route("**/api/v1/sessions", swallow, times=1)
    save(page)
    expect(page.locator("#desk-said")).to_contain_text("No connection")
    page.get_by_role("button", name="Send again").click()
    last = logged(page, last)
    assert count() == before + 1
    return last


def test_a_draft_is_offered_after_the_tab_was_closed_and_can_be_thrown_away(
    served, context, stored
):
    page = context.new_page()
    jumps.count(page)
    page.set_viewport_size(PHONE)
    open_form(page, served)
    _nothing_jumps_while_the_form_is_filled(page)
    page.close()
    page = context.new_page()
    open_form(page, served)
    offer = page.locator(".desk__offer")
    expect(offer).to_contain_text(re.compile(r"A draft from \d.* is kept\."))
    at, under = offer.bounding_box(), page.locator("form.desk").bounding_box()
    assert at
    assert under
    assert (at["x"], at["width"]) == (under["x"], under["width"])
    expect(page.locator("[id='desk-12-14']")).to_have_value("")
    page.get_by_role("button", name="Resume draft").click()
    expect(page.locator("[id='desk-12-14']")).to_have_value("17")
    save(page)
    assert stored(logged(page)).record.total == 17
    open_form(page, served)
    expect(offer).to_have_count(0)
    fill(page)
    open_form(page, served)
    page.get_by_role("button", name="Discard draft").click()
    open_form(page, served)
    expect(offer).to_have_count(0)


def _nothing_jumps_while_the_form_is_filled(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    fill(page, twelve="17")
    page.locator("#desk-total").fill("30")
    expect(page.locator("#desk-sum")).to_contain_text("Not recorded: 13?")
    assert jumps.counted(page) < 0.05
    page.locator("#desk-total").fill("")


def test_what_was_changed_in_a_session_outlives_a_closed_tab_too(served, context, stored):
    page = context.new_page()
    open_form(page, served, "/fr/seances?edit=DEMO-2015-010")
    page.locator("[id='desk-12-14']").fill("31")
    page.locator("#desk-total").fill("")
    page.close()
    page = context.new_page()
    open_form(page, served, "/fr/seances")
    offer = page.locator(".desk__offer")
    expect(offer).to_contain_text(re.compile(r"2015-\d\d-\d\d, DEMO-"))
    offer.get_by_role("link", name="Reprendre les modifications").click()
    expect(page.locator("[id='desk-12-14']")).not_to_have_value("31")
    page.get_by_role("button", name="Reprendre les modifications").click()
    expect(page.locator("[id='desk-12-14']")).to_have_value("31")
    save(page)
    expect(page.locator("#desk-summary")).to_contain_text(re.compile(r"2015-\d\d-\d\d, DEMO-"))
    assert stored("DEMO-2015-010").record.attendance["12-14"] == 31
    for path in ("/fr/seances", "/fr/seances?edit=DEMO-2015-010"):
        open_form(page, served, path)
        expect(offer).to_have_count(0)


def test_a_form_opened_before_an_upgrade_says_to_reload_and_keeps_what_it_holds(
    served, page, stored
):
    def send_as_before(route: Route) -> None:
        route.continue_(post_data=json.dumps({**route.request.post_data_json, "older": True}))

    page.route("**/api/v1/sessions", send_as_before)
    open_form(page, served)
    fill(page)
    page.locator("#desk-save").click()
    said = page.locator("#desk-said")
    expect(said).to_contain_text("Reload the page: what you entered is kept here.")
    expect(said.get_by_role("button")).to_have_count(0)  # to send it again helps nobody
    page.unroute("**/api/v1/sessions")
    page.reload()
    page.get_by_role("button", name="Resume draft").click()
    save(page)
    assert stored(logged(page)).record.total == 9


def test_changes_taken_up_overwrite_nothing_that_was_saved_meanwhile(
    served, context, other, stored
):
    page = context.new_page()
    open_form(page, served, "/en/sessions?edit=DEMO-2015-009")
    page.locator("#desk-note").fill("mine")
    open_form(other, served, "/en/sessions?edit=DEMO-2015-009")
    other.locator("#desk-note").fill("theirs")
    save(other)
    expect(other.locator("#desk-summary")).to_contain_text("Saved")
    open_form(page, served, "/en/sessions?edit=DEMO-2015-009")
    page.get_by_role("button", name="Resume changes").click()
    save(page)
    expect(page.locator("#desk-conflict")).to_contain_text("theirs")
    assert stored("DEMO-2015-009").record.note == "theirs"
    page.get_by_role("button", name="Use their version").click()
    open_form(page, served, "/en/sessions?edit=DEMO-2015-009")
    expect(page.locator(".desk__offer")).to_have_count(0)


def test_where_the_browser_keeps_nothing_sessions_are_logged_all_the_same(served, page, stored):
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', "
        "{get() { throw new DOMException('no', 'SecurityError'); }})"
    )
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    open_form(page, served)
    fill(page)
    page.get_by_role("link", name="All sessions").click()
    page.locator("[data-row='DEMO-2015-013']").get_by_role("link", name="Edit ").click()
    page.get_by_role("link", name="Log a new session").click()
    page.get_by_role("button", name="Resume draft").click()
    save(page)
    assert stored(logged(page)).record.total == 9
    assert errors == []


def test_faults_stand_at_their_fields_in_french(served, page):
    open_form(page, served, "/fr/seances")
    _both_totals_stay_on_one_line_when_one_has_a_fault(page)
    fill(page, twelve="beaucoup")
    page.locator("#desk-venue").fill("NULLE-PART")
    page.locator("#desk-kind").select_option("")
    save(page)
    expect(page.locator("#desk-summary")).to_have_text(
        "Pas encore enregistrée. À corriger\u00a0: 3."
    )
    expect(page.locator("#desk-summary")).to_have_attribute("data-look", "faulty")
    venue = page.locator("#desk-venue")
    expect(venue).to_be_focused()
    expect(venue).to_have_attribute("aria-invalid", "true")
    expect(venue).to_have_accessible_description(re.compile("lieu"))
    expect(page.locator("[id='desk-12-14-fault']")).to_be_visible()
    expect(page.locator("#desk-kind-fault")).to_be_visible()
    expect(page.locator("#desk-language-fault")).to_be_hidden()
    _who_is_signed_out_meanwhile_stays_and_is_told(page)


def test_a_fault_is_in_sight_on_a_phone_when_its_field_takes_the_focus(served, page):
    page.set_viewport_size(PHONE)
    open_form(page, served, "/fr/seances")
    fill(page)
    venue = page.locator("#desk-venue")
    venue.fill("HS-01")
    venue.evaluate(AT_THE_FOOT)  # what is said above will push it down
    page.locator("#desk-save").evaluate("(button) => button.click()")
    expect(page.locator("#desk-summary")).to_have_attribute("data-look", "faulty")
    expect(venue).to_be_focused()
    for one in (venue, page.locator("#desk-venue-fault")):
        expect(one).to_be_in_viewport(ratio=1)


def _who_is_signed_out_meanwhile_stays_and_is_told(page: Page) -> None:
    page.route("**/api/v1/**", lambda route: route.fulfill(status=401, json={}))
    with page.expect_response("**/api/v1/sessions"):
        save(page)
    said = page.locator("#desk-said")
    expect(said).to_contain_text("Votre session est fermée. Rien n’a été enregistré")
    expect(said.get_by_role("link")).to_have_attribute(
        "href", re.compile(r"^/fr/connexion\?next=%2Ffr%2Fseances")
    )
    expect(said.get_by_role("button", name="Envoyer de nouveau")).to_be_visible()
    expect(page.locator("#desk-venue")).to_have_value("NULLE-PART")


def _both_totals_stay_on_one_line_when_one_has_a_fault(page: Page) -> None:
    entered = {"#desk-total": "15", "#desk-first_time": "40"}
    for name, typed in entered.items():
        page.locator(name).fill(typed)
    save(page)
    expect(page.locator("#desk-first_time-fault")).to_be_visible()
    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        tops = [page.locator(name).bounding_box()["y"] for name in entered]
        assert tops[0] == tops[1], width
    for name in entered:
        page.locator(name).fill("")


@pytest.mark.parametrize("path", ["/en/sessions", "/fr/seances"])
def test_a_note_with_a_name_is_looked_at_again_before_it_is_saved(
    served, page, *, stored, count, path
):
    before = count()
    open_form(page, served, path)
    fill(page)
    page.locator("#desk-note").fill("Met with Sarah Johnson")
    page.locator("#desk-date").fill("1926-03-04")
    save(page)
    fault = page.locator("#desk-note-fault")
    expect(fault).to_contain_text(re.compile("a person’s name|le nom d’une personne"))
    expect(page.locator("#desk-date-fault")).to_contain_text(re.compile("years|années"))
    expect(page.locator("#desk-date")).to_be_focused()
    accessible.check(page, accessible.looks_of(path), context="#desk-form")
    assert count() == before
    page.locator("#desk-date").fill("2015-03-04")
    page.locator("#desk-note").fill("Met with Sarah Jones")
    save(page)
    expect(page.locator("#desk-note")).to_be_focused()
    expect(page.locator("#desk-date-fault")).to_be_hidden()
    expect(page.locator("#desk-note")).to_have_value("Met with Sarah Jones")
    as_it_is = {"/en/sessions": "Save as is", "/fr/seances": "Enregistrer telle quelle"}
    page.get_by_role("button", name=as_it_is[path]).click()
    assert stored(logged(page)).record.note == "Met with Sarah Jones"
    expect(fault).to_be_hidden()


def plan_one_without_counts_until_it_took_place(page: Page, served, stored, last: str) -> None:
    fill(page)
    today = page.locator("#desk-date").input_value()
    page.locator("#desk-date").fill("2099-01-31")
    said = page.locator("#desk-ahead")
    expect(said).to_have_text(re.compile("^This day is still to come: "))
    page.get_by_role("button", name="Log it as planned").click()
    expect(said).to_be_empty()
    expect(page.locator("#desk-status")).to_be_focused()
    expect(page.locator("#desk-counts")).to_be_hidden()
    page.locator("#desk-status").select_option("delivered")
    expect(said).not_to_be_empty()
    page.locator("#desk-begin").evaluate("said => { said.dataset.read = 'yesterday' }")
    page.locator("#desk-date").fill("2099-01-30")
    expect(said).to_be_empty()
    page.locator("#desk-status").select_option("planned")
    page.locator("#desk-date").fill(today)
    save(page)
    reference = logged(page, last)
    expect(page.locator("#desk-status")).to_have_value("planned")
    assert stored(reference).record.total == 0
    page.goto(f"{served.url}/en/sessions?tab=list&search={reference}")
    page.get_by_role("link", name="It took place: ").click()
    expect(page.locator("#desk-status")).to_have_value("delivered")
    expect(page.locator("#desk-venue")).to_have_value("DEMO-HS-01")
    page.locator("[id='desk-12-14']").fill("4")
    save(page)
    expect(page.locator("#desk-summary")).to_contain_text(f"Saved: {named(stored(reference))}.")
    assert (stored(reference).record.status, stored(reference).record.total) == ("delivered", 4)


def test_a_session_that_did_not_take_place_says_which_counts_it_loses(served, page, stored):
    page.goto(f"{served.url}/en/sessions?edit=DEMO-2014-048")
    said, status = page.locator("#desk-dropped"), page.locator("#desk-status")
    expect(page.locator("#desk-venue")).not_to_be_empty()
    expect(said).to_be_empty()
    status.select_option("cancelled")
    total = stored("DEMO-2014-048").record.total
    expect(said).to_have_text(
        f"Only a delivered session has counts. Participations removed when you save: {total}."
    )
    expect(said).to_be_visible()
    status.select_option("delivered")
    expect(said).to_be_empty()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_new_venue_whose_answer_was_lost_is_added_once_also_after_a_reload(
    served, page, database, language
):
    def swallow(route: Route) -> None:
        route.fetch()
        route.abort()

    def shelters() -> int:
        engine = open_engine(database)
        with reading(engine) as connection:
            of_type = select(func.count()).where(Venue.venue_type == "shelter")
            found = connection.scalar(of_type)
        engine.dispose()
        return found

    before = shelters()
    open_form(page, served, "/en/sessions" if language == "en" else "/fr/seances")
    page.locator("#desk-new-venue summary").click()
    page.locator("#desk-venue_type").select_option("shelter")
    page.route("**/api/v1/venues", swallow, times=1)
    page.locator("#desk-venue-add").click()
    lost = re.compile("No response" if language == "en" else "Aucune réponse")
    expect(page.locator("#desk-venue-said")).to_contain_text(lost)
    page.reload()
    expect(page.locator("#desk-venue-said")).to_contain_text(lost)
    expect(page.locator("#desk-venue_type")).to_have_value("shelter")
    page.locator("#desk-venue-add").dblclick()
    expect(page.locator("#desk-venue")).to_have_value(re.compile(r"SH-\d+$"))
    assert shelters() == before + 1
    page.reload()
    expect(page.locator("#desk-date")).not_to_have_value("")
    expect(page.locator("#desk-new-venue")).not_to_have_attribute("open", "")


def test_venues_are_added_and_tabs_opened_without_leaving_the_form(served, page, stored):
    open_form(page, served)
    add_a_venue_without_leaving_the_form(page, stored)
    be_asked_neither_name_nor_area_of_a_sensitive_place(page)
    keep_what_was_entered_through_the_tabs(page, served)


def add_a_venue_without_leaving_the_form(page: Page, stored) -> None:
    fill(page)
    page.get_by_text("New venue", exact=True).click()
    page.locator("#desk-venue_type").select_option("high_school")
    page.locator("#desk-label_en").fill("Cedar High School")
    save_venue = page.get_by_role("button", name="Add the venue")
    save_venue.click()
    expect(page.locator("#desk-label_fr-fault")).to_be_visible()
    page.locator("#desk-label_fr").fill("École secondaire du Cèdre")
    save_venue.click()
    expect(page.locator("#desk-venue")).to_have_value(re.compile(r"HS-\d+$"))
    expect(page.locator("#desk-venue-name")).to_have_text("Cedar High School")
    code = page.locator("#desk-venue").input_value()
    save(page)
    assert stored(logged(page)).record.venue == code
    with page.expect_response("**/_dash-update-component*"):
        in_module(page, "shared/drawn.js", "({ redraw }) => redraw()")
    expect(page.locator(f"#desk-venues option[value='{code}']")).to_be_attached()
    assert logged(page)  # with the new venue the form is drawn anew, and still says it


def be_asked_neither_name_nor_area_of_a_sensitive_place(page: Page) -> None:
    accessible.unfold(page, "#desk-new-venue")
    page.locator("#desk-venue_type").select_option("shelter")
    expect(page.locator("#desk-label_en")).to_be_hidden()
    page.get_by_role("button", name="Add the venue").click()
    expect(page.locator("#desk-venue")).to_have_value(re.compile(r"SH-\d+$"))
    expect(page.locator("#desk-venue-name")).to_have_text("Shelter")


@pytest.fixture
def log(database: str) -> Iterator[Callable[[], str]]:
    """Logs a session as the form does, without it; returns its reference."""
    engine = open_engine(database)
    desk = Desk(engine, "Ana", date(2015, 3, 25))

    def one() -> str:
        reference = f"LOGGED-{next(_numbers)}"
        assert desk.log(CELLS | {"reference": reference}).done
        return reference

    yield one
    engine.dispose()


def test_two_people_who_edit_the_same_session_see_both_states(served, page, *, other, stored, log):
    reference = log()
    for each in (page, other):
        open_form(each, served, f"/en/sessions?edit={reference}")
    other.locator("[id='desk-12-14']").fill("20")
    save(other)
    expect(other.locator("#desk-summary")).to_contain_text(f"Saved: {named(stored(reference))}.")
    page.locator("[id='desk-12-14']").fill("11")
    save(page)
    expect(
        page.get_by_role("heading", name="Someone else has changed this session")
    ).to_be_focused()
    rows = page.locator("#desk-conflict tbody tr")
    expect(rows).to_have_text(["12 to 141120", "Total1120"])
    expect(page.locator("#desk-conflict button")).to_have_count(3)
    page.get_by_role("button", name="Overwrite with my version").click()
    expect(page.locator("#desk-summary")).to_contain_text(f"Saved: {named(stored(reference))}.")
    expect(page.locator("#desk-conflict")).to_be_hidden()
    assert stored(reference).record.total == 11
    page.locator("#desk-summary").get_by_role("button", name="Undo").click()
    expect(page.locator("#desk-summary")).to_contain_text("Undone: ")
    assert stored(reference).record.total == 20  # the other's, not what this form began with
    page.locator("[id='desk-12-14']").fill("11")
    save(page)
    expect(page.locator("#desk-summary")).to_contain_text("Saved: ")
    other.locator("[id='desk-12-14']").fill("30")
    save(other)
    other.get_by_role("button", name="Use their version").click()
    expect(other.locator("[id='desk-12-14']")).to_have_value("11")
    assert stored(reference).record.total == 11
    page.get_by_label("Duration (minutes)").fill("75")
    save(page)
    expect(page.locator("#desk-summary")).to_contain_text("Saved: ")
    other.locator("[id='desk-15-17']").fill("4")
    save(other)
    other.get_by_role("button", name="Add my change to their version").click()
    expect(other.locator("#desk-conflict")).to_be_hidden()
    both = stored(reference).record
    assert (both.duration_minutes, both.total) == (75, 15)
    other.context.close()


def log_anew_what_was_taken_out_meanwhile(page: Page, stored, last: str) -> str:
    fill(page)
    gone = {"conflicts": [{"reference": "any", "stored": None}]}
    page.route("**/api/v1/sessions", lambda route: route.fulfill(status=409, json=gone), times=1)
    save(page)
    expect(page.locator("#desk-conflict")).to_contain_text("has been removed")
    page.get_by_role("button", name="Log session again").click()
    last = logged(page, last)
    assert stored(last).record.total == 9
    return last


def test_several_sessions_are_cancelled_at_once(served, page, *, stored, log):
    references = [log(), log()]
    page.goto(f"{served.url}/en/sessions?tab=list&sort=updated")
    awake.wait(page)
    for reference in references:
        row = page.locator(f"[data-row='{reference}']")
        row.get_by_role("checkbox", name=f"Select {named(stored(reference))}").check()
    change = page.get_by_role("button", name="Change the status")
    expect(change).to_be_hidden()
    page.get_by_text("Change the status of several sessions").click()
    change.click()
    said = page.locator("#desk-list-said")
    expect(said).to_contain_text(named(stored(references[0])))
    assert stored(references[0]).record.status == "delivered"
    page.get_by_label("Include sessions with attendance").check()
    change.click()
    expect(said).to_have_text("Changed: 2.")
    for reference in references:
        expect(page.get_by_role("row", name=reference)).to_contain_text("Cancelled")
        assert stored(reference).record.status == "cancelled"


def test_an_admin_restores_what_was_before_and_others_only_read(served, page, *, stored, log):
    reference = log()
    open_form(page, served, f"/en/sessions?edit={reference}")
    page.locator("[id='desk-12-14']").fill("10")
    save(page)
    expect(page.locator("#desk-summary")).to_contain_text(f"Saved: {named(stored(reference))}.")
    page.get_by_role("link", name="History").click()
    steps = page.locator(".steps > li")
    expect(steps).to_have_count(2)
    expect(steps.first).to_contain_text("Changed by DEMO")
    expect(steps.first.locator("tbody tr")).to_have_text(["Total910", "12 to 14910"])
    button = page.get_by_role("button", name=re.compile("Restore the previous version"))
    expect(button).to_have_count(0)
    page.get_by_role("button", name="administrator").click()
    expect(page.get_by_role("link", name="People", exact=True)).to_be_visible()  # they are it now
    page.goto(f"{served.url}/en/sessions?tab=list&history={reference}")
    awake.wait(page)
    button.click()
    expect(page.locator("#desk-list-said")).to_have_text("Restored.")
    expect(steps).to_have_count(3)
    assert stored(reference).record.total == 9


def test_what_was_saved_is_undone_until_something_else_is_entered(served, page, *, stored, log):
    reference = log()
    open_form(page, served, f"/en/sessions?edit={reference}")
    page.locator("[id='desk-12-14']").fill("10")
    save(page)
    undo = page.locator("#desk-summary").get_by_role("button", name="Undo")
    undo.focus()
    ten = stored(reference)
    page.keyboard.press("Enter")
    expect(page.locator("#desk-summary")).to_contain_text(f"Undone: {named(ten)}.")
    expect(page.locator("#desk-date")).to_be_focused()
    expect(page.locator("[id='desk-12-14']")).to_have_value("9")
    assert stored(reference).record.total == 9
    page.locator("[id='desk-12-14']").fill("10")
    save(page)
    expect(undo).to_be_visible()
    assert stored(reference).record == ten.record
    page.locator("[data-step='1']").first.click()
    expect(undo).to_have_count(0)
    page.locator("[data-step='-1']").first.click()
    save(page)
    expect(page.locator("#desk-summary")).to_contain_text("Saved: ")


def test_the_list_is_searched_filtered_sorted_and_paged(served, page):
    page.goto(f"{served.url}/en/sessions?tab=list")
    awake.wait(page)
    rows = page.locator(".worklist tbody tr")
    expect(rows).to_have_count(50)
    page.get_by_role("link", name="Next page").click()
    expect(page).to_have_url(re.compile("page=2"))
    expect(page.get_by_text("Page 2 of")).to_be_visible()
    _a_choice_begins_at_the_first_page_and_asks_once(page)
    page.get_by_label("Status", exact=True).select_option("planned")
    expect(page).not_to_have_url(re.compile("page="))
    expect(rows.first).to_contain_text("Planned")
    page.get_by_role("link", name="Venue").last.click()
    expect(page.locator(".worklist [aria-sort]")).to_have_attribute("aria-sort", "ascending")
    page.get_by_label("Find by reference").fill("demo-2015-022")
    expect(rows).to_have_count(1)
    page.get_by_role("heading", level=1).click()
    page.go_back()
    expect(page.get_by_label("Find by reference")).to_have_value("")


def keep_what_was_entered_through_the_tabs(page: Page, served) -> None:
    page.locator("[id='desk-12-14']").fill("8")
    page.get_by_role("link", name="All sessions").click()
    expect(page).to_have_url(f"{served.url}/en/sessions?tab=list")
    expect(page.locator("#desk-form")).to_be_hidden()
    expect(page).to_have_title("All sessions – Sessions – imPACT")
    page.get_by_role("link", name=re.compile("^To fix")).click()
    expect(page.locator(".rule").first).to_be_visible()
    expect(page).to_have_title("To fix – Sessions – imPACT")
    page.get_by_role("link", name="Log a session").click()
    expect(page.locator("[id='desk-12-14']")).to_have_value("8")


def test_the_committee_gets_nothing(live_server: Served, page: Page):
    for query in ("", "?tab=list", "?edit=DEMO-2015-001", "?tab=list&history=DEMO-2015-001"):
        page.goto(f"{live_server.url}/en/sessions{query}")
        expect(page.get_by_role("heading", level=1)).to_have_text("This view is for coordinators")
        asked = quote(query, safe="")  # a role that is taken leads back to what was asked for
        assert "DEMO-2015" not in page.content().replace(asked, "")
    answer = page.evaluate(
        "fetch('/api/v1/sessions', {method: 'POST', body: '{\"cells\": {}}', "
        "headers: {'Content-Type': 'application/json'}}).then((answer) => answer.status)"
    )
    assert answer == 403


@pytest.mark.parametrize(
    "path",
    [
        "/en/sessions",
        "/fr/seances",
        "/en/sessions?edit=DEMO-2015-001",
        "/fr/seances?tab=list&history=DEMO-2015-001",
        "/en/sessions?tab=list",
    ],
)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(served, page, path):
    accessible.begin(page)
    page.goto(served.url + path)
    expect(page.locator("#desk-date, .worklist").first).to_be_visible()
    if "?" not in path:
        expect(page.locator(".waiting")).to_be_visible()  # plans whose day has come
    accessible.unfold(page, "main details:not(.filter)")
    for menu in page.locator("main .filter > summary:visible").all()[-1:]:  # one at a time
        menu.click()
    accessible.check(page, accessible.looks_of(path))


def _a_choice_begins_at_the_first_page_and_asks_once(page: Page) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    fold(page, "Language").click()
    french = page.get_by_role("checkbox", name="French", exact=True)
    french.check()
    expect(page).to_have_url(re.compile(r"list&language=fr$|language=fr&tab=list$"))
    expect(page.locator("#view-showing")).to_contain_text(", filtered")
    expect(page.locator(".worklist tbody tr").first).to_contain_text("French")
    assert len([one for one in requests if "_dash-update-component" in one]) == 1
    page.go_back()
    expect(page).to_have_url(re.compile("page=2"))
    expect(page.locator("#view-showing")).not_to_contain_text(", filtered")
    expect(french).not_to_be_checked()
