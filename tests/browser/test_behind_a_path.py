"""All of the program behind a path of a host, which one proxy takes off and another leaves on."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Request, Response, expect

from dashboard.database import open_engine
from tests.support import awake, nginx, program
from tests.support.archive import publish
from tests.support.embeds import grant
from tests.support.ports import free_port
from tests.support.publications import publication

pytestmark = pytest.mark.browser

PATH = "/impact"
PASSWORD = "correct horse battery"  # noqa: S105 - of nothing but tests
CSV = (
    "reference,date,status,kind,language,venue,total\n"
    "P-1,2015-02-02,delivered,discussion,fr,DEMO-HS-01,12\n"
)


@dataclass(frozen=True)
class Place:
    """One program behind two proxies; ``url`` is where people find it."""

    served: program.Served
    url: str
    left_on: str


@dataclass
class Watch:
    """What a browser asked for elsewhere than below the path, and what was not there."""

    below: tuple[str, ...]
    strayed: list[str] = field(default_factory=list)

    def asked(self, request: Request) -> None:
        if request.url.startswith(("data:", "blob:")):
            return
        if not request.url.startswith(self.below):
            self.strayed.append(request.url)

    def answered(self, response: Response) -> None:
        if response.status >= 400:
            self.strayed.append(f"{response.status} {response.url}")


@pytest.fixture(scope="module")
def place(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    tmp = tmp_path_factory.mktemp("path")
    url = f"sqlite:///{shutil.copy(demonstration, tmp / 'impact.db')}"
    engine = open_engine(url)
    publish(engine, publication())
    grant(engine, partner="School board", views=("youth",))
    engine.dispose()
    taken_off, left_on = free_port(), free_port()
    base = f"http://localhost:{taken_off}{PATH}"
    # that no mail is sent is no matter: the page to ask for a link is what counts
    mail = {"smtp_url": f"smtp://127.0.0.1:{free_port()}", "mail_from": "impact@example.org"}
    with program.serving(url, tmp, base_url=base, **mail) as served:
        servers = {
            taken_off: nginx.site(taken_off, tmp, nginx.passing_on(PATH, served.url)),
            left_on: nginx.site(left_on, tmp, nginx.passing_on(PATH, served.url, whole=True)),
        }
        with nginx.running(tmp / "nginx", servers):
            yield Place(served, base, f"http://localhost:{left_on}{PATH}")


@pytest.fixture
def watch(context: BrowserContext, place: Place) -> Iterator[Watch]:
    """Fails whoever leaves the path, or asks below it for what is not there."""
    watch = Watch((f"{place.url}/", f"{place.left_on}/"))
    context.on("request", watch.asked)
    context.on("response", watch.answered)
    yield watch
    context.remove_listener("request", watch.asked)
    context.remove_listener("response", watch.answered)
    assert watch.strayed == []


def at(page: Page, place: Place, path: str) -> None:
    """Wait until the page at a path within the site is there."""
    expect(page).to_have_url(re.compile(f"^{re.escape(place.url)}{path}"))


def follow(page: Page, place: Place, link: str, path: str) -> None:
    """A way in the row of views, to a page whose first drawing stands."""
    views = page.get_by_role("navigation", name="Views")
    views.get_by_role("link", name=link, exact=True).click()
    at(page, place, path)
    expect(page.locator("body[data-drawn]")).to_be_visible()


def sign_out(page: Page, words: str) -> None:
    """Of a page that asks for nothing meanwhile: it would be refused without the session."""
    awake.settled(page)
    page.route("**/api/v1/freshness", lambda route: route.abort())
    page.get_by_role("button", name=words).click()


def choose_password(page: Page, link: str) -> None:
    page.goto(link)
    for label in ("New password", "Confirm the password"):
        page.get_by_label(label, exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator(".account__name")).to_have_text("root")


def first_link(place: Place) -> str:
    """What makes somebody the administrator, and the demonstration a dashboard with accounts."""
    url = place.served.environment["IMPACT_DATABASE_URL"]
    done = program.impact(
        "users", "add", "root", "--role", "admin", database_url=url, base_url=place.url
    )
    found = re.search(rf"{re.escape(place.url)}/en/password/\S+", done.stdout.replace("\n", ""))
    assert found, done.stdout + done.stderr
    return found[0]


def test_every_way_stays_below_the_path(place: Place, watch: Watch, page: Page, tmp_path: Path):
    page.goto(f"{place.url}/en/explore?language=fr")
    page.get_by_role("button", name="administrator").click()
    at(page, place, r"/en/explore\?language=fr$")
    expect(page.get_by_role("link", name="People", exact=True)).to_be_visible()
    awake.settled(page)
    page.goto("about:blank")  # no page asks while the next lines end the session

    link = first_link(place)
    page.goto(f"{place.url}/en/explore?language=fr")
    at(page, place, r"/en/sign-in\?next=")
    page.get_by_role("link", name="Forgot your password?").click()
    at(page, place, "/en/forgot-password")
    page.get_by_role("link", name="Français").click()
    at(page, place, "/fr/mot-de-passe-oublie")
    choose_password(page, link)
    assert {cookie["path"] for cookie in page.context.cookies()} == {PATH}

    _explores(page, place)
    _looks_at_venues(page, place)
    _works_at_the_desk(page, place, tmp_path)
    _publishes(page, place)

    page.locator(".account__name").click()
    at(page, place, "/en/account")
    page.get_by_role("link", name="Back to the dashboard").click()
    at(page, place, "/en/explore")
    sign_out(page, "Sign out")
    at(page, place, r"/en/sign-in\?out=here$")
    assert page.context.cookies() == []
    page.goto(f"{place.url}/fr/lieux?language=fr")
    page.get_by_label("Nom").fill("root")
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.keyboard.press("Enter")
    at(page, place, r"/fr/lieux\?language=fr$")
    expect(page.get_by_role("heading", level=1)).to_have_text("Lieux")

    page.goto(f"{place.left_on}/fr/explorer")  # signed in: cookies know no port
    expect(page.locator("#view-youth-sentence")).to_contain_text("participations")
    sign_out(page, "Se déconnecter")
    expect(page).to_have_url(
        re.compile(f"^{re.escape(place.left_on)}/(fr|en)/(connexion|sign-in)\\?out=here$")
    )


def _explores(page: Page, place: Place) -> None:
    at(page, place, "/en/explore")
    awake.wait(page)
    page.locator("details.filter > summary", has_text=re.compile("^Language")).click()
    page.get_by_label("French", exact=True).check()
    at(page, place, r"/en/explore\?language=fr$")
    page.get_by_role("link", name="Français").click()
    at(page, place, r"/fr/explorer\?language=fr$")
    expect(page.locator("#view-youth-sentence")).to_contain_text("participations")
    page.get_by_role("link", name="English").click()
    page.get_by_role("link", name="Indicators").click()
    at(page, place, r"/en/explore\?language=fr&tab=indicators$")
    expect(page.locator(".tracked table")).to_be_visible()
    page.go_back()
    at(page, place, r"/en/explore\?language=fr$")


def _looks_at_venues(page: Page, place: Place) -> None:
    follow(page, place, "Venues", r"/en/venues\?language=fr$")
    page.locator(".venues--list tbody th a").first.click()
    at(page, place, r"/en/venues\?language=fr&open=")
    expect(page.locator("#view-opened")).not_to_be_empty()
    follow(page, place, "Action plan", r"/en/plan")
    follow(page, place, "People", "/en/people")
    follow(page, place, "Reference data", "/en/reference")


def _works_at_the_desk(page: Page, place: Place, folder: Path) -> None:
    follow(page, place, "Sessions", "/en/sessions")
    with page.expect_download() as begun:
        page.get_by_role("link", name=re.compile("spreadsheet|workbook|template")).first.click()
    assert begun.value.suggested_filename.endswith(".xlsx")
    page.locator("#desk-venue").fill("DEMO-HS-01")
    page.locator("#desk-kind").select_option("discussion")
    page.locator("#desk-language").select_option("fr")
    page.locator("[id='desk-12-14']").fill("9")
    awake.until(page, f"Object.keys(localStorage).join().startsWith('impact-draft {PATH} root ')")
    page.locator("#desk-save").click()
    expect(page.locator("#desk-summary")).to_contain_text(
        re.compile(r"^Saved: [-\d]{10}, DEMO-HS-01\.")
    )

    page.get_by_role("link", name="Import a file").click()
    file = folder / "february.csv"
    file.write_text(CSV, encoding="utf-8")
    page.locator("#import-file").set_input_files(file)
    expect(page.locator("#import-what")).to_be_focused()
    page.get_by_role("button", name=re.compile("^Import ")).click()
    expect(page.locator("#import-outcome h2")).to_be_focused()

    page.get_by_role("link", name="All sessions", exact=True).click()
    page.locator(".calendar > summary").click()
    page.get_by_role("button", name="Create calendar link").click()
    address = page.get_by_label("Your secret link")
    expect(address).to_have_value(re.compile(f"^{re.escape(place.url)}/calendar/"))
    assert "BEGIN:VCALENDAR" in page.request.get(address.input_value()).text()


def _publishes(page: Page, place: Place) -> None:
    follow(page, place, "Publish", "/en/publish")
    see = page.get_by_role("link", name="Publication 1", exact=True)
    assert see.evaluate("one => one.href").startswith(f"{place.url}/en/progress/")
    page.get_by_role("link", name="Embedded views").click()
    page.get_by_role("button", name="Code for a page").click()
    inside = page.frame_locator("#embeds-made-preview")
    expect(inside.locator("h1")).to_have_text("Youth reached")
