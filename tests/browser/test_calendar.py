"""Subscribing to the planned sessions in the page, and ending that again."""

import shutil
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support import accessible, awake, patience
from tests.support.program import Served, serving

pytestmark = pytest.mark.browser

PATHS = "/en/sessions", "/fr/seances"


@pytest.fixture(scope="module")
def served(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("calendar")
    url = f"sqlite:///{shutil.copyfile(demonstration, folder / 'impact.db')}"
    with serving(url, folder, demo_role="coordinator") as served:
        yield served


def open_fold(page: Page, served: Served, path: str) -> None:
    page.goto(served.url + path)
    awake.wait(page)
    page.locator(".calendar > summary").click()


def test_an_address_is_made_shown_once_and_ended(served, page):
    open_fold(page, served, "/en/sessions?tab=list")
    feeds = page.locator(".calendar__feeds li")
    for others in reversed(range(feeds.count())):  # which other tests have made
        page.get_by_role("button", name="Turn off the link").first.click()
        expect(feeds).to_have_count(others)
    page.get_by_role("button", name="Create calendar link").click()
    address = page.get_by_label("Your secret link")
    expect(address).to_be_focused()
    secret = address.input_value()
    assert secret.startswith(f"{served.url}/calendar/")
    with urllib.request.urlopen(secret, timeout=patience.SECONDS) as answer:  # noqa: S310 - our own
        assert b"BEGIN:VEVENT" in answer.read()
    way = page.get_by_role("link", name="Open in this device’s calendar")
    expect(way).to_have_attribute("href", secret.replace("http://", "webcal://"))
    expect(feeds).to_have_count(1)
    open_fold(page, served, "/en/sessions?tab=list")
    expect(address).to_be_hidden()
    assert secret.rpartition("/")[2] not in page.content()
    page.get_by_role("button", name="Turn off the link").click()
    expect(page.locator("#desk-list-said")).to_contain_text("no longer works")
    expect(feeds).to_have_count(0)
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(secret, timeout=patience.SECONDS)  # noqa: S310
    assert secret.rpartition("/")[2].removesuffix(".ics") not in served.log


@pytest.mark.parametrize("path", [f"{each}?tab=list&search=DEMO-2015-01" for each in PATHS])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(served, page, path):
    accessible.begin(page)
    open_fold(page, served, path)
    page.locator("[data-calendar]").click()
    expect(page.locator("#calendar-address")).to_be_focused()
    accessible.check(page, accessible.looks_of(path))
