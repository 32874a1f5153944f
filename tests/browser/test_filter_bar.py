"""The filters stay in sight: what a click did is seen, taken back, and never hidden by the bar."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_choosing import bar
from tests.browser.test_explore import choose, expect_query, fold, open_page, tab_to
from tests.support import accessible, awake
from tests.support.modules import in_module
from tests.support.program import Served
from tests.support.visitors import act_as

pytestmark = pytest.mark.browser

# What Tab stops at, in its order, that the bar which stays in sight would hide, or part of it.
HIDDEN_BY_THE_BAR = """() => {
  const bar = document.querySelector(".filters");
  const stops = [...document.querySelectorAll(".results :is(a[href], button, select, summary)")]
    .filter((one) => one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true }));
  window.scrollTo({ top: document.body.scrollHeight, behavior: "instant" });
  return stops.reverse().filter((one) => {
    one.focus();
    return one.getBoundingClientRect().top < bar.getBoundingClientRect().bottom;
  }).map((one) => one.outerHTML.slice(0, 120));
}"""
FILTER = "() => document.activeElement.closest('[data-filter]')?.dataset.filter"
HINT = "(group) => getComputedStyle(group, '::after').content"
STOPS_OF_GROUPS = """() => [...document.querySelectorAll("[data-arrows]")]
  .map((group) => [...group.querySelectorAll(group.dataset.arrows)])
  .filter((among) => among.some((one) => one.checkVisibility()))
  .map((among) => among.filter((one) => one.tabIndex >= 0).length)"""
SHIFTS = """window.shifts = [];
new PerformanceObserver((list) => {
  for (const { value, sources } of list.getEntries()) {
    const moved = sources.map(({ node }) => node?.id || node?.className || node?.nodeName);
    window.shifts.push([value, ...moved]);
  }
}).observe({ type: "layout-shift", buffered: true });"""
MOST_SHIFTED = 0.02
WORDS_OF_UNDO = """() => {
  const undo = document.getElementById("view-undo");
  const texts = document.createTreeWalker(undo, NodeFilter.SHOW_TEXT);
  const said = { whole: [], cut: [] };
  const box = undo.getBoundingClientRect();
  while (texts.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(texts.currentNode);
    const { top, right, bottom, left } = range.getBoundingClientRect();
    const whole = left >= box.left && right <= box.right && bottom <= box.bottom;
    if (top < box.bottom) said[whole ? "whole" : "cut"].push(texts.currentNode.data);
  }
  return said;
}"""
# What is in the middle of a badge's last character is the badge.
COVERED_CHIPS = """() => [...document.querySelectorAll("#view-badges .chip")].filter((chip) => {
  const { right, top, height } = chip.getBoundingClientRect();
  return !chip.contains(document.elementFromPoint(right - 14, top + height / 2));
}).map((chip) => chip.textContent)"""
STOPS = """() => [...document.querySelectorAll("a[href], button, input, select, summary")]
  .filter((one) => one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true })).length"""
MOST_STOPS = 54  # of which one is the brief, six are filters, and three lead to the files of charts
PHONE = 360
CHOICES = {
    "by_language": "language=fr",
    "by_venue_type": "venue_type=shelter",
    "by_age_group": "age=12-14",
}
DRAWING = """({ whenDrawn }) => {
  window.drawn = false;
  whenDrawn(() => { window.drawn = true; });
}"""
# It is marked for a moment only.
MARKED = """(one) => {
  new MutationObserver(() => { window.marked ||= one.classList.contains("is-new"); })
    .observe(one, { attributes: true });
}"""
STILL = """async () => {
  for (let passed = 0; passed < 5; passed += 1) await new Promise(requestAnimationFrame);
}"""


def test_what_a_click_far_down_did_is_seen_and_taken_back_in_the_bar(
    live_server: Served, page: Page
):
    open_page(page, live_server)
    expect(page.locator("#view-kept")).to_have_text("65 sessions")
    kept = page.locator("#view-kept")
    kept.evaluate(MARKED)
    bar(page, "high school").click()
    expect_query(page, "venue_type=high_school")
    awake.until(page, "window.marked")
    expect(kept).to_have_text("17 of 65 sessions")
    expect(kept).to_be_in_viewport()
    expect(page.locator("#view-badges .chip").first).to_be_in_viewport()
    undo = page.get_by_role("button", name="Undo “Venue type: high school”")
    bar(page, "shelter").click()
    expect(undo).to_have_count(0)
    page.reload()
    page.get_by_role("button", name="Undo “Venue type: shelter”").click()
    expect_query(page, "venue_type=high_school")
    undo.click()
    expect(page).to_have_url(re.compile("/en/explore$"))
    expect(page.locator("#view-undo")).to_be_hidden()
    expect(page.locator("#view-showing")).to_be_focused()
    page.go_back()
    expect(undo).to_be_visible()


def test_badges_and_what_clears_them_are_whole_beside_many_folds_at_each_width(
    live_server: Served, page: Page
):
    """Coordinators filter by who led, too, and French words are long."""
    act_as(page.context, live_server, "coordinator")
    page.set_viewport_size({"width": 1280, "height": 900})
    open_page(page, live_server, "/fr/explorer?age=12-14&venue_type=high_school")
    fold(page, "Langue").click()
    page.get_by_label("Français", exact=True).check()
    undo = page.locator("#view-undo")
    expect(undo).to_be_visible()
    fold(page, "Langue").click()
    chips = page.locator("#view-badges .chip")
    expect(chips).to_have_count(4)
    for width in (1280, 1440, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        expect(undo).to_be_visible()
        for chip in chips.all():
            expect(chip).to_be_in_viewport(ratio=1)
        assert page.evaluate(COVERED_CHIPS) == [], width


@pytest.mark.parametrize("path", ["/fr/explorer", "/en/explore"])
def test_what_undo_says_is_whole_or_out_of_sight_at_each_width(
    live_server: Served, page: Page, path: str
):
    act_as(page.context, live_server, "coordinator")
    page.set_viewport_size({"width": PHONE, "height": 900})
    open_page(page, live_server, path)
    in_module(page, "shared/address.js", "({ go }) => go(new URLSearchParams('age=12-14'))")
    for width in (PHONE, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        expect(page.locator("#view-undo")).to_be_visible()
        words = page.evaluate(WORDS_OF_UNDO)
        assert words["whole"], width
        assert words["cut"] == [], width


def test_the_count_of_a_filtered_list_stays_on_the_line_of_the_filters(
    live_server: Served, page: Page
):
    """French needs more room; a longer line would move the list down."""
    act_as(page.context, live_server, "coordinator")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{live_server.url}/fr/seances?tab=list")
    awake.wait(page)
    bar_height = "document.querySelector('.filters').getBoundingClientRect().height"
    before = page.evaluate(bar_height)
    fold(page, "Lieu").click()
    page.get_by_label("École secondaire du Fanal (DEMO-HS-05)").check()
    expect(page.locator("#view-showing")).to_contain_text("filtrées")
    assert page.evaluate(bar_height) == before
    expect(page.locator("#view-badges .chip--clear")).to_be_in_viewport(ratio=1)


def test_a_click_that_is_not_answered_is_told_where_the_reader_is(live_server: Served, page: Page):
    open_page(page, live_server)
    page.context.set_offline(True)
    bar(page, "high school").click()
    expect(page.locator("#view-failure")).to_be_in_viewport(ratio=1)
    page.set_viewport_size({"width": 360, "height": 740})
    page.locator(".filters__open").click()
    fold(page, "Language").click()
    page.get_by_label("French", exact=True).check()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("#view-failure")).to_be_in_viewport(ratio=1)


def test_on_a_phone_one_button_opens_the_filters_in_a_sheet(live_server: Served, page: Page):
    page.set_viewport_size({"width": 360, "height": 740})
    open_page(page, live_server, "/en/explore?age=15-17")
    page.locator("footer").scroll_into_view_if_needed()
    opens = page.get_by_role("button", name="Filters 1 chosen")
    expect(opens).to_be_in_viewport(ratio=1)
    opens.focus()
    page.keyboard.press("Enter")
    sheet = page.get_by_role("dialog", name="Filters")
    expect(sheet.get_by_role("heading")).to_be_focused()
    fold(page, "Language").click()
    page.get_by_label("French", exact=True).check()
    expect_query(page, "language=fr&age=15-17")
    sheet.get_by_role("button", name="Show 9 sessions").click()
    expect(sheet).to_have_count(0)
    expect(page.get_by_role("button", name="Filters 2 chosen")).to_be_focused()
    page.keyboard.press("Enter")
    expect(sheet).to_be_visible()
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    expect(page.locator(".filters__open")).to_be_focused()
    page.keyboard.press("Enter")
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(sheet).to_have_count(0)
    expect(fold(page, "Language")).to_be_visible()


@pytest.mark.parametrize("path", ["/fr/lieux", "/en/sessions?tab=list"])
def test_other_views_have_the_same_bar(live_server: Served, page: Page, path: str):
    act_as(page.context, live_server, "coordinator")
    accessible.begin(page)
    page.goto(live_server.url + path)
    awake.wait(page)
    page.locator(".filters__open").click()
    page.locator("#filter-language").locator("xpath=ancestor::details/summary").click()
    page.locator("#filter-language input[value=fr]").check()
    expect_query(page, f"language=fr{'&tab=list' if 'list' in path else ''}")
    accessible.check(page, ((320, "light"), (320, "dark")), context=".sheet")
    page.locator(".sheet__show").click()
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    expect(page.locator(".filters__open")).to_be_in_viewport(ratio=1)
    page.locator("#view-undo").click()
    expect(page.locator("#filter-language input[value=fr]")).not_to_be_checked()


def test_the_bar_hides_nothing_that_has_the_focus(live_server: Served, page: Page):
    open_page(page, live_server, "/en/explore?language=fr&age=15-17&venue_type=high_school")
    for width, height in ((1440, 900), (1024, 600), (360, 740)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(HIDDEN_BY_THE_BAR) == [], width
    page.set_viewport_size({"width": 320, "height": 256})  # 1,280 px, enlarged four times
    page.locator("#grid h2").scroll_into_view_if_needed()
    expect(page.locator(".filters")).not_to_be_in_viewport()


@pytest.mark.parametrize("path", ["/en/explore?language=fr", "/fr/explorer?language=fr"])
def test_tab_alone_goes_through_filters_and_their_choices(
    live_server: Served, page: Page, path: str
):
    open_page(page, live_server, path)
    tab_to(page, page.locator(".filters summary").first)
    found = []
    while name := page.evaluate(FILTER):
        found.append(name)
        page.keyboard.press("Tab")
    assert found == ["period", "language", "age", "venue_type", "venue", "kind"]
    expect(page.locator("#view-badges button").first).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#view-badges button").last).to_be_focused()
    language = page.locator(".filters summary").nth(1)
    language.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#filter-language input").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(language).to_be_focused()


def test_links_lead_past_the_bar_and_the_focus_is_clear_of_it(live_server: Served, page: Page):
    open_page(page, live_server)
    page.keyboard.press("Tab")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    grid = page.locator("#grid")
    expect(grid).to_be_in_viewport()
    under = page.locator(".filters").bounding_box()
    box = grid.bounding_box()
    assert under
    assert box
    assert box["y"] >= under["y"] + under["height"]
    assert set(page.evaluate(STOPS_OF_GROUPS)) == {1}
    assert page.evaluate(STOPS) <= MOST_STOPS
    grids = grid.locator(".grids")
    assert grids.evaluate(HINT) == "none"
    tab_to(page, grid.locator(".grid__cell").first)
    assert "→" in grids.evaluate(HINT)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    second = grid.locator("tbody tr").nth(1).locator(".grid__cell").nth(1)
    expect(second).to_be_focused()
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.matches('.grid__cell')")
    _the_focus_stays_on_a_link_whose_address_another_one_has_too(page)
    _where_the_focus_goes_is_clear_of_the_bar_and_of_a_failure(page)


def _the_focus_stays_on_a_link_whose_address_another_one_has_too(page: Page) -> None:
    """What is chosen leads where the page is, and so does its tab. No change sends them again."""
    choose(page, "Venue type", "Shelter")
    expect_query(page, "venue_type=shelter")
    for words, options in (("Sessions", "bars=sessions"), ("12 months", "bars=sessions&span=12")):
        query = f"venue_type=shelter&{options}"
        link = page.locator("main").get_by_role("link", name=words, exact=True)
        expect(link).to_have_attribute("href", f"/en/explore?{query}")
        link.focus()
        page.keyboard.press("Enter")
        expect_query(page, query)
        expect(link).to_have_attribute("aria-current", re.compile("."))
        expect(link).to_be_focused()


def _where_the_focus_goes_is_clear_of_the_bar_and_of_a_failure(page: Page) -> None:
    html = page.locator("html")
    expect(html).not_to_have_css("scroll-padding-top", "auto")
    expect(html).to_have_css("scroll-padding-bottom", "auto")
    page.route("**/_dash-update-component*", lambda route: route.fulfill(status=500))
    choose(page, "Language", "French")
    expect(html).not_to_have_css("scroll-padding-bottom", "auto")
    page.unroute_all()
    page.get_by_role("button", name="Try again").click()
    expect(html).to_have_css("scroll-padding-bottom", "auto")


@pytest.mark.whole_browser
@pytest.mark.parametrize(("path", "width"), [("/en/explore", 1440), ("/fr/explorer", PHONE)])
def test_nothing_jumps_when_a_filter_changes(
    live_server: Served, page: Page, path: str, width: int
):
    """Bars are chosen where they stand, and all is cleared at the top of the page."""
    page.set_viewport_size({"width": width, "height": 800})
    page.add_init_script(SHIFTS)
    open_page(page, live_server, path)
    for bars, query in CHOICES.items():
        if width == PHONE:
            page.locator(f"#multiple-{bars}").check()
        chosen = page.locator(f"#multiples [data-toggle='{query}']")
        chosen.scroll_into_view_if_needed()
        expect_nothing_moves(page, chosen, pressed="true")
        page.evaluate("window.scrollTo(0, 0)")
        expect_nothing_moves(page, chosen, pressed="false")


def expect_nothing_moves(page: Page, chosen: Locator, *, pressed: str) -> None:
    """Click, without scrolling to it, and look at what moved until the answer was drawn."""
    page.evaluate(STILL)
    page.evaluate("window.shifts = []")
    in_module(page, "shared/drawn.js", DRAWING)
    chosen.evaluate("(button) => button.click()")
    expect(chosen).to_have_attribute("aria-pressed", pressed)
    awake.until(page, "window.drawn")
    page.evaluate(STILL)
    shifts = page.evaluate("shifts")
    assert sum(value for value, *_ in shifts) <= MOST_SHIFTED, shifts


@pytest.mark.whole_browser
@pytest.mark.parametrize("path", ["/en/explore", "/fr/lieux"])
@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_jumps_when_a_page_is_loaded(
    live_server: Served, page: Page, path: str, width: int
):
    page.set_viewport_size({"width": width, "height": 900})
    page.add_init_script(SHIFTS)
    page.goto(live_server.url + path)
    expect(page.locator("body[data-drawn]")).to_be_visible()
    page.wait_for_load_state("networkidle")
    shifts = page.evaluate("shifts")
    assert sum(value for value, *_ in shifts) <= MOST_SHIFTED, shifts
