"""The fix-it list as coordinators use it, on a demonstration with faults put in."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect
from sqlalchemy import insert, select, update

from dashboard.database import open_engine, writing
from dashboard.domain.sessions.findings import FindingRule
from dashboard.tables import OutreachSession, Venue
from dashboard.writes import derived
from dashboard.writes.state import bump_version
from tests.support import accessible, awake
from tests.support.program import Served, serving

pytestmark = pytest.mark.browser

PAGES = ["/en/sessions?rule=overdue", "/en/sessions?tab=mend", "/fr/seances?tab=mend"]
OVERDUE = 26


@pytest.fixture(scope="module")
def served(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A demonstration in which something is wrong by every rule but one, for a coordinator."""
    with with_faults(demonstration, tmp_path_factory.mktemp("faults")) as served:
        yield served


@pytest.fixture(scope="module")
def mended(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The same for those who mend some of it, each something else."""
    with with_faults(demonstration, tmp_path_factory.mktemp("mended")) as served:
        yield served


@contextmanager
def with_faults(demonstration: Path, folder: Path) -> Iterator[Served]:
    url = f"sqlite:///{shutil.copyfile(demonstration, folder / 'impact.db')}"
    put_faults_in(url)
    with serving(url, folder, demo_role="coordinator") as served:
        yield served


def put_faults_in(url: str) -> None:
    """A wrong sum, and plans that nobody closed or leads, one of which was held."""
    engine, session = open_engine(url), OutreachSession
    with writing(engine) as connection:
        first = session.reference == "DEMO-2013-001"
        connection.execute(update(session).where(first).values(total=session.total + 1))
        original = connection.execute(
            select(session.__table__).where(session.reference == "DEMO-2013-002")
        ).one()
        same = ("held_on", "kind", "language", "venue_id")
        plan = {name: getattr(original, name) for name in same}
        connection.execute(insert(session), [plan | {"reference": "A & B/1", "status": "planned"}])
        shelter = connection.scalar(select(Venue.id).where(Venue.code == "DEMO-SH-01"))
        plan = {"status": "planned", "kind": "discussion", "language": "en", "venue_id": shelter}
        connection.execute(
            insert(session),
            [
                plan | {"reference": f"LATE-{n}", "held_on": date(2014, 7, n)}
                for n in range(1, OVERDUE)
            ],
        )
        derived.rebuild(connection)
        bump_version(connection)
    engine.dispose()


def open_page(page: Page, served: Served, path: str = "/en/sessions?tab=mend") -> None:
    page.goto(served.url + path)
    awake.wait(page)
    expect(page.locator(".rule").first).to_be_visible()


def number_in(words: Locator) -> int:
    """The number that it begins with; nothing is 0."""
    digits = re.match(r"\d+", words.inner_text())
    return int(digits[0]) if digits else 0


def test_everything_to_mend_is_counted_told_opened_and_leads_to_its_session(
    served: Served, page: Page
):
    """The head of the list leads down to it by keyboard."""
    open_page(page, served)
    counts = [number_in(each) for each in page.locator("h2 .rule__count").all()]
    expect(page.locator("#view-showing")).to_have_text(f"{sum(counts)} issues to fix")
    expect(page.locator(".nav__count")).to_have_text(f"{sum(counts)} to fix")
    sums = page.locator("#view-sum-rule")
    expect(sums.locator("h2")).to_contain_text("Totals that do not add up 1 issue to fix")
    expect(sums.locator(".find")).to_contain_text(
        "The session’s total is 13, but its age groups add up to 12."
    )
    expect(sums.locator(".find")).to_contain_text("DEMO-2013-001")
    expect(page.locator("#view-duplicate-rule .find", has_text="A & B/1")).to_contain_text(
        "If the planned session is the one that was held, cancel the plan; it was logged again."
    )
    way = page.get_by_role("navigation", name="What was checked").get_by_role("link")
    expect(way).to_have_count(len(FindingRule))
    way.last.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#view-no-facilitator-rule$"))
    expect(page.locator("#view-no-facilitator-rule h2")).to_be_in_viewport()
    _a_long_list_opens_by_itself_and_back_closes_it(page, served)
    _a_finding_leads_to_its_session(page, served)


def _a_long_list_opens_by_itself_and_back_closes_it(page: Page, served: Served) -> None:
    overdue = page.locator("#view-overdue-rule .find")
    expect(overdue).to_have_count(20)
    number = number_in(page.locator("#view-overdue-rule .rule__count"))
    assert number >= OVERDUE
    page.get_by_role("link", name=f"Show all {number}: Planned, but the date has passed").click()
    expect(overdue).to_have_count(number)
    expect(page).to_have_url(f"{served.url}/en/sessions?rule=overdue")
    expect(page.locator("#view-showing")).to_be_focused()
    expect(page.locator("#view-announcement")).to_have_text(
        f"Planned, but the date has passed: {number} issues to fix"
    )
    expect(page.locator(".rule")).to_have_count(1)
    page.go_back()
    expect(page.locator("[id$=-rule]")).to_have_count(len(FindingRule))
    page.go_forward()
    page.get_by_role("link", name="Show everything to fix").click()
    expect(page.locator("[id$=-rule]")).to_have_count(len(FindingRule))


def _a_finding_leads_to_its_session(page: Page, served: Served) -> None:
    page.locator("#view-sum-rule").get_by_role("link", name="Open 2013-10-07, DEMO-YO-04").click()
    expect(page).to_have_url(f"{served.url}/en/venues?open=DEMO-YO-04#session-DEMO-2013-001")
    expect(page.locator("[id='session-DEMO-2013-001']")).to_be_in_viewport()
    page.go_back()
    page.locator("#view-duplicate-rule").get_by_role(
        "link", name=re.compile(r"^Open 2013-11-01, DEMO-YO-03, .*, A & B.1$")
    ).click()
    expect(page.locator("[id='session-A & B/1']")).to_be_in_viewport()


def test_the_language_link_keeps_the_chosen_rule_and_one_that_found_nothing_says_so(
    served: Served, page: Page
):
    open_page(page, served, "/en/sessions?rule=sum")
    page.get_by_role("link", name="Français").click()
    expect(page).to_have_url(f"{served.url}/fr/seances?rule=sum")
    expect(page.locator(".rule")).to_have_count(1)
    expect(page.locator(".find h3")).to_have_text(
        "2013-10-07, Association jeunesse Cerf-volant (DEMO-YO-04)"
    )
    page.get_by_role("link", name="Afficher tout ce qui est à corriger").click()
    nothing = page.locator("#view-outlier-rule")
    expect(page.locator(".rule", has=nothing).locator("h2")).to_have_text("✓Rien à corriger")
    expect(nothing).to_contain_text("Nombres inhabituels – ")


def test_a_finding_leads_to_the_form_that_mends_it(mended: Served, page: Page):
    open_page(page, mended)
    duplicates = page.locator("#view-duplicate-rule")
    named = re.compile(r"^Edit 2013-11-01, DEMO-YO-03, .*, A & B.1$")
    duplicates.get_by_role("link", name=named).click()
    heading = "Edit session: 2013-11-01, DEMO-YO-03 A & B/1"
    expect(page.get_by_role("heading", name=heading)).to_be_visible()
    page.get_by_label("Status").select_option("cancelled")
    page.get_by_role("button", name="Save the session").click()
    expect(page.locator("#desk-summary")).to_contain_text(
        re.compile(r"^Saved: \d{4}-\d\d-\d\d, DEMO-")
    )
    page.get_by_role("link", name=re.compile("^To fix")).click()
    expect(duplicates.locator("h2")).to_be_visible()
    expect(duplicates.locator(".find", has_text="A & B/1")).to_have_count(0)


def test_whether_a_late_plan_took_place_is_said_right_there(mended: Served, page: Page):
    open_page(page, mended)
    late = page.locator("#view-overdue-rule")
    left = number_in(page.locator(".nav__count"))
    late.get_by_role("button", name="It did not take place: 2014-07-25, DEMO-SH-01").press("Enter")
    said = page.locator("#desk-mend-said")
    expect(said).to_contain_text("Cancelled: 2014-07-25, DEMO-SH-01.")
    expect(said).to_be_focused()
    expect(page.locator(".nav__count")).to_have_text(f"{left - 2} to fix")  # nobody led it, either
    said.get_by_role("button", name="Undo").press("Enter")
    expect(said).to_contain_text("Planned again: 2014-07-25, DEMO-SH-01.")
    expect(page.locator(".nav__count")).to_have_text(f"{left} to fix")
    late.get_by_role("link", name="It took place: 2014-07-25, DEMO-SH-01").press("Enter")
    expect(page.get_by_role("heading", name="It took place: 2014-07-25")).to_be_visible()
    expect(page.locator("[id='desk-12-14']")).to_be_focused()


def test_what_is_right_is_marked_by_keyboard_kept_without_an_answer_and_taken_back(
    mended: Served, page: Page
):
    """The answer is cut off, the page is loaded again, and it is checked once."""
    open_page(page, mended)
    sums = page.locator("#view-sum-rule")
    left = number_in(page.locator(".nav__count")) - 1

    def cut_off(route: Route) -> None:
        route.fetch()
        route.abort()

    sums.get_by_role("link", name="Edit 2013-10-07, DEMO-YO-04").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(sums.get_by_role("alert")).to_contain_text("The reason is missing")
    page.route("**/api/v1/findings/checked", cut_off, times=1)
    page.keyboard.type("Thirteen came")
    assert accessible.violations(page) == []
    page.keyboard.press("Enter")
    expect(sums.get_by_role("alert")).to_contain_text("It is kept here")
    page.reload()
    expect(page.locator(".nav__count")).to_have_text(f"{left} to fix")  # it had come through
    expect(sums.locator(".find")).to_have_count(0)
    expect(page.locator("#view-showing")).to_have_text(f"{left} issues to fix")
    page.get_by_text("Checked: 1", exact=True).click()
    right = page.locator("#view-mend-checked .find")
    expect(right).to_contain_text(re.compile("Correct, says .+: “Thirteen came”"))
    assert accessible.violations(page) == []
    right.get_by_role("button", name="Return to the list").press("Enter")
    expect(page.locator("#desk-mend-said")).to_be_focused()
    expect(sums.get_by_label("Why is this correct?")).to_have_value("Thirteen came")
    sums.get_by_role("button", name="Mark as checked").dblclick()
    expect(page.locator("#desk-mend-said")).to_contain_text("Checked: no longer on the list.")
    page.get_by_role("button", name="Undo").click()
    expect(sums.locator(".find")).to_have_count(1)


def test_a_reason_that_did_not_arrive_outlives_a_reload(served: Served, page: Page):
    open_page(page, served)
    page.route("**/api/v1/findings/checked", lambda route: route.abort())
    sums = page.locator("#view-sum-rule")
    sums.get_by_text("This is correct").click()
    sums.get_by_label("Why is this correct?").fill("Thirteen came")
    sums.get_by_role("button", name="Mark as checked").click()
    expect(sums.get_by_role("alert")).to_contain_text("No connection")
    page.reload()
    expect(sums.get_by_label("Why is this correct?")).to_have_value("Thirteen came")


def test_the_committee_is_told_whom_the_view_is_for(live_server: Served, page: Page):
    page.goto(f"{live_server.url}/en/sessions")
    expect(page.get_by_role("heading", level=1)).to_have_text("This view is for coordinators")
    expect(page.get_by_role("link", name="Explore the project’s reach")).to_be_visible()
    expect(page.locator(".find")).to_have_count(0)


def test_a_stranger_to_the_demonstration_takes_the_role_that_a_page_is_for(
    live_server: Served, page: Page
):
    page.goto(f"{live_server.url}/fr/seances?tab=list")
    page.get_by_role("button", name="coordination").click()
    expect(page).to_have_url(f"{live_server.url}/fr/seances?tab=list")
    expect(page.get_by_role("heading", level=1)).to_have_text("Séances")


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    served: Served, page: Page, path: str
):
    accessible.begin(page)
    open_page(page, served, path)
    accessible.check(page, accessible.looks_of(path))
