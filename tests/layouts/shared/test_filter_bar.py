"""The filter bar offers each dimension that there is, and pages toggle no other."""

from dataclasses import replace
from urllib.parse import parse_qsl

import pytest

from callbacks import explore
from dashboard.domain.shared.dimensions import DIMENSIONS, terms_by_filter
from dashboard.domain.shared.filters import NAMES
from dashboard.domain.shared.vocabulary import Terms
from dashboard.i18n import Locale
from layouts.shared.filter_bar import CONTROLS, SEARCH_FROM, filter_bar
from tests.layouts.tree import ids, walk
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


def test_what_a_page_toggles_are_filters():
    page = explore.page_of(answer(), Locale.EN)
    toggles = [getattr(one, "data-toggle", "") for one in walk(page)]
    names = {name for toggle in toggles for name, _ in parse_qsl(toggle)}
    assert {"language", "venue_type", "age"} <= names <= set(NAMES)
