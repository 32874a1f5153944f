"""An administrator grants a partner a view, changes it, gives it a new key, and revokes it."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import Engine, update

from dashboard.access import accounts
from dashboard.access.passwords import hashed
from dashboard.database import open_engine, reading, writing
from dashboard.domain.publications.embeds import Grant, ViewCount
from dashboard.domain.shared.clock import calendar_day
from dashboard.domain.shared.roles import Role
from dashboard.publications.archive import grants, shown
from dashboard.publications.making.granting import GrantDesk
from dashboard.tables import User
from tests.support import accessible, awake, databases, late
from tests.support.archive import publish
from tests.support.embeds import grant, wanted
from tests.support.program import Served, serving
from tests.support.publications import publication
from tests.support.visitors import sign_in

pytestmark = pytest.mark.browser

PASSWORD = "a long enough password"  # noqa: S105 - of nothing but tests
PATHS = {"en": "/en/publish?tab=embeds", "fr": "/fr/publier?tab=embeds"}
TODAY = calendar_day("America/Toronto")  # the day ends later there than in a server’s UTC
SITE = "https://intranet.example.org"
RING = 5  # pixels around what has the focus


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """One publication, and an administrator."""
    found = f"sqlite:///{tmp_path_factory.mktemp('granting') / 'impact.db'}"
    databases.make(found)
    engine = open_engine(found)
    publish(engine, publication())
    with writing(engine) as connection:
        accounts.add(connection, "root", Role.ADMIN)
        connection.execute(update(User).values(password_hash=hashed(PASSWORD)))
    engine.dispose()
    return found


@pytest.fixture(scope="module")
def served(url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(url, tmp_path_factory.mktemp("served")) as served:
        yield served


@pytest.fixture
def engine(url: str, served: Served) -> Iterator[Engine]:
    engine = open_engine(url)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def signed_in(served: Served, lean_browser: Browser) -> Iterator[BrowserContext]:
    context = lean_browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    sign_in(context, served, "root", PASSWORD)
    yield context
    context.close()


@pytest.fixture
def open_tab(served: Served, signed_in: BrowserContext) -> Iterator[Callable[..., Page]]:
    pages = []

    def open_tab(more: str = "", language: str = "en", width: int = 1280) -> Page:
        pages.append(signed_in.new_page())
        pages[-1].set_viewport_size({"width": width, "height": 900})
        pages[-1].goto(served.url + PATHS[language] + more)
        awake.wait(pages[-1])
        expect(pages[-1].locator("#view-showing")).not_to_be_empty()
        return pages[-1]

    yield open_tab
    for page in pages:
        page.close()


def named(engine: Engine, partner: str) -> Grant:
    with reading(engine) as connection:
        return next(one for one in grants.every(connection) if one.partner == partner)


def card(page: Page, partner: str):
    return page.locator(".embeds__list > li").filter(has_text=partner)


def field(page: Page, column: str):
    return page.locator(f'#embeds-form [data-column="{column}"]')


def save(page: Page) -> None:
    page.click("#embeds-form [type=submit]")


def test_a_view_is_granted_by_keyboard_alone_and_its_key_shown_once(open_tab, engine: Engine):
    page = open_tab()
    press = page.keyboard.press
    page.get_by_role("link", name="Grant views to a partner").focus()
    press("Enter")
    expect(page.locator("#embeds-form")).to_be_visible()
    expect(page.locator("#view-embeds-form")).to_be_focused()
    press("Tab")
    press("Tab")
    expect(page.locator("#embeds-partner")).to_be_focused()
    page.keyboard.type("Ottawa Police Service")
    press("Tab")
    press("Space")  # where we are today
    press("Tab")
    press("Space")  # youth
    page.locator("[data-mode=language]").focus()
    press("ArrowDown")
    press("ArrowDown")
    press("Tab")
    expect(page.locator("#embeds-form :focus")).to_have_attribute("data-codes", "en")
    press("Tab")
    press("Space")
    page.locator("#embeds-origins").focus()
    page.keyboard.type(SITE)
    page.locator("#embeds-partner").focus()
    press("Enter")
    expect(page.locator("#embeds-made-title")).to_be_focused()
    expect(page.locator("#embeds-said")).to_contain_text("granted to Ottawa Police Service")
    expect(page.locator("#embeds-form")).to_have_count(0)
    press("Tab")  # the view
    press("Tab")  # the language
    press("Tab")
    expect(page.locator("#embeds-made-script-text")).to_be_focused()
    expect(page.locator("#embeds-made-script-text")).to_be_in_viewport(ratio=1)
    press("Tab")
    expect(page.locator("#embeds-made :focus")).to_have_accessible_name("Copy: With a script")
    key = page.locator("#embeds-made-key-text").input_value()
    script = page.locator("#embeds-made-script-text").input_value()
    assert f'data-key="{key}"' in script
    made = named(engine, "Ottawa Police Service")
    assert made.views == ("overview", "youth")
    assert (made.locked, made.free, made.origins) == ((("language", "fr"),), (), (SITE,))
    with reading(engine) as connection:
        assert grants.presented(connection, key) == made
    expect(card(page, "Ottawa Police Service")).to_contain_text("Language: French")
    page.reload()
    expect(page.locator("#embeds-made")).to_be_hidden()
    assert key not in page.content()


def test_who_names_no_site_reads_that_none_may_show_the_views(open_tab):
    page = open_tab("&new=1", width=1440)
    choices = [
        page.locator(f"[data-mode={name}]").bounding_box() for name in ("period", "from", "to")
    ]
    assert len({choice["y"] for choice in choices}) == 1
    page.locator("#embeds-partner").fill("A Partner Without Sites")
    page.get_by_label("Youth reached").check()
    save(page)
    expect(page.locator("#embeds-made-about")).to_contain_text("No site may show these views yet")


def test_faults_stand_beside_their_fields_and_nothing_typed_is_lost(open_tab):
    page = open_tab("&new=1", "fr")
    save(page)
    expect(page.locator("#embeds-partner")).to_be_focused()
    expect(field(page, "partner").locator(".desk__fault")).to_be_visible()
    expect(field(page, "views").locator(".desk__fault")).to_be_visible()
    page.fill("#embeds-partner", "Ville d’Ottawa")
    page.get_by_label("Jeunes rejoints").check()
    page.select_option("[data-mode=from]", "locked")
    save(page)
    expect(field(page, "filter-from").locator(".desk__fault")).to_contain_text("Choisissez")
    page.fill("#embeds-value-from", "2014-05-15")
    page.fill("#embeds-origins", f"{SITE}/sites/jeunes\nhttp://ottawa.example.ca")
    page.fill("#embeds-expires_on", (TODAY - timedelta(1)).isoformat())
    save(page)
    sites = field(page, "origins").locator(".desk__fault")
    expect(sites).to_contain_text(f"Écrivez {SITE}.")
    expect(sites).to_contain_text("Écrivez https://ottawa.example.ca.")
    expect(field(page, "filter-from").locator(".desk__fault")).to_contain_text("mois entiers")
    expect(field(page, "expires_on").locator(".desk__fault")).to_be_visible()
    from_ = page.locator("#embeds-value-from")
    expect(from_).to_be_focused()
    boxes = from_.bounding_box(), field(page, "filter-from").locator(".embeds__hint").bounding_box()
    assert boxes[0]["y"] + boxes[0]["height"] + RING <= boxes[1]["y"]  # its ring covers nothing
    expect(page.locator("#embeds-partner")).to_have_value("Ville d’Ottawa")
    assert accessible.violations(page, iframes=False) == []


def test_a_filter_chosen_before_the_scripts_run_asks_for_its_values(open_tab, served: Served):
    page = open_tab()
    with late.scripts(page, f"{served.url}{PATHS['en']}&new=1", "#embeds-form"):
        page.select_option("[data-mode=from]", "locked")
        expect(page.locator("#embeds-value-from")).to_be_hidden()
    expect(page.locator("#embeds-value-from")).to_be_visible()
    expect(page.locator("[data-mode=from]")).to_have_value("locked")


def test_what_goes_into_a_page_is_copied_and_seen_as_readers_will_see_it(open_tab, engine: Engine):
    grant(engine, partner="School board", views=("youth", "by-month"), images=True)
    page = open_tab()
    card(page, "School board").get_by_role("button", name="Code for a page").click()
    made = page.locator("#embeds-made")
    expect(made).to_contain_text("which we do not keep")
    expect(made.locator("#embeds-made-key")).to_be_hidden()
    inside = page.frame_locator("#embeds-made-preview")
    expect(inside.locator("h1")).to_have_text("Youth reached")
    page.get_by_label("View", exact=True).select_option("by-month")
    follows_browser = made.get_by_text("A plain frame does not know the language of the page")
    expect(follows_browser).to_be_visible()
    page.get_by_label("Language of the page").select_option("fr")
    expect(inside.locator("h1")).to_have_text("Au fil du temps")
    expect(follows_browser).to_be_hidden()
    picture = page.locator("#embeds-made-image-text").input_value()
    assert "/fr/embed/by-month.svg?key=KEY" in picture
    made.get_by_role("button", name="Copy: Frame only (iframe)").click()
    expect(made.locator(".embeds__copied", has_text="Copied.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#embeds-made-iframe-text").input_value()
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(); }")
    made.get_by_role("button", name="Copy: With a script").click()
    expect(made).to_contain_text("Copy it manually")
    selected = "document.activeElement.value.slice(0, document.activeElement.selectionEnd)"
    assert page.evaluate(selected) == page.locator("#embeds-made-script-text").input_value()


def test_what_somebody_else_saved_meanwhile_is_shown_before_it_is_overwritten(
    open_tab, engine: Engine
):
    number = grant(engine, partner="Clash", views=("youth",)).grant.id
    page = open_tab(f"&grant={number}")
    theirs = wanted(partner="Clash", views=("youth",), images=True, locked="language=fr")
    GrantDesk(engine, "Bo", TODAY).change(number, theirs)
    page.get_by_label("Over time").check()
    save(page)
    ask = page.locator("#embeds-ask")
    expect(ask.locator("h2")).to_be_focused()
    expect(ask).to_contain_text(
        "Views – current version: Youth reached; your version: Youth reached, Over time"
    )
    expect(ask).to_contain_text(
        "Language – current version: Locked to these values – French; your version: Not offered"
    )
    assert len(ask.locator("li").all()) == 3
    ask.get_by_role("button", name="Show the current version").click()
    expect(page.get_by_label("Pictures and tables")).to_be_checked()
    expect(page.get_by_label("Over time")).not_to_be_checked()
    page.get_by_label("Over time").check()
    save(page)
    expect(page.locator("#embeds-said")).to_contain_text("was changed")
    found = named(engine, "Clash")
    assert found.images
    assert found.views == ("youth", "by-month")


def test_a_new_key_and_a_revocation_say_first_what_they_do(open_tab, engine: Engine):
    old = grant(engine, partner="Youth centre").key
    page = open_tab()
    one = card(page, "Youth centre")
    one.get_by_text("New key", exact=True).click()
    expect(one).to_contain_text("stops working at once")
    one.get_by_role("button", name="Create a new key").click()
    expect(page.locator("#embeds-said")).to_contain_text("the old one no longer works")
    key = page.locator("#embeds-made-key-text").input_value()
    with reading(engine) as connection:
        assert grants.presented(connection, old) is None
        assert grants.presented(connection, key)
    one.get_by_role("button", name="Code for a page").click()
    expect(page.locator("#embeds-said")).to_contain_text("Youth centre’s key is still on screen")
    assert page.locator("#embeds-made-key-text").input_value() == key
    page.locator("#embeds-made [data-unmade]").click()
    expect(page.locator("#embeds-made")).to_be_hidden()
    assert key not in page.evaluate("[...document.querySelectorAll('input')].map(i => i.value)")
    one.get_by_text("Revoke", exact=True).click()
    one.get_by_role("button", name="Revoke the grant").click()
    expect(page.locator("#embeds-said")).to_have_text("The grant of Youth centre was revoked.")
    expect(one).to_contain_text("Revoked on")
    page.emulate_media(media="print")
    for way in ("Grant views to a partner", "Activity log"):
        expect(page.get_by_text(way).last).to_be_hidden()
    assert named(engine, "Youth centre").revoked_on == TODAY


def test_without_a_connection_it_is_said_that_nobody_knows(open_tab, engine: Engine):
    grant(engine, partner="Offline")
    page = open_tab()
    page.route("**/api/v1/embeds/**", lambda route: route.abort())
    card(page, "Offline").get_by_text("Revoke", exact=True).click()
    card(page, "Offline").get_by_role("button", name="Revoke the grant").click()
    expect(page.locator("#embeds-said")).to_contain_text("No response")
    assert named(engine, "Offline").revoked_on is None


def test_who_is_signed_out_meanwhile_keeps_what_was_typed(open_tab):
    page = open_tab("&new=1", "fr")
    partner = field(page, "partner").locator("input")
    partner.fill("Signed out")
    field(page, "views").locator("input").first.check()
    page.route("**/api/v1/embeds", lambda route: route.fulfill(status=401, json={}))
    save(page)
    expect(page.locator("#embeds-said")).to_contain_text("Votre session est fermée")
    back = "/fr/connexion?next=%2Ffr%2Fpublier%3Ftab%3Dembeds%26new%3D1"
    expect(page.locator("#embeds-said a")).to_have_attribute("href", back)
    expect(partner).to_have_value("Signed out")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_tab_is_accessible_and_fits(open_tab, engine: Engine, language: str):
    number = grant(engine, partner="X" * 60, free=("age",), locked="period=2014-15").grant.id
    everything = wanted(partner="Y" * 60, origins=(f"https://{'x' * 50}.example.org",))
    GrantDesk(engine, "Bo", TODAY).change(number, everything)
    with writing(engine) as connection:
        shown.add(connection, ViewCount(TODAY, number, "youth", 12))
    page = open_tab(f"&grant={number}", language, 360)
    page.emulate_media(media="print")
    expect(card(page, "Y" * 60).first.locator(".embeds__shown > summary")).to_be_visible()
    page.emulate_media(media="null")
    page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
    page.locator(f"[data-snippets='{number}']").click()
    expect(page.locator("#embeds-made")).to_be_visible()
    wide = "all => all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.id)"
    for look in accessible.looks_of(PATHS[language]):
        accessible.check(page, (look,), iframes=False)
        assert page.locator(".card, .card > *").evaluate_all(wide) == []  # nothing is cut off
