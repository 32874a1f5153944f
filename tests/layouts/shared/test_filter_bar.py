"""The filter bar offers each dimension that there is, and pages toggle no other."""

from dataclasses import replace
from urllib.parse import parse_qsl

import pytest

from callbacks import explore
from dashboard.domain.shared.dimensions import DIMENSIONS, terms_by_filter
from dashboard.domain.shared.filters import NAMES, Filters
from dashboard.domain.shared.offered import MOST
from dashboard.domain.shared.vocabulary import Terms
from dashboard.i18n import Locale
from layouts.shared.drawing import slot
from layouts.shared.filter_bar import SEARCH_FROM, SHEET, filter_bar, kept
from layouts.shared.fold import CONTROLS
from tests.layouts.tree import ids, walk, words
from tests.support.samples import VOCABULARY, answer, reading


def bar(vocabulary=VOCABULARY):
    return filter_bar(Locale.EN, replace(reading(), vocabulary=vocabulary))


def options(name, shown):
    (control,) = [one for one in walk(shown) if getattr(one, "id", None) == CONTROLS[name]]
    return [option["value"] for option in control.options]


def test_each_name_of_the_address_has_a_control():
    assert list(CONTROLS) == list(NAMES)
    assert set(CONTROLS.values()) <= set(ids(bar()))


@pytest.mark.parametrize("name", DIMENSIONS)
def test_all_terms_of_a_dimension_can_be_chosen(name):
    assert options(name, bar()) == list(terms_by_filter(VOCABULARY)[name].codes)


@pytest.mark.parametrize("name", DIMENSIONS)
def test_without_terms_the_control_is_there_for_the_scripts_and_nobody_sees_it(name):
    shown = bar(replace(VOCABULARY, **{DIMENSIONS[name].terms: Terms()}))
    assert options(name, shown) == []
    assert CONTROLS[name] in ids([one for one in walk(shown) if getattr(one, "hidden", None)])
    assert name not in [getattr(one, "data-filter", None) for one in walk(shown)]


@pytest.mark.parametrize("name", DIMENSIONS)
def test_a_long_list_can_be_searched_where_the_dimension_says_so(name):
    row = DIMENSIONS[name]
    (term,) = terms_by_filter(VOCABULARY)[name].items[:1]
    many = Terms(tuple(replace(term, code=str(n)) for n in range(SEARCH_FROM + 1)))
    shown = bar(replace(VOCABULARY, **{row.terms: many}))
    assert (f"{CONTROLS[name]}-search" in ids(shown)) is bool(row.find)


def test_of_a_very_long_list_the_page_has_the_first_and_the_chosen_and_the_way_to_the_others():
    codes = [f"V{n}" for n in range(1000)]
    (one,) = VOCABULARY.venues.items[:1]
    many = replace(VOCABULARY, venues=Terms(tuple(replace(one, code=code) for code in codes)))
    now = replace(reading(), vocabulary=many, filters=Filters(venue=("V999",)))
    shown = filter_bar(Locale.FR, now)
    assert options("venue", shown) == ["V999", *codes[:MOST]]
    assert "/choices/venue/fr" in [getattr(one, "data-choices", None) for one in walk(shown)]
    assert "Les 100 premiers sur 1\u00a0000." in words(shown)


def test_what_a_page_toggles_are_filters():
    page = explore.page_of(answer(), Locale.EN)
    toggles = [getattr(one, "data-toggle", "") for one in walk(page)]
    names = {name for toggle in toggles for name, _ in parse_qsl(toggle)}
    assert {"language", "venue_type", "age"} <= names <= set(NAMES)


def test_each_control_stands_once_so_that_the_sheet_of_a_phone_takes_the_same():
    found = [one for one in ids(bar()) if one in CONTROLS.values()]
    assert sorted(found) == sorted(CONTROLS.values())


def test_the_sheet_has_a_name_and_ways_out():
    (sheet,) = [one for one in walk(bar()) if getattr(one, "id", None) == SHEET]
    assert getattr(sheet, "aria-labelledby") in ids(sheet)
    assert [words(one) for one in walk(sheet) if type(one).__name__ == "Button"] == [
        "Close",
        "Clear all",
        "Show the sessions",
    ]


def test_how_many_sessions_are_kept_is_said_in_the_bar_and_in_the_sheet():
    drawn = kept(Locale.FR, 37, 65)
    assert drawn[slot("kept")] == drawn[slot("sheet", "said")] == "37 des 65 séances"
    assert drawn[slot("sheet", "show")] == "Afficher 37 séances"
