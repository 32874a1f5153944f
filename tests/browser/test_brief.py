"""The brief is one choice away from the figures, by keyboard too."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support import accessible, awake
from tests.support.program import Served

pytestmark = pytest.mark.browser


def test_a_brief_of_the_filters_is_downloaded(live_server: Served, page: Page):
    page.goto(f"{live_server.url}/fr/explorer?language=fr")
    awake.wait(page)
    fold = page.locator(".drop")
    summary = fold.locator("summary", has_text="Synthèse")
    summary.focus()
    page.keyboard.press("Enter")
    accessible.check(page, context=".drop")
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
