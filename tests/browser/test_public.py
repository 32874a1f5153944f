"""The public page as strangers meet it: without scripts, in a hurry, on paper, on a phone."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from dashboard.cards import Result, card, face
from dashboard.database import open_engine, reading
from dashboard.i18n import Locale
from dashboard.publications.pages.privacy import Limits
from dashboard.publications.pages.static import write_site
from tests.support import accessible, printed, program
from tests.support.archive import publish, withdraw
from tests.support.halting import halting
from tests.support.program import Served
from tests.support.publications import marked, publication
from tests.support.samples import PROGRESS, VOCABULARY
from tests.support.weights import DRAWN, SHIFTS, weigh, whole

pytestmark = pytest.mark.browser

PATHS = ["/en/progress", "/fr/progres"]
WORDS = {
    "/en/progress": ("Where we are today", "1,333 youth participations for a target of"),
    "/fr/progres": (
        "Où nous en sommes",
        "1\u00a0333 participations de jeunes pour une cible de 1\u00a0000 (133,3\u00a0%)",
    ),
}
ABOUT = {
    "/en/progress/2": "About these figures",
    "/fr/progres/2": "À propos de ces chiffres",
}
LARGEST_PAGE = 60_000
LARGEST_BEFORE_FIGURES = 20_000
LARGEST_SHIFT = 0.02
WEATHER = re.compile(r"^https://(weather|meteo)\.gc\.ca/")


@pytest.fixture(scope="module")
def database(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Three publications, the first withdrawn; nobody is signed in."""
    path = tmp_path_factory.mktemp("public") / "impact.db"
    shutil.copyfile(sqlite_template, path)
    engine = open_engine(f"sqlite:///{path}")
    publish(engine, publication(), marked(), publication(number=3, corrects=2))
    withdraw(engine, 1)
    engine.dispose()
    return f"sqlite:///{path}"


@pytest.fixture(scope="module")
def served(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with program.serving(database, tmp_path_factory.mktemp("served")) as found:
        yield found


@pytest.fixture(scope="module")
def files(database: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same as a folder of files."""
    folder = tmp_path_factory.mktemp("files") / "site"
    engine = open_engine(database)
    with reading(engine) as connection:
        write_site(connection, folder, Limits(10, 4))
    engine.dispose()
    return folder


@pytest.fixture
def without_scripts(lean_browser: Browser) -> Iterator[Page]:
    context = lean_browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", PATHS)
def test_everything_is_there_without_a_script(served: Served, without_scripts: Page, path: str):
    title, sentence = WORDS[path]
    page = without_scripts
    page.goto(served.url + path)
    expect(page.locator("h1")).to_have_text(title)
    expect(page.locator(".gauge .sentence").first).to_contain_text(sentence)
    expect(page.locator(".gauge svg.dial")).to_have_count(3)
    expect(page.locator("table")).to_have_count(2)
    expect(page.locator(".hotline")).to_have_text("1-833-900-1010")
    expect(page.locator("#plan + p")).to_contain_text("4")
    expect(page.locator("#leave")).to_have_attribute("href", WEATHER)
    expect(page.locator(".leave__hint")).to_be_hidden()  # it would promise too much
    expect(page.locator(".archive li")).to_have_count(3)


def test_a_reader_goes_through_the_archive_without_a_script(served: Served, without_scripts: Page):
    page = without_scripts
    page.goto(f"{served.url}/fr/progres")
    page.get_by_role("link", name="Publication 2", exact=True).click()
    expect(page).to_have_url(f"{served.url}/fr/progres/2")
    expect(page.locator("main")).to_contain_text("au 2014-12-31")
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(f"{served.url}/en/progress/2")
    page.get_by_role("link", name="View the latest figures").click()
    expect(page).to_have_url(f"{served.url}/en/progress")
    assert page.goto(f"{served.url}/en/progress/1").status == 410
    expect(page.locator("main")).to_contain_text("A mistake in the ages.")
    expect(page.locator("main")).to_contain_text("Une erreur dans les âges.")
    page.set_viewport_size({"width": 1280, "height": 1600})
    foot = page.locator("footer").bounding_box()
    assert foot["y"] + foot["height"] == 1600, "a short page ends above the window’s end"


def test_files_are_read_from_a_disk_as_from_the_server(files: Path, without_scripts: Page):
    page = without_scripts
    page.goto(f"file://{files}/index.html")
    page.get_by_role("link", name="Français").click()
    expect(page.locator("h1")).to_have_text("Où nous en sommes")
    page.get_by_role("link", name="Publication 3", exact=True).click()
    expect(page).to_have_url(re.compile(r"/fr/progres/3\.html$"))
    expect(page.locator("header")).to_have_css("background-color", "rgb(18, 52, 59)")


def leaving(page: Page) -> list[str]:
    """Where the page wants to go; nobody is there in a test."""
    went: list[str] = []

    def answer(route):
        went.append(route.request.url)
        route.fulfill(body="the weather", content_type="text/html")

    page.context.route(WEATHER, answer)
    return went


def test_who_leaves_in_a_hurry_finds_no_way_back(served: Served, page: Page):
    went = leaving(page)
    page.goto(f"{served.url}/healthz")
    page.goto(f"{served.url}/fr/progres")
    page.locator("#leave").click()
    expect(page.locator("body")).to_have_text("the weather")
    assert went == ["https://meteo.gc.ca/"]
    page.go_back()
    expect(page).to_have_url(f"{served.url}/healthz")


def test_escape_three_times_leaves_and_twice_does_not(served: Served, page: Page):
    went = leaving(page)
    page.goto(f"{served.url}/en/progress")
    for key in ("Escape", "Escape", "Tab", "Escape", "Escape"):
        page.keyboard.press(key)
    expect(page.locator("h1")).to_have_text("Where we are today")
    page.keyboard.press("Escape")
    expect(page.locator("body")).to_have_text("the weather")
    assert went == ["https://weather.gc.ca/"]


@pytest.mark.parametrize("path", PATHS)
def test_it_is_light_and_nothing_moves_when_the_fonts_come(
    served: Served, browser: Browser, path: str
):
    with browser.new_context() as context:
        load = weigh(context.new_page(), served.url + path)
    assert 0 < load.before_scripts <= LARGEST_BEFORE_FIGURES
    assert load.bytes <= LARGEST_PAGE
    assert load.shift <= LARGEST_SHIFT


@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_moves_when_the_rest_of_the_page_comes(
    served: Served, browser: Browser, width: int
):
    """On a slow line, or on a machine that has no time to read all of it at once."""
    with halting(served.url) as halted:
        for halted.share in (0.3, 0.42, 0.58, 0.75):
            halted.go_on.clear()
            with browser.new_context(viewport={"width": width, "height": 900}) as context:
                page = context.new_page()
                page.add_init_script(f"({SHIFTS})()")
                page.goto(halted.url + PATHS[1], wait_until="commit")
                page.locator("h1").wait_for()
                page.evaluate(DRAWN)
                halted.go_on.set()
                whole(page)
                assert page.evaluate("window.shift") <= LARGEST_SHIFT, halted.share


def test_a_phone_is_not_told_of_a_key(served: Served, lean_browser: Browser):
    for is_phone in (True, False):
        context = lean_browser.new_context(is_mobile=is_phone, has_touch=is_phone)
        page = context.new_page()
        page.goto(served.url + PATHS[0])
        expect(page.get_by_text("or press Esc three times")).to_be_visible(visible=not is_phone)
        context.close()


@pytest.mark.whole_browser
@pytest.mark.parametrize("path", PATHS)
def test_nothing_moves_when_its_script_comes_late(served: Served, page: Page, path: str):
    held: list[Route] = []
    page.route("**/leave.js*", lambda route: held.append(route))  # noqa: PLW0108
    page.add_init_script(f"({SHIFTS})()")
    page.goto(served.url + path, wait_until="commit")
    expect(page.locator(".sentence").first).to_be_visible()
    page.evaluate("document.fonts.ready.then(() => null)")
    page.evaluate(DRAWN)
    expect(page.locator(".leave__hint")).to_be_hidden()
    held.pop().continue_()
    expect(page.locator(".leave__hint")).to_be_visible()
    page.evaluate(DRAWN)
    assert page.evaluate("window.shift") <= LARGEST_SHIFT


@pytest.mark.whole_browser
@pytest.mark.parametrize("path", [*PATHS, "/en/progress/2", "/fr/progres/2"])
def test_it_prints_on_one_page(served: Served, page: Page, path: str):
    page.goto(served.url + path)
    for size in ("Letter", "A4"):
        assert re.findall(rb"/Count (\d+)", page.pdf(format=size)) == [b"1"], size


LONGER = """section => {
  const lines = [...section.querySelectorAll("p")];
  for (let times = 0; times < 9; times += 1)
    for (const line of lines) section.append(line.cloneNode(true));
  section.append(Object.assign(document.createElement("p"), { textContent: "LAST" }));
}"""


@pytest.mark.whole_browser
@pytest.mark.parametrize("path", ABOUT)
def test_what_is_said_of_the_figures_stays_on_one_sheet(served: Served, page: Page, path: str):
    page.goto(served.url + path)
    page.locator("section.counting").evaluate(LONGER)
    said = [[line.words for line in sheet.lines] for sheet in printed.sheets(page, "Letter")]
    assert len(said) == 2
    assert [ABOUT[path] in words for words in said] == ["LAST" in words for words in said]


@pytest.mark.parametrize("path", [*PATHS, "/en/progress/2", "/fr/progres/1", "/en/progress/99"])
def test_nothing_is_refused_kept_too_small_for_a_finger_or_found_by_axe(
    served: Served, page: Page, said: list[str], path: str
):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    accessible.begin(page)
    page.goto(served.url + path)
    whole(page)
    assert [line for line in said if "status of 4" not in line] == []
    assert all(url.startswith(served.url) for url in asked)
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    for link in page.locator("a:visible").all():
        box = link.bounding_box()
        assert box["height"] >= 24, link.inner_text()
        assert box["width"] >= 24, link.inner_text()
    accessible.check(page, accessible.looks_of(path))


MARKED = """value => {
  const number = document.createRange();
  number.selectNode(value.firstChild);
  const left = () => number.getBoundingClientRect().left;
  const before = left();
  value.insertAdjacentHTML("beforeend", ' <abbr class="sign">r</abbr>');
  return [before, left()];
}"""


INSTEAD = """(old, html) => {
  old.outerHTML = html;
  const dial = document.querySelector(".face__dial");
  const number = document.createRange();
  number.selectNode(dial.querySelector("strong"));
  return number.getBoundingClientRect().width / dial.getBoundingClientRect().width;
}"""
ROOM = 0.68  # of the dial's width, between its arms at the height of the number


def test_the_way_out_is_met_early_and_gauges_and_their_signs_stand_as_they_should(
    served: Served, page: Page
):
    page.goto(f"{served.url}/en/progress")
    met = []
    for _ in range(3):
        page.keyboard.press("Tab")
        met.append(page.evaluate("document.activeElement.textContent"))
    assert met == ["Skip to content", "Français", "Leave this page now"]
    page.emulate_media(forced_colors="active")
    expect(page.locator("#leave")).to_have_css("border", re.compile(r"^1px solid rgb\("))
    page.emulate_media(forced_colors="none")
    _four_gauges_never_stand_as_three_and_one(page)
    _the_sign_of_a_revised_number_does_not_push_it_against_the_dial(page)
    _no_number_touches_the_dial(page)
    _words_stand_clear_of_the_number_beside_them(page)


def _four_gauges_never_stand_as_three_and_one(page: Page) -> None:
    columns = "getComputedStyle(document.querySelector('.gauges')).gridTemplateColumns"
    found = []
    for width in (360, 768, 1024, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        found.append(len(page.evaluate(columns).split()))
    assert found == [1, 2, 2, 4]


def _words_stand_clear_of_the_number_beside_them(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 900})
    number = page.locator("#by-age + table td.number").first
    between = number.evaluate("""(one) => {
      const gap = (cell, side) => parseFloat(getComputedStyle(cell)[side]);
      return gap(one, "paddingRight") + gap(one.parentElement.lastElementChild, "paddingLeft");
    }""")
    assert between >= 24


def _the_sign_of_a_revised_number_does_not_push_it_against_the_dial(page: Page) -> None:
    before, after = page.locator(".face__dial .face__value").first.evaluate(MARKED)
    assert after == before


def _no_number_touches_the_dial(page: Page) -> None:
    for count in (99_999, 147_457, 9_999_999, 123_456_789):
        youth = replace(PROGRESS.youth, participations=count)
        shown = card("youth", Result(replace(PROGRESS, youth=youth), VOCABULARY), Locale.FR)
        found = page.locator(".face").first.evaluate(INSTEAD, face(shown))
        assert found < ROOM, count
