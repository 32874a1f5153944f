"""Signing in, and looking as someone else, in a real browser."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_explore import choose, open_page
from tests.support import accessible, awake
from tests.support.program import Served

pytestmark = pytest.mark.browser

PASSWORD = "correct horse battery"  # noqa: S105 - of nothing but tests


def become_admin(page: Page, served: Served) -> None:
    """By the link that the program told when it began."""
    page.goto(re.search(r"become the administrator: (http\S+)", served.log)[1])
    page.get_by_label("New password", exact=True).fill(PASSWORD)
    page.get_by_label("Confirm the password").fill(PASSWORD)
    page.get_by_role("button", name="Save and sign in").click()


def test_the_first_administrator_gets_in_out_and_in_again(
    serve: Callable[..., Served], sqlite_url: str, page: Page
):
    served = serve(database_url=sqlite_url)
    become_admin(page, served)
    expect(page.locator(".account__name")).to_have_text("admin")
    awake.settled(page)
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(re.compile(r"/en/sign-in\?out=here$"))
    expect(page.get_by_role("status")).to_have_text("You are signed out.")
    page.goto(f"{served.url}/fr/lieux?language=fr")
    page.get_by_label("Nom").fill("Admin")
    page.get_by_label("Mot de passe").fill("non")
    page.get_by_role("button", name="Se connecter").click()
    expect(page.get_by_role("alert")).to_have_text(
        "Le nom d’utilisateur ou le mot de passe est incorrect."
    )
    expect(page.get_by_role("alert")).to_be_focused()
    sign = page.get_by_role("alert").evaluate("one => getComputedStyle(one, '::before').content")
    assert sign == '"▲ " / ""'
    page.get_by_label("Nom").fill("Admin")
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{served.url}/fr/lieux?language=fr")
    expect(page.get_by_role("heading", level=1)).to_have_text("Lieux")
    page.set_viewport_size({"width": 1440, "height": 900})
    name, views = page.locator(".account__name"), page.locator(".nav").bounding_box()
    long = "a.rather.long.name@a.rather.long.organization.example"
    name.evaluate("(name, long) => { name.textContent = long; }", long)
    assert name.bounding_box()["y"] < views["y"] + views["height"]  # in the same row


def test_who_is_signed_out_meanwhile_is_asked_again(
    serve: Callable[..., Served], sqlite_url: str, page: Page
):
    served = serve(database_url=sqlite_url)
    become_admin(page, served)
    awake.settled(page)
    page.context.clear_cookies()
    page.get_by_role("link", name="Indicators").click()
    expect(page).to_have_url(re.compile(r"/en/sign-in\?next="))


def test_looking_as_a_coordinator_keeps_the_filters(live_server: Served, page: Page):
    open_page(page, live_server)
    choose(page, "Language", "French")
    expect(page).to_have_url(re.compile("language=fr"))
    page.get_by_role("button", name="coordinator").click()
    views = page.get_by_role("navigation", name="Views")
    expect(views.get_by_role("link", name="Sessions")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/en/explore\?language=fr$"))
    expect(page.get_by_role("button", name="coordinator")).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("path", ["/en/sign-in", "/fr/connexion"])
def test_axe_finds_nothing_on_the_page_to_sign_in(live_server: Served, page: Page, path: str):
    accessible.begin(page)
    page.goto(live_server.url + path)
    accessible.check(page, accessible.looks_of(path))


@pytest.mark.parametrize("path", ["/en/people/log", "/fr/personnes/journal"])
def test_the_audit_log_is_searched_by_keyboard_and_axe_finds_nothing(
    live_server: Served, page: Page, path: str
):
    page.goto(f"{live_server.url}/en/explore")
    page.get_by_role("button", name="administrator").click()
    expect(page.get_by_role("navigation").get_by_role("link", name="People")).to_be_visible()
    accessible.begin(page)
    page.goto(live_server.url + path)
    accessible.check(page, accessible.looks_of(path))
    page.locator("#who").focus()
    page.keyboard.type("impact")
    page.keyboard.press("Tab")
    page.locator("#of").select_option("venues")
    page.keyboard.press("Tab")
    page.locator("button[type=submit]").press("Enter")
    expect(page).to_have_url(f"{live_server.url}{path}?who=impact&of=venues&day=")
    expect(page.locator("section li")).to_have_count(1)
    expect(page.locator("section li")).to_contain_text("venues.csv")
