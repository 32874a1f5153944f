"""The brief is one choice away from the figures, by keyboard too."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support import accessible, awake
from tests.support.program import Served

pytestmark = pytest.mark.browser


def test_a_brief_of_the_filters_is_downloaded(live_server: Served, page: Page):
    page.goto(f"{live_server.url}/fr/explorer?language=fr")
    awake.wait(page)
    fold = page.locator(".drop:not(.downloads)")
    summary = fold.locator("summary", has_text="Synthèse")
    summary.focus()
    page.keyboard.press("Enter")
    accessible.check(page, context=".drop:not(.downloads)")
    way = fold.get_by_role("link", name="Les deux, côte à côte")
    expect(way).to_have_attribute("href", "/api/v1/brief.pdf?language=fr&lang=fr&lang=en")
    with page.expect_download() as download:
        way.click()
    assert download.value.suggested_filename == "impact-synthese-2015-03-25-fr-en.pdf"
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")
    way.focus()
    page.keyboard.press("Escape")
    expect(fold).not_to_have_attribute("open", "")
    expect(summary).to_be_focused()


def test_the_files_of_a_chart_follow_the_filters_by_keyboard(live_server: Served, page: Page):
    page.goto(f"{live_server.url}/fr/explorer?language=fr")
    awake.wait(page)
    fold = page.locator("#multiples .downloads")
    page.locator("#view-by-venue-type-rows button").first.click()
    expect(page).to_have_url(re.compile("venue_type="))
    fold.locator("summary").focus()
    page.keyboard.press("Enter")
    accessible.check(page, context="#multiples .downloads")
    way = fold.get_by_role("link", name="CSV pour Excel – Par langue")
    kept = (
        r"/api/v1/charts/by_language\.csv\?language=fr&venue_type=\w+&lang=fr&separator=semicolon"
    )
    expect(way).to_have_attribute("href", re.compile(kept))
    with page.expect_download() as download:
        way.press("Enter")
    assert download.value.suggested_filename == "impact-by-language-2015-03-25-fr.csv"
    assert Path(download.value.path()).read_bytes().startswith("\ufeffCode;Langue".encode())
    way.focus()
    page.keyboard.press("Escape")
    expect(fold).not_to_have_attribute("open", "")
    expect(fold.locator("summary")).to_be_focused()
