"""Answers that come late, or in another order: the page shows all of what was asked last."""

from collections.abc import Callable
from itertools import product

import pytest
from playwright.sync_api import CDPSession, Locator, Page, Request, Route, expect

from tests.browser.test_explore import DRAWN, fold, open_page
from tests.support.program import Served

pytestmark = pytest.mark.browser

ASKED = "**/_dash-update-component*"
LEFT_OUT = "English" + 3 * "filtered out"  # what the row of a language says without it
SUMMARIES = "details[data-later] > summary"
READ = """() => {
  const read = document.querySelector("main").cloneNode(true);
  const others = '[id$="-figure"], #view-announcement, #view-undo'; // of the way here
  for (const one of read.querySelectorAll(others)) one.remove();
  return read.textContent;
}"""
REDRAW = """async () => {
  for (const chart of document.querySelectorAll(".js-plotly-plot")) {
    if (!chart.checkVisibility()) continue;
    const data = JSON.parse(JSON.stringify(chart.data));
    for (const trace of data) trace.opacity = 0.9;
    await Plotly.react(chart, data, JSON.parse(JSON.stringify(chart.layout)));
  }
}"""
CLOSE = """() => {
  for (const fold of document.querySelectorAll("details[open]")) fold.open = false;
}"""
MOST_RESTYLED = 4  # for each chart; it is one, and was nine with a rule that styles all anew


def box(page: Page, language: str) -> Locator:
    """The filter of a language; the button for its grid has the same name."""
    return page.get_by_role("checkbox", name=language, exact=True)


def open_languages(page: Page) -> None:
    """The menu that they are chosen in, if it was left."""
    menu = fold(page, "Language")
    if not menu.evaluate("one => one.parentElement.open"):
        menu.click()


def press(page: Page, language: str) -> None:
    box(page, language).click()


def read(page: Page) -> str:
    """All that the page says, once its folds are open."""
    for at in range(page.locator(SUMMARIES).count()):
        page.locator(SUMMARIES).nth(at).click()
    expect(page.locator("details[data-waiting]")).to_have_count(0)
    return page.evaluate(READ)


def tables(page: Page) -> Locator:
    """The fold of the tables below the small multiples."""
    return page.locator(".multiples__folds > details").first


def summary(page: Page) -> Locator:
    return tables(page).locator("summary")


def row(page: Page, language: str) -> Locator:
    """Of the table by language."""
    return page.locator("#view-by-language-table").get_by_role("row", name=language)


def change(page: Page, language: str) -> None:
    """Until its answer is shown."""
    press(page, language)
    expect(page.locator("#view-showing")).to_contain_text(f"language: {language}")


def back(page: Page) -> None:
    page.evaluate("history.back()")


ORDERS = {"in turn": (0, 1), "the last one first": (1, 0)}
ENDINGS = {"a second choice": lambda page: press(page, "English"), "back": back}


def test_the_page_ends_with_what_was_asked_last(live_server: Served, page: Page):
    """In whichever order two answers come; in the end all is as on a page that begins there."""
    open_page(page, live_server, "/en/explore?age=15-17")
    shown = {}
    for (ending, last), (name, order) in product(ENDINGS.items(), ORDERS.items()):
        open_languages(page)
        _ask_twice(page, last, order)
        shown[ending, name] = page.url, read(page)
        _take_back(page)
    begun = {}
    for address in dict.fromkeys(address for address, _ in shown.values()):
        open_page(page, live_server, address.removeprefix(live_server.url))
        open_languages(page)
        begun[address] = read(page)
    assert len(begun) == len(ENDINGS)
    for case, (address, said) in shown.items():
        assert said == begun[address], case


def _ask_twice(page: Page, last: Callable[[Page], None], order: tuple[int, int]) -> None:
    held: list[Route] = []
    page.route(ASKED, lambda route: held.append(route) if len(held) < 2 else route.continue_())
    for act in (lambda page: press(page, "French"), last):
        with page.expect_request(ASKED):
            act(page)
    page.evaluate("1")  # by now the second one is held, too
    first, second = held
    for at in order:
        with page.expect_response(ASKED):
            (first, second)[at].continue_()
    expect(page.locator("#view-results")).not_to_have_class("results results--stale")
    expect(page.locator("#view-showing")).to_contain_text(
        "English" if "language=en" in page.url else "15 to 17"
    )
    expect(box(page, "French")).to_be_checked(checked="fr" in page.url)
    page.unroute(ASKED)


def _take_back(page: Page) -> None:
    """All that was chosen, and close what was opened to be read."""
    page.evaluate(CLOSE)
    open_languages(page)
    for language in ("French", "English"):
        if box(page, language).is_checked():
            press(page, language)
            expect(box(page, language)).not_to_be_checked()
    expect(page.locator("#view-showing")).not_to_contain_text("language")
    expect(page.locator("#view-results")).not_to_have_class("results results--stale")


def test_after_a_message_of_the_scripts_the_whole_page_is_right_again(
    live_server: Served, page: Page
):
    open_page(page, live_server, "/en/explore?language=fr")
    page.route(ASKED, lambda route: route.abort())
    page.evaluate("document.querySelector('[data-refresh]').click()")
    expect(page.locator("#view-failure")).not_to_be_empty()
    page.unroute(ASKED)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#view-failure")).to_be_empty()
    shown = read(page)
    open_page(page, live_server, "/en/explore?language=fr")
    assert shown == read(page)


def test_a_closed_fold_says_that_it_loads_and_an_open_one_comes_with_the_answer(
    live_server: Served, page: Page
):
    open_page(page, live_server, "/en/explore")
    fold(page, "Language").click()
    change(page, "French")
    held: list[Route] = []
    page.route(ASKED, lambda route: route.continue_() if held else held.append(route))
    with page.expect_request(ASKED):
        summary(page).focus()
        page.keyboard.press("Enter")
    said = tables(page).get_by_role("status")
    expect(said).to_have_text("Loading…")
    expect(tables(page).get_by_role("cell")).to_have_count(0)  # nothing from before the change
    page.evaluate("1")  # by now it is held
    held[0].continue_()
    expect(row(page, "French")).to_contain_text("126")
    expect(row(page, "English")).to_have_text(LEFT_OUT)
    expect(said).to_have_text("")
    expect(summary(page)).to_be_focused()
    page.mouse.move(0, 0)  # or a closed fold that scrolls below it is asked for, too
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    fold(page, "Language").click()  # the menu was left
    change(page, "English")
    expect(row(page, "English")).not_to_have_text(LEFT_OUT)
    assert len([one for one in requests if "_dash-update-component" in one]) == 1


def test_a_fold_is_there_when_pointed_at_shows_nothing_older_and_says_what_does_not_come(
    live_server: Served, page: Page
):
    open_page(page, live_server, "/en/explore?age=15-17")
    _one_that_is_pointed_at_is_there_when_it_is_opened(page)
    _take_back(page)
    _one_that_is_opened_while_an_answer_is_on_its_way_shows_no_older_content(page)
    _take_back(page)
    _one_whose_content_does_not_come_says_so_and_is_asked_for_again(page)


def _one_that_is_pointed_at_is_there_when_it_is_opened(page: Page) -> None:
    open_languages(page)
    change(page, "French")
    page.keyboard.press("Escape")
    with page.expect_response(ASKED):
        summary(page).hover()
    cells = page.locator("#view-by-language-table td")
    expect(cells).not_to_have_count(0)
    requests: list[str] = []

    def note(request: Request) -> None:
        requests.append(request.url)

    page.on("request", note)
    summary(page).click()
    expect(cells.first).to_be_visible()
    expect(tables(page).get_by_role("status")).to_have_text("")
    assert requests == []
    page.remove_listener("request", note)


def _one_that_is_opened_while_an_answer_is_on_its_way_shows_no_older_content(page: Page) -> None:
    open_languages(page)
    held: list[Route] = []
    page.route(ASKED, lambda route: route.continue_() if held else held.append(route))
    with page.expect_request(ASKED):
        press(page, "French")
    page.evaluate("1")
    page.keyboard.press("Escape")
    summary(page).press("Enter")
    held[0].continue_()
    expect(row(page, "English")).to_have_text(LEFT_OUT)
    page.unroute(ASKED)


def _one_whose_content_does_not_come_says_so_and_is_asked_for_again(page: Page) -> None:
    open_languages(page)
    change(page, "French")
    page.route(ASKED, lambda route: route.abort())
    summary(page).press("Enter")
    expect(tables(page).get_by_role("status")).to_contain_text("could not be loaded")
    page.unroute(ASKED)
    for _ in range(2):
        summary(page).press("Enter")
    expect(page.locator("#view-by-language-table td")).not_to_have_count(0)
    expect(tables(page).get_by_role("status")).to_have_text("")


def test_a_chart_is_drawn_without_styling_the_page_anew(live_server: Served, page: Page):
    open_page(page, live_server)
    page.evaluate(REDRAW)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    before = restyled(session)
    page.evaluate(REDRAW)
    assert restyled(session) - before <= MOST_RESTYLED * page.locator(DRAWN).count()


def restyled(session: CDPSession) -> float:
    """How often the browser has worked out styles."""
    found = session.send("Performance.getMetrics")["metrics"]
    return next(one["value"] for one in found if one["name"] == "RecalcStyleCount")
