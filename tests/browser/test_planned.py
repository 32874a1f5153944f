"""Planned sessions confirmed or cancelled with one tap, in a real browser."""

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dashboard.database import open_engine, reading
from dashboard.desk import Desk
from dashboard.queries.sessions.records import state_of
from tests.support import accessible, awake

pytestmark = pytest.mark.browser

TODAY = date(2015, 3, 25)  # where the demonstration stands still
PLANS = {f"PLAN-{n}": TODAY - timedelta(days=n) for n in range(7)}
LISTED = ["/en/sessions?tab=list&search=PLAN", "/fr/seances?tab=list&search=PLAN"]
CELLS = {"status": "planned", "kind": "discussion", "language": "fr", "venue": "DEMO-HS-01"}


# The chips that do not lie uncovered, and the texts under them.
IS_COVERED = """row => {
  const chips = [...row.querySelectorAll(".worklist__reports .chip")];
  const texts = [...row.querySelectorAll(".rows__shown, .rows__name, .worklist__ways > a, button")]
    .filter((one) => !chips.includes(one));
  const meet = (a, b) =>
    a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const box = (one) => one.getBoundingClientRect();
  return chips.flatMap((chip) => texts.filter((text) => meet(box(chip), box(text))))
    .map((one) => one.textContent);
}"""

# The last cell says when a row was changed, so its lines hang on the clock; its width stays.
FLAT = """rows => rows.forEach((row) =>
  [row.lastElementChild, ...row.lastElementChild.querySelectorAll("*")].forEach((one) =>
    one.style.lineHeight = 0))"""


def named(reference: str) -> str:
    return f"{PLANS[reference].isoformat()}, DEMO-HS-01"


@pytest.fixture(scope="module")
def database(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The demonstration with plans whose day has come, and one ahead; each test has its own."""
    folder = tmp_path_factory.mktemp("planned")
    url = f"sqlite:///{shutil.copyfile(demonstration, folder / 'impact.db')}"
    engine = open_engine(url)
    desk = Desk(engine, "Ana", TODAY)
    for reference, day in (PLANS | {"AHEAD": TODAY + timedelta(days=300)}).items():
        outcome = desk.log(CELLS | {"reference": reference, "date": day.isoformat()})
        assert outcome.done, outcome.faults
    engine.dispose()
    return url


@pytest.fixture
def status(database: str) -> Iterator[Callable[[str], str]]:
    """The status of a session as the database has it."""
    engine = open_engine(database)

    def find(reference: str) -> str:
        with reading(engine) as connection:
            return state_of(connection, reference).record.status

    yield find
    engine.dispose()


def waiting(page: Page) -> int:
    """How many wait, as the page says."""
    awake.wait(page)
    heading = page.locator(".waiting h2")
    expect(heading).to_be_visible()
    found = re.search(r"\d+", heading.inner_text())
    assert found
    return int(found[0])


def test_what_waits_is_found_and_reported(served, page, status):
    page.goto(f"{served.url}/en/sessions")
    count = waiting(page)
    find_all_that_waits_in_the_list_the_longest_waiting_first(page, status, count)
    page.goto(f"{served.url}/en/sessions")
    assert waiting(page) == count
    report_what_took_place_by_its_counts_alone(page, status, count)


def find_all_that_waits_in_the_list_the_longest_waiting_first(page, status, count):
    page.get_by_role("link", name="Show all sessions awaiting a report").click()
    rows = page.locator(".worklist tbody tr")
    expect(rows).to_have_count(count)
    expect(rows.last).to_contain_text("PLAN-0")
    page.get_by_role("button", name=f"It did not take place: {named('PLAN-3')}").click()
    said = page.locator("#desk-list-said")
    expect(said).to_contain_text(f"Cancelled: {named('PLAN-3')}.")
    expect(rows).to_have_count(count - 1)
    said.get_by_role("button", name="Undo").click()
    expect(rows).to_have_count(count)
    assert status("PLAN-3") == "planned"


def report_what_took_place_by_its_counts_alone(page, status, before):
    row = page.locator(".waiting li").first
    expect(row).to_contain_text("Today")
    row.get_by_role("link", name=f"It took place: {named('PLAN-0')}").press("Enter")
    expect(page.locator("[id='desk-12-14']")).to_be_focused()
    expect(page.locator(".waiting")).to_have_count(0)
    page.keyboard.type("9")
    page.keyboard.press("Enter")
    expect(page.locator("#desk-summary")).to_contain_text(f"Saved: {named('PLAN-0')}.")
    assert status("PLAN-0") == "delivered"
    expect(page.locator(".waiting h2")).to_have_text(f"Awaiting a report: {before - 1}")
    page.get_by_role("link", name=f"It took place: {named('PLAN-1')}").click()
    expect(page.locator("[id='desk-12-14']")).to_be_focused()
    expect(page.locator("[id='desk-12-14']")).to_have_value("")


def test_what_did_not_take_place_is_cancelled_with_one_tap_and_that_taken_back(
    served, page, status
):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{served.url}/fr/seances")
    before = waiting(page)
    no = page.get_by_role("button", name=re.compile(f"n’a pas eu lieu.*{named('PLAN-1')}"))
    box = no.bounding_box()
    assert box
    assert box["height"] >= 44
    no.click()
    said = page.locator("#desk-form-said")
    expect(said).to_contain_text(f"Annulée\u00a0: {named('PLAN-1')}.")
    expect(said).to_be_focused()
    assert status("PLAN-1") == "cancelled"
    expect(page.locator(".waiting h2")).to_contain_text(str(before - 1))
    said.get_by_role("button", name="Revenir en arrière").press("Enter")
    expect(said).to_have_text(f"De nouveau prévue\u00a0: {named('PLAN-1')}.")
    assert status("PLAN-1") == "planned"
    expect(page.locator(".waiting h2")).to_contain_text(str(before))


def test_who_cancels_what_somebody_else_reported_is_told(served, page, other, status):
    page.goto(f"{served.url}/en/sessions")
    waiting(page)
    other.goto(f"{served.url}/en/sessions?edit=PLAN-2&held=1")
    awake.wait(other)
    other.locator("[id='desk-12-14']").fill("7")
    other.locator("#desk-save").click()
    expect(other.locator("#desk-summary")).to_contain_text(f"Saved: {named('PLAN-2')}.")
    page.get_by_role("button", name=f"It did not take place: {named('PLAN-2')}").click()
    expect(page.locator("#desk-form-said")).to_contain_text(named("PLAN-2"))
    expect(page.locator("#desk-form-said")).to_contain_text(
        re.compile("7 participations would be removed")
    )
    assert status("PLAN-2") == "delivered"
    other.context.close()


@pytest.mark.parametrize("width", [1120, 1440])
@pytest.mark.parametrize("path", ["/en/sessions", "/fr/seances"])
def test_where_there_is_room_a_plan_takes_as_many_lines_as_what_was_held(served, page, path, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{served.url}{path}?tab=list")
    awake.wait(page)
    rows = page.locator(".worklist tbody tr", has_text="DEMO-HS-01")  # its name takes two lines
    rows.evaluate_all(FLAT)
    plans = rows.filter(has=page.locator(".worklist__reports .chip").nth(1))
    held = rows.filter(has_not=page.locator(".worklist__reports"))
    # Other tests change some of them, which makes a row higher.
    least, of_plans = (
        min(row.bounding_box()["height"] for row in some.all()) for some in (held, plans)
    )
    assert of_plans == least
    plan = plans.first
    expect(plan).to_contain_text("PLAN-")
    covered = plan.evaluate(IS_COVERED)
    assert covered == []


def test_what_is_ahead_can_only_be_cancelled(served, page, status):
    page.goto(f"{served.url}/en/sessions?tab=list&search=AHEAD")
    awake.wait(page)
    expect(page.get_by_role("link", name=re.compile("It took place"))).to_have_count(0)
    page.get_by_role("button", name="Cancel session: 2016-01-19, DEMO-HS-01").click()
    expect(page.locator("#desk-list-said")).to_contain_text("Cancelled: 2016-01-19, DEMO-HS-01.")
    assert status("AHEAD") == "cancelled"


def test_the_badge_in_the_head_leads_to_what_waits_to_be_mended(served, page):
    page.goto(f"{served.url}/en/explore?language=fr")
    awake.wait(page)
    badge = page.locator(".nav__count")
    expect(badge).to_have_text(re.compile(r"^\d+ to fix$"))
    expect(badge).to_have_attribute("href", "/en/sessions?language=fr&tab=mend")
    page.locator("[data-remove=language]").click()
    expect(badge).to_have_attribute("href", "/en/sessions?tab=mend")
    badge.click()
    expect(page).to_have_url(f"{served.url}/en/sessions?tab=mend")
    expect(page.locator(".rule").first).to_be_visible()


@pytest.mark.parametrize("path", LISTED)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(served, page, path):
    accessible.begin(page)
    page.goto(served.url + path)
    expect(page.locator(".worklist__reports").first).to_be_visible()
    accessible.check(page, accessible.looks_of(path))
