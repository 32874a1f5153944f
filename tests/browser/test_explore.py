"""The explore view as people use it: by pointer, by keyboard, on a phone, in either language."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Request, expect

from dashboard.database import open_engine, writing
from dashboard.writes.state import mark_as_demonstration
from tests.queries.worlds import a_session, store
from tests.support import accessible, awake
from tests.support.postgresql import Server
from tests.support.program import Served
from tests.support.visitors import act_as

pytestmark = pytest.mark.browser

DRAWN = ".js-plotly-plot .main-svg:visible"
PAGES = ["/en/explore", "/fr/explorer"]
WIDTHS = [360, 1440]
SHOWN = [
    "language=fr&language=en",
    "compare=previous&period=2014-15",
    "tab=indicators&language=fr&language=en",
]


def open_page(page: Page, served: Served, path: str = "/en/explore") -> None:
    """Until the tab that is shown has been drawn: figures in one, a table in the other."""
    page.goto(served.url + path)
    drawn = page.locator(".tracked table" if "tab=indicators" in path else DRAWN)
    expect(drawn.first).to_be_visible()
    awake.wait(page)


def unfold(page: Page) -> None:
    """Open whatever is folded in the tab that is shown, but the filters."""
    accessible.unfold(page, "details:not(.filter, .drop)")


def fold(page: Page, group: str) -> Locator:
    """The summary of a filter, by its words on the page."""
    return page.locator("details.filter > summary", has_text=re.compile(f"^{group}"))


def choose(page: Page, group: str, label: str) -> None:
    fold(page, group).click()
    page.get_by_label(label, exact=True).check()
    page.keyboard.press("Escape")


def expect_query(page: Page, query: str) -> None:
    expect(page).to_have_url(re.compile(rf"\?{re.escape(query)}$"))


def test_filters_are_chosen_in_the_page_and_held_by_its_address(live_server: Served, page: Page):
    open_page(page, live_server)
    _a_change_is_one_request_is_announced_once_and_redraws_everything(page)
    _all_are_taken_out(page, live_server)
    _a_server_that_is_gone_is_told_and_can_be_asked_again(page)
    _all_are_taken_out(page, live_server)
    _a_dial_moves_on_to_its_new_value_unless_its_reader_asks_for_rest(page)
    _the_address_holds_the_filters_through_reload_back_and_forward(page)
    _all_are_taken_out(page, live_server)
    _two_people_do_not_see_each_others_filters(page, live_server)


def _a_change_is_one_request_is_announced_once_and_redraws_everything(page: Page) -> None:
    said = page.locator("#view-announcement")
    expect(said).to_have_text("")
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    choose(page, "Language", "French")
    expect(page.locator("#view-showing")).to_contain_text("language: French")
    expect(said).to_have_text("French: 126 youth participations in 10 sessions.")
    choose(page, "Venue type", "High school")
    expect(page.locator("#view-showing")).to_contain_text("venue type: high school")
    assert len([url for url in asked if "_dash-update-component" in url]) == 2
    fold(page, "Language").click()
    page.get_by_label("French", exact=True).uncheck()
    expect(page.locator("#view-french-share-sentence")).not_to_contain_text("of 37")
    expect(page.locator("#view-by-venue-type-sentence")).to_have_text(
        "Most participations: high school (587, in 17 sessions)."
    )
    page.get_by_text("Tables", exact=True).click()
    expect(page.locator("#view-by-venue-type-table")).to_contain_text(
        "Shelter" + 3 * "filtered out"
    )


def _a_server_that_is_gone_is_told_and_can_be_asked_again(page: Page) -> None:
    page.context.set_offline(True)
    choose(page, "Language", "French")
    failure = page.locator("#view-failure")
    expect(failure).to_contain_text("The dashboard is not responding.")
    expect(page.locator("#view-results")).to_have_class(re.compile("stale"))
    page.context.set_offline(False)
    choose(page, "Age group", "15 to 17")
    expect(failure).to_be_empty()
    expect(page.locator("#view-results")).not_to_have_class(re.compile("stale"))


def _a_dial_moves_on_to_its_new_value_unless_its_reader_asks_for_rest(page: Page) -> None:
    share = page.locator("#view-french-share-face")
    expect(share).to_contain_text("of 37 (27%)")
    page.emulate_media(reduced_motion="no-preference")
    page.evaluate("""() => {
      window.moved = [];
      Element.prototype.animate = (frames) => window.moved.push(frames.strokeDasharray);
    }""")
    choose(page, "Language", "French")
    expect(share).to_contain_text("of 10 (100%)")
    awake.until(page, "window.moved.length === 2")
    assert page.evaluate("window.moved.at(-1)") == ["27.03 200", "100 200"]
    page.emulate_media(reduced_motion="reduce")
    page.get_by_role("button", name="Remove filter: Language: French").click()
    expect(share).to_contain_text("of 37 (27%)")
    page.evaluate("() => new Promise((drawn) => requestAnimationFrame(drawn))")
    assert page.evaluate("window.moved.length") == 2


def _the_address_holds_the_filters_through_reload_back_and_forward(page: Page) -> None:
    choose(page, "Language", "French")
    expect_query(page, "language=fr")
    choose(page, "Age group", "15 to 17")
    expect_query(page, "language=fr&age=15-17")
    page.reload()
    showing = page.locator("#view-showing")
    expect(showing).to_contain_text("language: French; age group: 15 to 17")
    page.go_back()
    expect(showing).to_have_text("Showing: delivered sessions – language: French.")
    page.go_back()
    expect(showing).to_contain_text("all delivered sessions")
    page.go_forward()
    expect(showing).to_have_text("Showing: delivered sessions – language: French.")
    expect(page.get_by_label("15 to 17", exact=True)).not_to_be_checked()


def _two_people_do_not_see_each_others_filters(one: Page, served: Served) -> None:
    """Two windows of one browser: what is kept there for one of them would be seen, too."""
    other = one.context.new_page()
    open_page(other, served)
    choose(one, "Language", "French")
    choose(other, "Language", "English")
    expect(one.locator("#view-showing")).to_contain_text("language: French")
    expect(other.locator("#view-showing")).to_contain_text("language: English")
    one.reload()
    expect(one.locator("#view-showing")).to_contain_text("language: French")


def test_filters_are_counted_taken_out_unfolded_and_carried_into_the_other_language(
    live_server: Served, page: Page
):
    open_page(page, live_server, "/en/explore?language=fr&language=en&age=15-17&to=2015-01-31")
    expect(fold(page, "Language")).to_have_text("Language 2 chosen")
    expect(fold(page, "Period")).to_have_text("Period 1 chosen")
    expect(page.locator(".filter__count:visible")).to_have_count(3)
    page.get_by_role("button", name="Remove filter: Language: French").click()
    expect_query(page, "language=en&age=15-17&to=2015-01-31")
    expect(page.locator("#view-showing")).to_be_focused()
    _all_are_taken_out(page, live_server)
    _periods_are_chosen_by_days_of_the_data_and_by_name(page, live_server)
    _one_filter_is_unfolded_at_a_time_and_a_long_list_can_be_searched(page)
    choose(page, "Language", "French")
    expect_query(page, "language=fr")
    page.get_by_role("link", name="Français").click()
    expect(page).to_have_url(f"{live_server.url}/fr/explorer?language=fr")
    expect(page.locator("#view-showing")).to_contain_text("langue\u00a0: français")
    expect(page.locator("html")).to_have_attribute("lang", "fr-CA")
    expect(page).to_have_title("Explorer – imPACT")


def _all_are_taken_out(page: Page, served: Served) -> None:
    page.get_by_role("button", name="Clear all").click()
    expect(page).to_have_url(f"{served.url}/en/explore")
    expect(page.locator("#view-badges .chip")).to_have_count(0)
    expect(page.locator(".filter__count:visible")).to_have_count(0)


def _periods_are_chosen_by_days_of_the_data_and_by_name(page: Page, served: Served) -> None:
    fold(page, "Period").click()
    page.get_by_role("button", name="Last 90 days of the data").click()
    expect_query(page, "from=2014-12-26&to=2015-03-25")
    expect(page.get_by_label("Start date", exact=True)).to_have_value("2014-12-26")
    page.get_by_role("button", name="Last 30 days of the data").click()
    expect_query(page, "from=2015-02-24&to=2015-03-25")
    _all_are_taken_out(page, served)
    expect(page.get_by_label("Start date", exact=True)).to_have_value("")
    fold(page, "Period").click()
    page.locator("#filter-period").select_option(label="School year 2014–2015")
    expect_query(page, "period=school-2014-15")
    _all_are_taken_out(page, served)


def _one_filter_is_unfolded_at_a_time_and_a_long_list_can_be_searched(page: Page) -> None:
    fold(page, "Language").click()
    fold(page, "Venue(?! type)").click()
    expect(page.locator("details.filter[open]")).to_have_count(1)
    options = page.locator("#filter-venue .form-check:visible")
    before = options.count()
    page.get_by_label("Find a venue").fill("SH-0")
    expect(options).not_to_have_count(before)
    for label in options.all_inner_texts():
        assert "SH-0" in label
    page.locator("h1").click()
    expect(page.locator("details.filter[open]")).to_have_count(0)


def tab_to(page: Page, wanted: Locator) -> None:
    """By keyboard, from wherever the focus is."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if wanted.evaluate("node => node === document.activeElement"):
            return
    pytest.fail(f"Tab never came to {wanted}")


def test_the_keyboard_alone_filters_and_removes(live_server: Served, page: Page):
    open_page(page, live_server)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content", exact=True)).to_be_focused()
    for part in ("In short", "Filters"):
        page.keyboard.press("ArrowRight")
        expect(page.get_by_role("link", name=part, exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, fold(page, "Period"))
    page.keyboard.press("Tab")
    language = fold(page, "Language")
    expect(language).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect_query(page, "language=fr")
    page.keyboard.press("Escape")
    expect(language).to_be_focused()
    tab_to(page, page.get_by_role("button", name="Remove filter: Language: French"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{live_server.url}/en/explore")
    tab_to(page, page.get_by_role("button", name="Bring back “Language: French”"))
    page.keyboard.press("Enter")
    expect_query(page, "language=fr")


SKIPPED_TO = [
    "Skip to content",
    "In short",
    "Filters",
    "Where the project stands",
    "Will the target be reached?",
    "For whom, where and when",
    "Who has not been reached",
]
ONE_STOP_EACH = """() => {
  const isSeen = (one) => one.checkVisibility();
  return [...document.querySelectorAll("#view-results [data-arrows]")].every((group) => {
    const seen = [...group.querySelectorAll(group.dataset.arrows)].filter(isSeen);
    return seen.filter((one) => one.tabIndex === 0).length === Math.min(seen.length, 1);
  });
}"""
"""Whether each group of buttons that are shown is one stop of the Tab key."""

MADE_LONG = """() => {
  const field = document.querySelector("#filter-venue-search").parentElement;
  const found = Object.assign(document.createElement("p"), { className: "filter__found" });
  field.dataset.choices = "/choices/venue/en";
  field.append(found);
  const suggested = Object.assign(document.createElement("datalist"), { id: "suggested" });
  suggested.dataset.choices = "/choices/venue/en?venue_type=high_school";
  const typed = Object.assign(document.createElement("input"), { id: "typed" });
  typed.setAttribute("list", "suggested");
  document.querySelector("main").append(typed, suggested);
}"""
"""Marks the list of venues as one of which the page has only a part, and adds such suggestions."""


def test_a_very_long_list_is_searched_by_the_server_and_keeps_what_is_chosen(
    live_server: Served, page: Page
):
    raised: list[str] = []
    page.on("pageerror", lambda error: raised.append(f"{error}"))
    page.on("console", lambda said: raised.append(said.text))
    open_page(page, live_server, "/en/explore?venue=DEMO-SH-01")
    page.evaluate(MADE_LONG)
    fold(page, "Venue(?! type)").click()
    page.get_by_label("Find a venue").fill("owl")
    expect(page.locator(".filter__found")).to_have_text("1 found.")
    boxes = page.locator("#filter-venue").get_by_role("checkbox")
    expect(boxes).to_have_count(2)
    expect(boxes.nth(0)).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect_query(page, "venue=DEMO-HS-03&venue=DEMO-SH-01")
    expect(fold(page, "Venue(?! type)")).to_have_text("Venue 2 chosen")
    page.get_by_label("Find a venue").fill("triple")
    expect(page.locator(".filter__found")).to_have_text("Nothing found.")
    expect(boxes).to_have_count(2)  # still there, to be taken back
    expect(boxes.nth(0)).to_be_checked()
    page.locator("#typed").fill("demo-hs-04")
    expect(page.locator("#suggested option")).to_have_count(1)
    expect(page.locator("#suggested option")).to_have_attribute("label", "Red Canoe High School")
    assert not raised


def test_unknown_values_in_the_address_are_ignored_and_said(live_server: Served, page: Page):
    open_page(page, live_server, "/en/explore?language=xx&age=15-17&utm_source=mail")
    expect(page.locator("#view-notice")).to_contain_text("language = “xx” (unknown code)")
    expect(page.locator("#view-notice")).not_to_contain_text("utm_source")
    expect(page.locator("#view-showing")).to_contain_text("age group: 15 to 17")
    expect(page.locator(".filter__count:not([hidden])")).to_have_text(["1 chosen", "1 chosen"])


def test_an_empty_view_says_which_filter_to_drop(live_server: Served, page: Page):
    page.goto(f"{live_server.url}/en/explore?language=fr&from=2013-07-01&to=2013-08-31")
    expect(page.locator("#view-empty")).to_contain_text("No delivered session")
    expect(page.locator("#view-results")).to_be_hidden()
    footer = "document.querySelector('.footer').getBoundingClientRect().bottom"
    awake.until(page, f"{footer} >= innerHeight")  # it ends the window below a short page
    skipping = page.locator(".skip-links li:not([hidden]) a")
    expect(skipping).to_have_text(SKIPPED_TO[:3])
    page.get_by_role("button", name="Clear all").click()
    expect(page.locator(DRAWN).first).to_be_visible()
    expect(skipping).to_have_text(SKIPPED_TO)
    awake.until(page, ONE_STOP_EACH)
    awake.until(
        page,
        """() => {
      const place = document.getElementById("view-curve-figure");
      return place.querySelector(".main-svg")?.clientWidth === place.clientWidth;
    }""",
    )


@pytest.mark.parametrize("address", [f"{path}?{query}" for path in PAGES for query in SHOWN])
def test_axe_finds_nothing(live_server: Served, page: Page, address: str):
    accessible.begin(page)
    open_page(page, live_server, address)
    unfold(page)
    page.locator(".filters__open").click()
    with_compared = fold(page, "(Period|Période)")
    other = page.locator("details.filter summary").nth(4)
    (with_compared if "compare=" in address else other).click()
    expect(page.locator("#filter-compare")).to_be_visible(visible="compare=" in address)
    accessible.check(page, accessible.looks_of(address), unfold=unfold)


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_a_phone(live_server: Served, page: Page, path: str):
    """With the longest row of chosen filters; what axe looks at is measured there."""
    page.set_viewport_size({"width": 360, "height": 740})
    open_page(page, live_server, f"{path}?language=fr&age=15-17&venue_type=high_school")
    unfold(page)
    page.locator(".filters__open").click()
    for summary in page.locator("details.filter summary").all():
        summary.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("width", [360, 1440])
def test_where_there_is_nothing_to_book_no_room_is_kept_for_it(
    live_server: Served, page: Page, width: int
):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}/en/explore?language=en&venue_type=youth_organization")
    said = page.locator("#view-grid-best > p")
    expect(said).to_have_text("No gaps left to close.")
    room = "(said) => said.parentElement.offsetHeight - said.offsetHeight"
    assert said.evaluate(room) < 20


@pytest.mark.parametrize("path", PAGES)
def test_a_date_in_a_cell_stays_on_one_line_on_a_phone_beside_its_heading(
    live_server: Served, page: Page, path: str
):
    open_page(page, live_server, f"{path}?tab=indicators")
    page.evaluate("document.fonts.ready.then(() => null)")
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        days = page.locator(".records .day").all()
        assert len(days) == 4
        for day in days:
            assert day.evaluate("node => node.getClientRects().length") == 1
    values = page.locator(".records td:has(.day) > *").all()
    lefts = {value.evaluate("node => node.getBoundingClientRect().left") for value in values}
    assert len(values) == 2
    assert len(lefts) == 1


def test_the_view_works_where_storage_is_blocked(live_server: Served, page: Page):
    page.add_init_script(
        """for (const name of ["localStorage", "sessionStorage"])
             Object.defineProperty(window, name, {
               get() { throw new DOMException("blocked", "SecurityError"); } });"""
    )
    open_page(page, live_server)
    choose(page, "Language", "French")
    expect(page.locator("#view-showing")).to_contain_text("language: French")


def test_a_coordinator_sees_what_is_hidden_from_the_committee_and_the_way_to_book(
    live_server: Served, page: Page
):
    few = "/en/explore?venue_type=shelter&from=2014-11-01&to=2014-11-30"
    open_page(page, live_server, few)
    assert "x" in page.locator(".numbers td").all_text_contents()
    act_as(page.context, live_server, "coordinator")
    open_page(page, live_server, few)
    assert "x" not in page.locator(".numbers td").all_text_contents()
    cell = page.locator(".grid__cell").first
    cell.click()
    way = page.get_by_role("dialog").get_by_role("link", name="Book a session")
    colour = way.evaluate("one => getComputedStyle(one).color")
    way.hover()
    expect(way).to_have_css("color", colour)
    expect(way).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")
    expect(cell).not_to_have_attribute("aria-expanded", "true")  # a dialog is no menu


def test_a_lost_database_keeps_the_old_figures_and_says_so(
    serve: Callable[..., Served], postgresql: Server, postgresql_url: str, page: Page
):
    engine = open_engine(postgresql_url)
    with writing(engine) as connection:
        came = {"12-14": 500}
        store(connection, [a_session(language=code, attendance=came) for code in ("en", "fr")])
        mark_as_demonstration(connection)
    engine.dispose()
    served = serve(database_url=postgresql_url)
    open_page(page, served)
    name = postgresql_url.rsplit("/", 1)[1].split("?", maxsplit=1)[0]
    postgresql.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    postgresql.execute(
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
    )
    choose(page, "Language", "French")
    failure = page.locator("#view-failure")
    expect(failure).to_contain_text("The figures could not be updated")
    expect(page.locator("#view-results")).to_have_class(re.compile("stale"))
    expect(page.locator("#view-youth-face")).to_contain_text("1,000")
    reference = re.search(r"reference: (\w+)", failure.inner_text())
    assert reference is not None
    assert reference[1] in served.log
    failure.get_by_role("button", name="Try again").click()
    expect(failure).not_to_contain_text(reference[1])
    page.goto(f"{served.url}/fr/explorer")
    expect(page.get_by_role("main")).to_contain_text(
        "La base de données est inaccessible pour le moment"
    )
    postgresql.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    open_page(page, served)
    expect(page.locator("#view-failure")).to_be_empty()


BOXES = """() => [...document.querySelectorAll(".card.gauge")].map((card) => {
  const { left, top, height } = card.getBoundingClientRect();
  return [Math.round(left), Math.round(top), Math.round(height)];
})"""


BEYOND_ITS_CARD = """() => {
  const right = (one) => document.querySelector(one).getBoundingClientRect().right;
  return Math.ceil(right(".switch") - right(".multiples__panels"));
}"""


@pytest.mark.parametrize("path", PAGES)
def test_gauges_their_details_bars_and_the_menu_have_room_at_each_width(
    live_server: Served, page: Page, path: str
):
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_viewport_size({"width": 1440, "height": 900})
    open_page(page, live_server, path)
    page.evaluate("document.fonts.ready.then(() => null)")
    _the_details_of_a_gauge_push_nothing_in_the_others(page)
    for width, columns, highest in ((1440, 4, 290), (360, 2, 320), (320, 2, 340)):
        page.set_viewport_size({"width": width, "height": 900})
        expect(page.locator(".face")).to_have_count(4)
        lefts, _, heights = zip(*page.evaluate(BOXES), strict=True)
        assert len(set(lefts)) == columns
        assert max(heights) <= highest
        assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate(BEYOND_ITS_CARD) <= 0  # at 1,280 px, enlarged four times
    page.get_by_role("button", name="Menu").click()
    venues = page.get_by_role("link", name=re.compile("^(Venues|Lieux)$"))
    expect(venues).to_be_visible()
    assert not errors


def _the_details_of_a_gauge_push_nothing_in_the_others(page: Page) -> None:
    folds = page.locator(".gauge summary")
    before = [fold.bounding_box()["y"] for fold in folds.all()]
    folds.first.click()
    expect(page.locator(".gauge details[open]").get_by_role("paragraph").last).to_be_visible()
    after = [fold.bounding_box()["y"] for fold in folds.all()]
    assert after == pytest.approx(before, abs=2)
    folds.first.click()
    expect(page.locator(".gauge details[open]")).to_have_count(0)
