"""Views inside a partner's page on another site, with that browser's storage blocked for others."""

import itertools
import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from dashboard.database import open_engine
from dashboard.domain.publications.embed_views import EMBED_VIEWS
from dashboard.i18n import Locale
from dashboard.publications.making.granting import GrantDesk
from dashboard.publications.pages.snippets import Spot, frame, snippets
from tests.support import accessible, chromium, late, nginx, patience, program
from tests.support.archive import publish
from tests.support.embeds import grant
from tests.support.halting import halting
from tests.support.ports import free_port
from tests.support.publications import publication
from tests.support.weights import DRAWN, SHIFTS, weigh, whole

pytestmark = pytest.mark.browser
PAGE = """<!DOCTYPE html>
<html lang="{lang}"><head><meta charset="utf-8"><title>Intranet</title>
<link rel="icon" href="data:,"></head>
<body><h1>Intranet</h1><div id="before" style="height:40px"></div>
<div>{body}</div></body></html>
"""
TWENTY_DRAWN = """async () => {
  for (let passed = 0; passed < 20; passed += 1) await new Promise(requestAnimationFrame);
}"""
STORAGE = "try { localStorage.length; 'open' } catch (error) { error.name }"
TYPE = "(faces) => faces.map((face) => parseFloat(getComputedStyle(face).fontSize))"
LARGEST_TYPE = 24  # px
WIDEST = {Locale.EN: "286 to 305", Locale.FR: "286 à 305"}
LINES = "(codes) => codes.map((code) => code.getClientRects().length)"
LARGEST_BEFORE_SCRIPTS, LARGEST, LARGEST_SHIFT = 30_000, 60_000, 0.02
SHARES = {
    "overview": (0.34, 0.42, 0.5, 0.58),
    "age-groups": (0.5, 0.58),
}  # of a page that are read first
SANDBOXES = ("sandbox", 'sandbox="allow-scripts"')
BLOCKED = {"profile": {"cookie_controls_mode": 1, "block_third_party_cookies": True}}


class Intranet:
    """A partner's site, another one, and ours behind a path of a third; one database for all."""

    def __init__(self, folder: Path, served, server: nginx.Nginx, ports: dict[str, int]) -> None:
        self.folder = folder
        self.served = served
        self.server = server
        self.origin = f"http://127.0.0.1:{ports['partner']}"
        self.elsewhere = f"http://127.0.0.1:{ports['other']}"
        self.ours = f"http://localhost:{ports['ours']}/impact"
        self.numbers = itertools.count(2)
        self._pages = itertools.count(1)

    def write(self, *parts: str, lang: str = "en") -> str:
        """The address of a new page of the partner's.

        Each has its own: a browser that knows one is told to keep it (304) as long as the second
        and the length of the file are the same, and shows what a test before had put there.
        """
        name = f"page-{next(self._pages)}.html"
        html = PAGE.format(lang=lang, body="\n".join(parts))
        (self.folder / name).write_text(html, encoding="utf-8")
        return f"{self.origin}/{name}"

    def spot(self, made, view: str, locale: Locale | None = None, **parts) -> Spot:
        return Spot(self.ours, made.grant, EMBED_VIEWS[view], made.key, locale, **parts)


@pytest.fixture(scope="module")
def place(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Intranet]:
    ports = {name: free_port() for name in ("partner", "other", "ours")}
    tmp = tmp_path_factory.mktemp("embeds")
    folder, path = tmp / "site", tmp / "impact.db"
    folder.mkdir()
    shutil.copyfile(sqlite_template, path)
    engine = open_engine(f"sqlite:///{path}")
    publish(engine, publication())
    engine.dispose()
    base = f"http://localhost:{ports['ours']}/impact"
    with program.serving(f"sqlite:///{path}", tmp, base_url=base) as served:
        passed_on = nginx.passing_on("/impact", served.url)
        servers = {
            ports["partner"]: nginx.site(ports["partner"], folder),
            ports["other"]: nginx.site(ports["other"], folder),
            ports["ours"]: nginx.site(ports["ours"], folder, passed_on),
        }
        with nginx.running(tmp / "nginx", servers) as server:
            yield Intranet(folder, served, server, ports)


@pytest.fixture
def engine(place: Intranet):
    engine = open_engine(place.served.environment["IMPACT_DATABASE_URL"])
    yield engine
    engine.dispose()


@pytest.fixture
def intranet(place: Intranet) -> Intranet:
    return place


@pytest.fixture
def made(engine, intranet: Intranet):
    """A grant of everything to the partner's site."""
    free = ("language", "age", "period")
    return grant(engine, origins=(intranet.origin,), free=free, downloads=True, images=True)


BETWEEN_THE_LAST_NUMBERS = """(table, numbers) => {
  const cells = [...table.querySelectorAll("tbody tr:last-child td")].slice(-2);
  const [one, other] = cells.map((cell, at) => {
    const text = document.createRange();
    cell.textContent = numbers[at];
    text.selectNodeContents(cell);
    return text;
  });
  return other.getBoundingClientRect().left - one.getBoundingClientRect().right;
}"""


@pytest.fixture
def strict(playwright: Playwright, tmp_path: Path) -> Iterator[BrowserContext]:
    """A browser that blocks cookies and storage of everyone but the page's own site."""
    profile = tmp_path / "profile"
    (profile / "Default").mkdir(parents=True)
    (profile / "Default" / "Preferences").write_text(json.dumps(BLOCKED), encoding="utf-8")
    context = playwright.chromium.launch_persistent_context(
        profile, executable_path=chromium.find(), args=chromium.arguments()
    )
    yield context
    context.close()


@contextmanager
def without_errors(page: Page) -> Iterator[None]:
    said: list[str] = []
    page.on("console", lambda message: message.type == "error" and said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield
    assert said == []


def frame_of(page: Page, number: int = 0):
    return page.locator("iframe").nth(number).content_frame


def wait_for_script(inside) -> None:
    """From then on a choice is enough."""
    expect(inside.locator("form button")).to_be_hidden()


def test_a_view_lives_in_a_partner_s_page_with_storage_blocked(
    intranet: Intranet, made, strict: BrowserContext
):
    address = intranet.write(
        snippets(intranet.spot(made, "youth"))["script"],
        snippets(intranet.spot(made, "age-groups", Locale.FR))["script"],
        snippets(intranet.spot(made, "french-share"))["iframe"],
        snippets(intranet.spot(made, "by-venue-type", Locale.EN))["image"],
    )
    page = strict.new_page()
    page.set_viewport_size({"width": 1000, "height": 900})
    with without_errors(page):
        page.goto(address)
        first, second = frame_of(page), frame_of(page, 1)
        expect(first.locator(".sentence")).to_contain_text("1,333 youth participations")
        page.locator("iframe").nth(1).scroll_into_view_if_needed()
        expect(second.locator(".sentence")).to_contain_text("groupes d’âge à risque")
        assert page.frames[1].evaluate(STORAGE) == "SecurityError"
        titles = [one.get_attribute("title") for one in page.locator("iframe").all()]
        assert titles[:2] == ["imPACT – Youth reached", "imPACT – Groupes d’âge à risque rejoints"]
        assert {one.get_attribute("loading") for one in page.locator("iframe").all()} == {"lazy"}
        wait_for_script(first)
        first.locator("summary", has_text="Language").click()
        first.get_by_label("French", exact=True).check()
        expect(first.locator(".sentence")).to_contain_text("270 youth participations")
        expect(first.locator(".showing")).to_contain_text("language: French")
        expect(first.locator("#embed-said")).to_contain_text("French. 270 youth participations")
        assert "language=fr" in first.get_by_role("link", name="Table (CSV)").get_attribute("href")
        assert "language=fr" in first.get_by_role("link", name="Français").get_attribute("href")
        page.locator("iframe").nth(2).scroll_into_view_if_needed()
        plain = frame_of(page, 2)
        expect(plain.locator(".embed__foot")).to_be_visible()
        assert plain.locator("html").evaluate("(all) => all.scrollHeight <= all.clientHeight")
        picture = page.locator("img")
        picture.scroll_into_view_if_needed()
        page.wait_for_function("document.querySelector('img').naturalWidth > 0")
    assert strict.cookies() == []
    assert made.key not in intranet.served.log + intranet.server.log
    assert "GET /impact/en/embed/youth" in intranet.server.log


def test_a_frame_is_as_high_as_its_content_without_a_loop_and_as_nobody_else_says(
    intranet: Intranet, made, page: Page
):
    scripts = [snippets(intranet.spot(made, view))["script"] for view in ("youth", "by-month")]
    page.set_viewport_size({"width": 800, "height": 2500})
    page.add_init_script(
        "window.heights = []; window.addEventListener('message', "
        "(event) => event.data?.type === 'impact-height' && heights.push(event.data.height))"
    )
    page.goto(intranet.write(*scripts))
    frame_of(page, 1).locator("table").wait_for()

    def fits(number: int) -> bool:
        inner = page.frames[number + 1].evaluate(
            "[document.documentElement.scrollHeight, window.innerHeight]"
        )
        return abs(inner[0] - inner[1]) <= 1

    page.wait_for_function("heights.length >= 2")
    patience.until(lambda: fits(0) and fits(1), "the frames do not fit")
    before = page.locator("iframe").first.bounding_box()["height"]
    other = page.locator("iframe").nth(1).bounding_box()["height"]
    assert other > before
    frame_of(page).locator("details.notes summary").click()
    page.wait_for_function(f"document.querySelector('iframe').offsetHeight > {before} + 20")
    page.set_viewport_size({"width": 320, "height": 2500})
    patience.until(lambda: fits(0) and fits(1), "the frames do not fit a narrow page")
    page.evaluate(TWENTY_DRAWN)
    said = page.evaluate("heights.length")
    page.evaluate(TWENTY_DRAWN)
    assert page.evaluate("heights.length") == said < 30
    _nobody_else_can_say_how_high_a_frame_is(page)


def _nobody_else_can_say_how_high_a_frame_is(page: Page) -> None:
    before = page.locator("iframe").first.bounding_box()["height"]
    page.evaluate("window.postMessage({type: 'impact-height', height: 5000}, '*')")
    page.evaluate(
        "const f = document.createElement('iframe'); f.srcdoc = '<script>parent.postMessage("
        '{type: "impact-height", height: 4000}, "*")<\\/script>\'; document.body.append(f)'
    )
    page.wait_for_function("heights.includes(5000) && heights.includes(4000)")
    page.evaluate(TWENTY_DRAWN)
    assert page.locator("iframe").first.bounding_box()["height"] == before


def test_without_a_script_the_view_is_whole_and_its_filters_work(
    intranet: Intranet, made, lean_browser: Browser
):
    context = lean_browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(intranet.write(frame(intranet.spot(made, "youth", Locale.FR)), lang="fr"))
    inside = frame_of(page)
    expect(inside.locator(".sentence")).to_contain_text("1 333 participations de jeunes")
    inside.locator("summary", has_text="Langue").click()
    inside.get_by_label("Français", exact=True).check()
    inside.get_by_role("button", name="Afficher").click()
    expect(inside.locator(".sentence")).to_contain_text("270 participations de jeunes")
    expect(inside.get_by_label("Français", exact=True)).to_be_checked()
    page.goto(intranet.write(snippets(intranet.spot(made, "youth", Locale.FR))["script"]))
    page.get_by_role("link", name="imPACT – Jeunes rejoints").click()  # instead of a frame
    expect(page.locator(".sentence")).to_contain_text("1 333 participations de jeunes")
    context.close()


def test_a_frame_that_a_portal_sandboxes_has_its_style(intranet: Intranet, made, page: Page):
    plain = frame(intranet.spot(made, "youth", Locale.EN))
    page.goto(intranet.write(*(plain.replace("<iframe", f"<iframe {one}") for one in SANDBOXES)))
    for number in range(len(SANDBOXES)):
        inside = frame_of(page, number)
        expect(inside.locator(".embed__foot")).to_have_css("border-top-style", "solid")
        expect(inside.locator(".sentence")).to_contain_text("1,333")


def test_another_site_shows_nothing(intranet: Intranet, made, page: Page):
    address = intranet.write(
        snippets(intranet.spot(made, "youth"))["script"],
        frame(intranet.spot(made, "youth", Locale.EN)),
        frame(intranet.spot(made, "youth", Locale.EN)).replace("strict-origin", "no-referrer"),
        snippets(intranet.spot(made, "youth", Locale.EN))["image"],
    )
    answered: list[str] = []
    page.on("response", lambda one: answered.append(one.url) if "youth?" in one.url else None)
    page.goto(address.replace(intranet.origin, intranet.elsewhere))
    page.wait_for_load_state("networkidle")
    assert len(answered) >= 3
    for number in range(3):
        found = page.frames[number + 1]
        assert "1,333" not in found.content()
    said = ["may not be shown on this site" in found.content() for found in page.frames[1:]]
    assert sum(said) == 2  # of the third frame nothing tells where it stands
    expect(page.locator("img")).to_be_visible()
    assert f"embed refused: another site (grant {made.grant.id})" in intranet.served.log


def test_a_refusal_is_accessible_and_no_line_ends_within_a_code(
    intranet: Intranet, made, page: Page
):
    page.goto(f"{intranet.ours}/fr/embed/youht?key={made.key}")
    for width in range(280, 440, 20):
        page.set_viewport_size({"width": width, "height": 600})
        assert page.locator(".code").evaluate_all(LINES) == [1] * 8  # four, in both languages
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert accessible.violations(page) == []


@pytest.mark.parametrize("locale", list(Locale))
@pytest.mark.parametrize("view", ["overview", "by-month", "age-groups", "facilitators"])
def test_a_view_is_accessible_narrow_and_breaks_not_its_own_policy(
    intranet: Intranet, made, page: Page, view, locale
):
    page.set_viewport_size({"width": 280, "height": 600})
    with without_errors(page):
        page.goto(f"{intranet.ours}/{locale}/embed/{view}?key={made.key}")
        whole(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 280
    assert accessible.violations(page) == []
    page.set_viewport_size({"width": 1440, "height": 900})
    sizes = page.locator(".face").evaluate_all(TYPE)
    assert all(size <= LARGEST_TYPE for size in sizes), "a gauge fills a wide page"
    _on_paper_is_what_is_read_and_nothing_that_is_pressed(page)


def _on_paper_is_what_is_read_and_nothing_that_is_pressed(page: Page) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    for pressed in ("button", "select", ".choice", ".embed__language", "a[download]"):
        expect(page.locator(f"{pressed} >> visible=true")).to_have_count(0)
    for read in ("h1", ".dates", ".embed__foot a"):
        expect(page.locator(read).last).to_be_visible()
    expect(page.locator(".notes > p >> visible=false")).to_have_count(0)
    expect(page.locator(".notes:not(:has(p))")).to_have_count(0)
    expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
    page.emulate_media(media="null", color_scheme="null")


@pytest.mark.parametrize("locale", WIDEST)
def test_on_a_narrow_page_no_number_is_cut_or_runs_into_the_next(
    intranet: Intranet, made, page: Page, locale
):
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(f"{intranet.ours}/{locale}/embed/by-venue-type?key={made.key}")
    page.evaluate("document.fonts.ready.then(() => null)")
    table = page.locator(".table")
    gap = table.evaluate(BETWEEN_THE_LAST_NUMBERS, ["347", WIDEST[locale]])
    assert gap >= 8
    assert table.evaluate("one => one.scrollWidth - one.clientWidth") <= 0


def test_a_table_stands_clear_of_the_sentence_above_it(intranet: Intranet, made, page: Page):
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(f"{intranet.ours}/en/embed/age-groups?key={made.key}")
    above, table = page.locator(".sentence").bounding_box(), page.locator("table").bounding_box()
    assert table["y"] - above["y"] - above["height"] >= 12


def test_an_open_page_tells_an_error_comes_anew_with_its_choices_and_ends_with_its_grant(
    intranet: Intranet, made, engine, page: Page
):
    page.goto(intranet.write(snippets(intranet.spot(made, "youth"))["script"]))
    inside = frame_of(page)
    wait_for_script(inside)
    asked = "**/embed/live"
    page.route(asked, lambda route: route.abort())
    inside.locator("summary", has_text="Language").click()
    inside.get_by_label("French", exact=True).check()
    figures, told = inside.locator("#embed-figures"), inside.locator(".told--failed")
    for fault in (None, 503):
        expect(told).to_contain_text("could not be updated: those below are from before")
        expect(inside.locator("#embed-said")).to_contain_text("could not be updated")
        expect(figures).to_have_class(re.compile("old"))
        expect(inside.locator(".sentence")).to_contain_text("1,333")
        page.unroute(asked)
        if fault is None:
            page.route(asked, lambda route: route.fulfill(status=503, body="<html>"))
            with page.expect_response(asked):
                told.get_by_role("button", name="Try again").click()
    told.get_by_role("button", name="Try again").click()
    expect(inside.locator(".sentence")).to_contain_text("270")
    expect(told).to_have_count(0)
    expect(figures).not_to_have_class(re.compile("old"))
    number = next(intranet.numbers)
    publish(engine, publication(number=number))  # its ticket ends, as for a page open for long
    inside.get_by_label("English", exact=True).check()
    expect(inside.locator(".dates")).to_contain_text(f"Publication {number}")
    expect(inside.get_by_label("French", exact=True)).to_be_checked()
    expect(inside.get_by_label("English", exact=True)).to_be_checked()
    expect(inside.locator(".showing")).to_contain_text(
        re.compile("English.*French|French.*English")
    )
    wait_for_script(inside)
    GrantDesk(engine, "Root", made.grant.created_on).revoke(made.grant.id)
    inside.locator("summary", has_text="Language").click()
    inside.get_by_label("French", exact=True).uncheck()
    expect(inside.get_by_role("alert").first).to_contain_text("no longer shared at this address")
    expect(inside.get_by_role("alert").nth(1)).to_contain_text("n’est plus partagée")
    assert not re.search(r"1,333|270", inside.locator("#embed-figures").inner_text())
    expect(inside.get_by_text("Table (CSV)")).to_have_count(0)


def test_what_is_chosen_before_the_script_runs_is_shown(intranet: Intranet, made, page: Page):
    release = late.held_back(page, "pages/*.js")
    page.goto(f"{intranet.ours}/en/embed/youth?key={made.key}", wait_until="commit")
    page.locator("summary", has_text="Language").click()
    page.get_by_label("French", exact=True).check()
    expect(page.locator("form button")).to_be_visible()  # it may be sent by hand
    release()
    expect(page.locator(".sentence")).to_contain_text("270")
    expect(page.locator("form button")).to_be_hidden()


def test_a_page_that_stays_open_renews_its_ticket(intranet: Intranet, made, timed: Page):
    page = timed
    page.clock.install()
    page.goto(f"{intranet.ours}/en/embed/youth?key={made.key}")
    expect(page.locator("form button")).to_be_hidden()
    with page.expect_response("**/embed/live") as renewed:
        page.clock.fast_forward(301_000)
    told = renewed.value.json()["ticket"]
    with page.expect_request("**/embed/live") as asked:
        page.locator("summary", has_text="Language").click()
        page.get_by_label("French", exact=True).check()
    assert told in asked.value.post_data
    expect(page.locator(".sentence")).to_contain_text("270")


@pytest.mark.parametrize("view", ["overview", "by-month", "facilitators"])
def test_nothing_in_a_picture_breaks_its_own_policy(
    intranet: Intranet, made, page: Page, view: str
):
    with without_errors(page):
        page.goto(f"{intranet.ours}/fr/embed/{view}.svg?key={made.key}")
        whole(page)
    style = page.evaluate("getComputedStyle(document.querySelector('text')).fontFamily")
    assert "Source Sans 3" in style


@pytest.mark.parametrize(
    ("locale", "view"), [*((Locale.FR, view) for view in EMBED_VIEWS), (Locale.EN, "overview")]
)
def test_a_view_is_light_and_nothing_moves_when_the_fonts_come(
    intranet: Intranet, made, browser: Browser, locale: Locale, view: str
):
    """In French, whose words are longer, and the view of most figures in English, too."""
    address = f"{intranet.served.url}/{locale}/embed/{view}?key={made.key}"
    with browser.new_context() as context:
        load = weigh(context.new_page(), address)
    assert 0 < load.before_scripts <= LARGEST_BEFORE_SCRIPTS
    assert load.bytes <= LARGEST
    assert load.shift <= LARGEST_SHIFT


@pytest.mark.parametrize("view", SHARES)
def test_nothing_moves_when_the_rest_of_the_page_comes(
    intranet: Intranet, made, browser: Browser, view: str
):
    """On a slow line, or on a machine that has no time to read all of it at once."""
    with halting(intranet.served.url) as halted:
        for halted.share in SHARES[view]:
            halted.go_on.clear()
            with browser.new_context() as context:
                page = context.new_page()
                page.add_init_script(f"({SHIFTS})()")
                page.goto(f"{halted.url}/en/embed/{view}?key={made.key}", wait_until="commit")
                page.locator(".dial").first.wait_for()
                page.evaluate(DRAWN)
                halted.go_on.set()
                whole(page)
                assert page.evaluate("window.shift") <= LARGEST_SHIFT, halted.share
