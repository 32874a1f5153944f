"""Signing in through a real provider's own pages, in a real browser."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.support import accessible, awake
from tests.support.ports import free_port
from tests.support.program import Served, impact
from tests.support.provider import Provider, running

pytestmark = pytest.mark.browser

PEOPLE = {
    "s-bo": {"preferred_username": "bo@example.org", "roles": ["Group B"]},
    "s-cy": {"preferred_username": "cy@example.org", "roles": ["Group Z"]},
}
Fixture = tuple[Served, Provider]


@pytest.fixture
def both(serve: Callable[..., Served], sqlite_url: str) -> Iterator[Fixture]:
    """The dashboard and the provider, which must know each other's addresses."""
    port = free_port()
    here = f"http://127.0.0.1:{port}"
    out = [f"{here}/en/sign-in", f"{here}/fr/connexion"]
    with running([f"{here}/provider/back"], out, PEOPLE) as provider:
        settings = provider.settings(port=str(port))
        yield serve(database_url=sqlite_url, **settings), provider


def at_the_provider(page: Page, provider: Provider, login: str) -> None:
    expect(page).to_have_url(re.compile(f"^{provider.issuer}/interaction/"))
    page.get_by_placeholder("Enter any login").fill(login)
    page.get_by_placeholder("and password").fill("x")
    page.get_by_role("button", name="Sign-in").click()
    page.get_by_role("button", name="Continue").click()


def test_somebody_comes_in_with_their_role_and_signs_out_of_both(both: Fixture, page: Page):
    served, provider = both
    page.goto(f"{served.url}/fr/personnes")
    page.get_by_role("link", name="Se connecter avec compte PACT").click()
    at_the_provider(page, provider, "s-bo")
    expect(page).to_have_url(f"{served.url}/fr/personnes")
    expect(page.get_by_role("link", name="bo@example.org")).to_be_visible()
    row = page.get_by_role("row", name=re.compile("bo@example.org"))
    expect(row).to_contain_text("Se connecte au moyen du fournisseur d’identité")
    awake.settled(page)
    page.get_by_role("button", name=re.compile("^Se déconnecter$|^Fermer la session$")).click()
    page.get_by_role("link", name=re.compile("PACT")).nth(1).click()
    expect(page).to_have_url(re.compile(f"^{provider.issuer}/session/end"))
    page.get_by_role("button", name="Yes, sign me out").click()
    expect(page).to_have_url(re.compile(f"^{served.url}/(en/sign-in|fr/connexion)"))
    page.goto(f"{served.url}/en/explore")
    expect(page).to_have_url(re.compile(r"/en/sign-in\?next="))


def test_who_has_no_role_is_told_so_in_their_language(both: Fixture, page: Page):
    served, provider = both
    page.goto(f"{served.url}/fr/connexion")
    page.get_by_role("link", name="Se connecter avec compte PACT").click()
    at_the_provider(page, provider, "s-cy")
    expect(page.get_by_role("alert")).to_contain_text("Vous n’avez pas de rôle")
    page.get_by_label("Nom").fill("admin")  # the other way in still works from here
    page.get_by_label("Mot de passe").fill("non")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("est incorrect")


def test_who_has_a_password_joins_it_and_axe_finds_nothing(
    both: Fixture, page: Page, sqlite_url: str
):
    served, provider = both
    made = impact("users", "add", "old@example.org", "--lang", "en", database_url=sqlite_url)
    link = re.search(r"http\S+(/en/password/\S+)", made.stdout)[1]
    page.goto(served.url + link)
    for field in ("New password", "Confirm the password"):
        page.get_by_label(field, exact=True).fill("correct horse battery")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="old@example.org").click()
    accessible.check(page, ((320, "light"), (1440, "light")))
    page.get_by_role("link", name="Link to PACT account").click()
    at_the_provider(page, provider, "s-bo")
    expect(page).to_have_url(f"{served.url}/en/account")
    expect(page.locator("main")).to_contain_text("old@example.org: administrator")
    expect(page.locator("main")).to_contain_text("You sign in with PACT account")
