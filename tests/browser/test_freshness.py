"""An open page learns of newer data, offers them, and keeps its reader's place."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import update

from dashboard.database import open_engine, writing
from dashboard.tables import Attendance, OutreachSession
from dashboard.writes.state import bump_version, new_generation
from tests.browser.test_choosing import bar
from tests.browser.test_explore import choose, open_page
from tests.queries.worlds import refresh_days
from tests.support.program import Served

pytestmark = pytest.mark.browser

SOON_MS, A_LOOK_MS = 15_000, 11_000


def add_a_youth(url: str) -> None:
    """One more participation in the latest session of the demonstration."""
    engine = open_engine(url)
    with writing(engine) as connection:
        latest = connection.execute(
            OutreachSession.__table__.select()
            .where(OutreachSession.status == "delivered")
            .order_by(OutreachSession.held_on.desc())
            .limit(1)
        ).one()
        of_latest = Attendance.session_id == latest.id, Attendance.age_group == "15-17"
        more = Attendance.participations + 1
        connection.execute(update(Attendance).where(*of_latest).values(participations=more))
        connection.execute(
            update(OutreachSession)
            .where(OutreachSession.id == latest.id)
            .values(total=OutreachSession.total + 1)
        )
        refresh_days(connection, [latest.held_on])
        bump_version(connection)
    engine.dispose()


def test_newer_data_are_offered_within_fifteen_seconds_and_taken_without_losing_one_s_place(
    serve: Callable[..., Served], demonstration_url: str, timed: Page
):
    page = timed
    page.clock.install()
    open_page(page, serve())
    choose(page, "Age group", "15 to 17")
    expect(page.locator("#view-showing")).to_contain_text("age group: 15 to 17")
    offer = page.locator("#shell-news p")
    expect(offer).to_be_hidden()
    before = page.locator("#view-youth-face").text_content()
    bar(page, "high school").focus()
    page.evaluate("window.scrollTo(0, 700)")
    place = page.evaluate("window.scrollY")
    add_a_youth(demonstration_url)
    page.clock.fast_forward(SOON_MS)
    expect(offer).to_be_visible()
    expect(page.locator("#shell-news")).to_have_attribute("role", "status")
    expect(page.locator("#view-youth-face")).to_have_text(before)
    page.evaluate("document.querySelector('[data-refresh]').click()")
    expect(page.locator("#view-youth-face")).not_to_have_text(before)
    expect(offer).to_be_hidden()
    expect(bar(page, "high school")).to_be_focused()
    assert page.evaluate("window.scrollY") == place
    expect(page.locator("#view-showing")).to_contain_text("age group: 15 to 17")


def test_a_page_without_newer_data_says_how_fresh_it_is_and_offers_nothing(
    live_server: Served, timed: Page
):
    page = timed
    page.clock.install()
    open_page(page, live_server)
    fresh = page.locator("#view-freshness")
    expect(fresh).to_have_text("Data as of March 25, 2015, the day of the last session")
    with page.expect_response("**/api/v1/freshness") as answer:
        page.clock.fast_forward(A_LOOK_MS)
    assert answer.value.ok
    page.evaluate("fetch('/healthz').then((answer) => answer.text())")  # the page has it by now
    expect(page.locator("#shell-news p")).to_be_hidden()
    choose(page, "Language", "French")
    expect(fresh).to_have_text("Data as of March 25, 2015 · last session shown: February 2, 2015")


def test_the_offer_lies_on_no_conflict_and_nothing_that_is_led_to_lies_under_it(
    serve: Callable[..., Served], demonstration_url: str, timed: Page
):
    page = timed
    page.set_viewport_size({"width": 1440, "height": 700})
    page.clock.install()
    served = serve(demo_role="coordinator")
    page.goto(f"{served.url}/en/sessions?edit=DEMO-2015-009")
    expect(page.locator("#desk-date")).not_to_have_value("")
    offer, conflict = page.locator("#shell-news p"), page.locator("#desk-conflict")
    add_a_youth(demonstration_url)
    page.clock.fast_forward(SOON_MS)
    expect(offer).to_be_visible()
    page.locator("#desk-note").focus()
    assert lowest(page, "#desk-note") <= offer.bounding_box()["y"]
    begun = json.loads(page.locator("#desk-begin").get_attribute("data-begin") or "")
    cells = begun["cells"] | {"note": "theirs"}
    theirs = {"version": 9, "cells": cells, "author": "Ana", "updated_at": None}
    clash = {"conflicts": [{"reference": "DEMO-2015-009", "stored": theirs}]}
    page.route("**/api/v1/sessions/*", lambda route: route.fulfill(status=409, json=clash))
    page.locator("#desk-note").fill("mine")
    page.locator("#desk-save").click()
    expect(conflict.locator("h3")).to_be_focused()
    assert lowest(page, "#desk-conflict") <= offer.bounding_box()["y"]
    page.clock.fast_forward(SOON_MS)
    expect(offer).to_be_hidden()
    conflict.get_by_role("button", name="Use their version").click()
    expect(conflict).to_be_hidden()
    page.clock.fast_forward(SOON_MS)
    expect(offer).to_be_visible()


def lowest(page: Page, selector: str) -> float:
    """How far down a thing reaches, once the page has stopped scrolling."""
    box = page.locator(selector).bounding_box()
    assert box
    return box["y"] + box["height"]


def test_after_a_restore_a_page_says_why_it_saves_nothing(
    serve: Callable[..., Served], context: BrowserContext, demonstration_url: str
):
    served = serve(demo_role="coordinator")
    words = {"/en/sessions": "reload the page", "/fr/seances": "rechargez la page"}
    pages = {path: context.new_page() for path in words}
    for path, page in pages.items():
        page.goto(served.url + path)
        expect(page.locator("#desk-date")).not_to_have_value("")
    engine = open_engine(demonstration_url)
    with writing(engine) as connection:
        new_generation(connection)
    engine.dispose()
    for path, page in pages.items():
        page.locator("#desk-date").fill("2015-03-02")
        page.locator("#desk-form button[type=submit]").click()
        expect(page.locator("#desk-said")).to_contain_text(words[path])
