"""A change that is not answered: the old figures stay, are called old, and can be asked anew."""

import os
import re
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.test_explore import choose, open_page
from tests.support import accessible, awake, nginx
from tests.support.modules import in_module
from tests.support.ports import free_port
from tests.support.program import Served

pytestmark = pytest.mark.browser

STALE = re.compile("results--stale")
VIEWS = ["/en/explore", "/fr/lieux", "/en/plan", "/fr/seances?tab=list"]
WORDS = {
    "en": "The figures could not be updated. The figures shown are from before your last change.",
    "fr": "Les chiffres n’ont pas pu être mis à jour. Les chiffres affichés datent d’avant",
}
AGAIN = {"en": "Try again", "fr": "Réessayer"}
FRENCH = {"en": "French", "fr": "français"}


def filter_by_french(page: Page) -> None:
    """As a link or a badge of the page does."""
    go(
        page,
        """() => {
          const query = new URLSearchParams(location.search);
          query.set("language", "fr");
          return query;
        }""",
    )


def go(page: Page, query: str) -> None:
    in_module(page, "shared/address.js", f"(address) => address.go(({query})())")


def test_an_answer_of_5xx_is_told_in_every_view_and_the_next_good_one_takes_it_back(
    serve: Callable[..., Served], page: Page, tmp_path: Path
):
    ours, front = free_port(), free_port()
    served = serve(port=str(ours), demo_role="coordinator")
    site = nginx.site(front, tmp_path, nginx.passing_on("", f"http://127.0.0.1:{ours}"))
    with nginx.running(tmp_path / "nginx", {front: site}):
        tabs = {path: page.context.new_page() for path in VIEWS}
        for path, tab in tabs.items():
            tab.goto(f"http://127.0.0.1:{front}{path}")
            awake.wait(tab)
        served.kill()
        before = {path: tab.locator("#view-showing").inner_text() for path, tab in tabs.items()}
        for path, tab in tabs.items():
            with tab.expect_response("**/_dash-update-component*") as answer:
                filter_by_french(tab)
            assert answer.value.status == 502
            lang = path[1:3]
            failure = tab.locator("#view-failure")
            expect(failure).to_contain_text(WORDS[lang])
            expect(failure).to_have_attribute("role", "status")
            expect(failure).to_be_in_viewport()
            expect(tab.locator("#view-results")).to_have_class(STALE)
            expect(tab.locator("#view-showing")).to_have_text(before[path])
        assert accessible.violations(tabs["/en/explore"]) == []
        serve(port=str(ours), demo_role="coordinator")
        for path, tab in tabs.items():
            tab.get_by_role("button", name=AGAIN[path[1:3]]).click()
            expect(tab.locator("#view-failure")).to_be_empty()
            expect(tab.locator("#view-results")).not_to_have_class(STALE)
            expect(tab.locator("#view-badges")).to_contain_text(FRENCH[path[1:3]])


def test_an_answer_that_never_comes_is_told_too(serve: Callable[..., Served], timed: Page):
    page = timed
    served = serve()
    page.clock.install()
    open_page(page, served)
    os.killpg(served.process.pid, signal.SIGSTOP)
    choose(page, "Language", "French")
    page.clock.fast_forward(31_000)
    failure = page.locator("#view-failure")
    expect(failure).to_contain_text("The dashboard is not responding.")
    expect(page.locator("#view-results")).to_have_class(STALE)
    os.killpg(served.process.pid, signal.SIGCONT)
    failure.get_by_role("button", name="Try again").click()
    expect(failure).to_be_empty()
    expect(page.locator("#view-showing")).to_contain_text("language: French")


def test_a_failure_that_nobody_waits_for_any_more_is_not_told(
    serve: Callable[..., Served], page: Page
):
    open_page(page, serve())
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    page.route("**/_dash-update-component*", hold_the_first)
    with page.expect_request("**/_dash-update-component*"):
        choose(page, "Language", "French")
    choose(page, "Age group", "15 to 17")
    expect(page.locator("#view-showing")).to_contain_text("15 to 17")
    with page.expect_event("requestfailed"):
        held[0].abort()
    page.evaluate("fetch('/healthz').then((answer) => answer.text())")  # the page knows by now
    expect(page.locator("#view-failure")).to_be_empty()
    expect(page.locator("#view-results")).not_to_have_class(STALE)


def test_more_choices_than_an_address_holds_are_told_and_can_be_taken_back(
    live_server: Served, page: Page
):
    open_page(page, live_server)
    go(
        page,
        """() => {
          const many = Array.from({ length: 1000 }, (_, n) => ["venue", `HS-${n}`]);
          return new URLSearchParams(many);
        }""",
    )
    failure = page.locator("#view-failure")
    expect(failure).to_contain_text("more choices than an address can hold")
    filter_by_french(page)  # still too many
    expect(failure).to_contain_text("Remove some")
    go(page, "() => new URLSearchParams('language=fr')")
    expect(failure).to_be_empty()
    expect(page.locator("#view-showing")).to_contain_text("language: French")
