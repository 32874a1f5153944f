"""The view of people, as an administrator uses it, in a real browser."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dashboard.database import open_engine
from dashboard.desk.people import PeopleDesk
from dashboard.domain.shared.roles import Role
from tests.browser.test_people import PASSWORD
from tests.support import accessible, awake
from tests.support.program import Served, serving
from tests.support.visitors import sign_in

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def house(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A dashboard with an administrator; each test has people of its own there."""
    folder = tmp_path_factory.mktemp("people")
    url = f"sqlite:///{shutil.copy(sqlite_template, folder / 'impact.db')}"
    engine = open_engine(url)
    people = PeopleDesk(engine, "tests")
    people.set_password(people.add("admin", Role.ADMIN)[0].id, PASSWORD)
    engine.dispose()
    with serving(url, folder) as served:
        yield served


@pytest.fixture
def served(house: Served, page: Page) -> Served:
    """That dashboard, whose administrator is signed in."""
    sign_in(page.context, house, "admin", PASSWORD)
    page.goto(f"{house.url}/en/people")
    expect(page.get_by_role("heading", level=1)).to_have_text("People")
    awake.wait(page)
    return house


def add(page: Page, name: str, role: str = "Coordinator") -> None:
    form = page.locator("#people-add")
    form.get_by_label("Name").fill(name)
    form.get_by_label("Role").select_option(label=role)
    form.get_by_role("button").click()


def row(page: Page, name: str):
    return page.get_by_role("row", name=re.compile(f"^{re.escape(name)}"))


def test_a_person_is_added_changed_closed_and_opened(served: Served, page: Page):
    add(page, "Ana@example.org")
    secret = page.locator(".secret__value")
    expect(secret).to_have_value(re.compile(f"^{served.url}/en/password/"))
    expect(page.locator("#people-said")).to_contain_text("A link for ana@example.org")
    expect(page.locator("#people-said")).to_be_focused()
    ana = row(page, "ana@example.org")
    expect(ana).to_contain_text("Has not chosen a password yet")
    page.set_viewport_size({"width": 1440, "height": 900})
    middles = ana.locator("button").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect()).map((box) => box.y + box.height / 2)"
    )
    assert max(middles) - min(middles) < 1  # all stand in one row
    ana.get_by_label("Role of ana@example.org", exact=True).select_option(label="Administrator")
    ana.get_by_role("button", name="Change the role").click()
    expect(ana.get_by_role("cell").nth(0)).to_have_text("Administrator")
    expect(secret).to_have_count(0)
    close = ana.get_by_role("button", name="Deactivate the account of ana@example.org")
    close.click()
    expect(page.locator("#people-said")).to_have_text(
        "Press again to confirm: Deactivate the account of ana@example.org"
    )
    expect(close).to_have_text("Press again")
    close.click()
    expect(ana).to_contain_text("Deactivated")
    expect(page.locator("#people-said")).to_have_text(
        "Done: Deactivate the account of ana@example.org."
    )
    ana.get_by_role("button", name="Reactivate").click()
    expect(ana).to_contain_text("Has not chosen a password yet")


def test_the_link_is_copied_and_somebody_gets_in_by_it(served: Served, page: Page, other: Page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    add(page, "bo")
    page.get_by_role("button", name="Copy").click()
    expect(page.locator(".secret__copied")).to_have_text("Copied.")
    link = page.evaluate("navigator.clipboard.readText()")
    other.goto(link)
    expect(other.get_by_role("heading", level=1)).to_have_text("Choose a password for bo")
    page.reload()
    expect(row(page, "bo")).to_be_visible()
    expect(page.locator(".secret__value")).to_have_count(0)


def test_what_is_refused_is_told(served: Served, page: Page):
    add(page, "admin")
    expect(page.locator("#people-said")).to_contain_text(
        "An account with that name exists already."
    )
    me = row(page, "admin (you)")
    me.get_by_label("Role of admin", exact=True).select_option(label="Coordinator")
    me.get_by_role("button", name="Change the role").click()
    expect(page.locator("#people-said")).to_contain_text("Nobody else can manage the accounts.")


def test_who_is_signed_out_meanwhile_keeps_what_was_typed(served: Served, page: Page):
    page.route("**/api/v1/people", lambda route: route.fulfill(status=401, json={}))
    add(page, "cleo@example.org")
    expect(page.locator("#people-said")).to_contain_text("You are no longer signed in")
    expect(page.locator("#people-add [name=name]")).to_have_value("cleo@example.org")


def test_a_token_is_made_and_revoked_by_the_keyboard_alone(served: Served, page: Page):
    page.locator("#token-name").focus()
    page.keyboard.type("monthly report")
    page.keyboard.press("Enter")
    expect(page.locator(".secret__value")).to_have_value(re.compile(r"^[\w-]{43}$"))
    expect(row(page, "monthly report")).to_contain_text("Valid until")
    page.get_by_role("button", name="Revoke monthly report").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Revoke monthly report")).to_be_focused()
    page.keyboard.press("Enter")
    expect(row(page, "monthly report")).to_contain_text("Revoked on")


def test_axe_finds_nothing(served: Served, page: Page):
    add(page, "somebody-with-a-long-name@organization.example.org")
    expect(page.locator(".secret__value")).to_be_visible()
    for path in ("/en/people", "/fr/personnes"):
        accessible.begin(page)
        page.goto(served.url + path)
        expect(page.locator("table.people").first).to_be_visible()
        stand_on_lines(page)
        accessible.check(page, accessible.looks_of(path))


def stand_on_lines(page: Page):
    """Of each form: its labels on one line, its fields and its button on another."""
    page.set_viewport_size({"width": 1440, "height": 900})
    for form in page.locator("form.desk__bulk").all():
        labels = [one.bounding_box()["y"] for one in form.locator("label").all()]
        controls = form.locator("input, select, button").all()
        boxes = [one.bounding_box() for one in controls]
        for found in (labels, [b["y"] for b in boxes], [b["height"] for b in boxes]):
            assert max(found) - min(found) < 1, found


@pytest.mark.parametrize(("answer", "stays"), [("Delete it", 0), ("Keep it", 1)])
def test_who_signs_out_says_what_becomes_of_a_draft(
    served: Served, page: Page, answer: str, stays: int
):
    kept = "Object.keys(localStorage).filter((key) => key.startsWith('impact-draft')).length"
    page.evaluate("localStorage.setItem('impact-draft somebody-else r', '{}')")
    page.goto(f"{served.url}/en/sessions")
    awake.wait(page)
    page.locator("#desk-total").fill("12")
    awake.until(page, f"{kept} === 2")
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator(".account__asks")).to_contain_text("was not sent")
    expect(page.get_by_role("button", name="Delete it and sign out")).to_be_focused()
    page.get_by_role("button", name=answer).click()
    expect(page).to_have_url(re.compile(r"/en/sign-in\?out=here$"))
    assert page.evaluate(kept) == 1 + stays
