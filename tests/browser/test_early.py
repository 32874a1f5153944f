"""What a person chooses and types before the scripts run counts, as on a slow phone."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support import late
from tests.support.files import write_csv
from tests.support.program import Served

pytestmark = pytest.mark.browser

FIELDS = {
    "explore": ("/en/explore", {"#filter-compare": "year"}, "compare=year", "#view-compared"),
    "a scenario": (
        "/fr/explorer",
        {"#view-curve-field-add-language": "fr", "#view-curve-add [type=number]": "3"},
        "add_language=fr&add=3",
        "#view-curve-what-if",
    ),
    "venues": (
        "/en/venues?search=high&language=fr",
        {"#venues-search": "shelter", "#venues-show": "silent"},
        "language=fr&show=silent&search=shelter",
        "#view-venues-sentence",
    ),
    "venues without what the address asks for": (
        "/en/venues?search=high&language=fr&show=silent",
        {"#venues-search": "", "#venues-show": "all"},
        "language=fr",
        "#view-venues-sentence",
    ),
    "sessions": (
        "/fr/seances?tab=list&page=2",
        {"#sessions-search": "SH-01", "#sessions-status": "planned"},
        "tab=list&status=planned&search=SH-01",
        "#view-showing",
    ),
}


def enter(page: Page, control: str, value: str) -> None:
    """Where somebody types or chooses it; folds around it are opened first."""
    found = page.locator(control)
    found.evaluate("one => { for (let at = one; at; at = at.parentElement) at.open = true; }")
    if found.evaluate("one => one.localName") == "select":
        found.select_option(value)
    else:
        found.fill(value)


@pytest.mark.parametrize("case", FIELDS)
def test_what_is_typed_and_chosen_in_fields_is_asked_for(served: Served, page: Page, case: str):
    path, entries, query, shown = FIELDS[case]
    with late.scripts(page, served.url + path, "#page-state"):
        for control, value in entries.items():
            enter(page, control, value)
        before = page.locator(shown).inner_text()
    expect(page).to_have_url(f"{served.url}{path.split('?')[0]}?{query}")
    for control, value in entries.items():
        # For a moment there are two, while Dash takes over; below, there is one again.
        expect(page.locator(control).first).to_have_value(value)
    expect(page.locator("body[data-taken]")).to_be_attached()
    expect(page.locator(shown)).not_to_have_text(before)
    for control, value in entries.items():
        expect(page.locator(control)).to_have_value(value)


def test_filters_are_asked_for_and_a_long_list_is_searched(served: Served, page: Page):
    with late.scripts(page, f"{served.url}/en/explore", "#page-state"):
        enter(page, "#filter-period", "school-2013-14")
        page.locator(".filter--language summary").click()
        page.get_by_label("French", exact=True).check()
        enter(page, "#filter-venue-search", "Blue Heron")
    expect(page).to_have_url(re.compile(r"\?language=fr&period=school-2013-14$"))
    expect(page.locator("body[data-taken]")).to_be_attached()
    expect(page.locator("#view-badges")).to_contain_text("French")
    expect(page.locator("#filter-period")).to_have_value("school-2013-14")
    expect(page.locator("#filter-venue-search")).to_have_value("Blue Heron")
    expect(page.locator("#filter-venue .form-check:not([hidden])")).to_have_count(1)
    page.go_back()  # one choice, one step
    expect(page).to_have_url(f"{served.url}/en/explore")


def test_what_nobody_entered_is_not_sent(served: Served, page: Page):
    for path in ("/en/explore?period=2013-14&compare=year", "/en/venues?show=silent&search=a"):
        with late.scripts(page, served.url + path, "#page-state"):
            pass
        expect(page.locator("body[data-taken]")).to_be_attached()
        assert page.url == served.url + path
        assert page.evaluate("history.state") is None


def test_a_file_that_is_chosen_is_looked_at(served: Served, page: Page, tmp_path: Path):
    file = write_csv(tmp_path / "early.csv", [["reference", "date"], ["E-1", "2015-02-02"]])
    with late.scripts(page, f"{served.url}/en/sessions?tab=import", "#import-file"):
        page.locator("#import-file").set_input_files(file)
    expect(page.locator("#import-what")).to_contain_text("early.csv")
