import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.dimensions import DIMENSIONS, terms_by_filter
from dashboard.domain.shared.filters import Filters, parse, parse_date
from dashboard.domain.shared.periods import PROJECT, DateRange, Period
from dashboard.i18n import Locale
from tests.support.samples import VOCABULARY

TERMS = terms_by_filter(VOCABULARY)
AUDIENCE = Audience.COORDINATOR
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
PERIODS = st.just(PROJECT) | st.one_of(
    st.builds(Period.fiscal_year, st.integers(1900, 2199)),
    st.builds(Period.fiscal_quarter, st.integers(1900, 2199), st.integers(1, 4)),
    st.builds(Period.school_year, st.integers(1900, 2199)),
)


@st.composite
def filters(draw):
    chosen = {
        name: tuple(draw(st.lists(st.sampled_from(TERMS[name].codes), max_size=4)))
        for name in DIMENSIONS
    }
    start, end = draw(st.none() | DAYS), draw(st.none() | DAYS)
    if start and end and start > end:
        start, end = end, start
    return Filters(**chosen, start=start, end=end, period=draw(st.none() | PERIODS))


def problems(query):
    found, problems = parse(query, VOCABULARY, AUDIENCE)
    return found, [(p.parameter, p.value, p.message.say(Locale.EN)) for p in problems]


@given(filters())
def test_filters_read_back_from_their_query(chosen):
    assert parse(chosen.to_query(), VOCABULARY, AUDIENCE) == (chosen, ())
    assert parse("?" + chosen.to_query(), VOCABULARY, AUDIENCE) == (chosen, ())


@given(filters())
def test_equal_filters_have_one_hash_and_one_query(chosen):
    shuffled = replace(
        chosen,
        **{name: (*reversed(chosen.codes(name)), *chosen.codes(name)) for name in DIMENSIONS},
    )
    assert (shuffled, hash(shuffled)) == (chosen, hash(chosen))
    assert shuffled.to_query() == chosen.to_query()


@given(filters())
def test_what_is_dropped_leaves_the_rest(chosen):
    for name in {name for name, _ in chosen.pairs()}:
        rest = [pair for pair in chosen.pairs() if pair[0] != name]
        assert list(chosen.without(name).pairs()) == rest


@given(st.text(max_size=60))
def test_no_query_breaks_the_reader(query):
    found, _ = parse(query, VOCABULARY, AUDIENCE)
    assert parse(found.to_query(), VOCABULARY, AUDIENCE) == (found, ())


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("language=de", ("language", "de", "unknown code")),
        ("age=12-15", ("age", "12-15", "unknown code")),
        ("langauge=fr", ("langauge", "fr", "unknown filter")),
        ("from=2015-02-29", ("from", "2015-02-29", "not a date; write it as 2015-03-25")),
        ("to=25/03/2015", ("to", "25/03/2015", "not a date; write it as 2015-03-25")),
        ("to=9999-01-01", ("to", "9999-01-01", "not a date; write it as 2015-03-25")),
        (
            "period=2014-16",
            (
                "period",
                "2014-16",
                "unknown period; for example 2014-15, 2014-15-q3 or school-2014-15",
            ),
        ),
    ],
)
def test_what_is_not_understood_is_left_out_and_told(query, problem):
    assert problems(query) == (Filters(), [problem])


def test_a_second_date_is_told_and_the_first_kept():
    found, told = problems("to=2015-03-01&to=2015-03-02")
    assert found == Filters(end=date(2015, 3, 1))
    assert told == [("to", "2015-03-02", "given more than once")]


def test_empty_values_are_no_choice():
    assert problems("language=&from=&period=") == (Filters(), [])


def test_a_long_or_unprintable_value_is_echoed_short_and_clean():
    _, [(_, value, _)] = problems("language=%00%0a" + "x" * 500)
    assert value.startswith("xxx")
    assert len(value) == 60


def test_the_period_and_the_days_intersect():
    chosen = Filters(start=date(2014, 11, 1), period=Period.parse("2014-15"))
    assert chosen.range == DateRange(date(2014, 11, 1), date(2015, 3, 31))


@pytest.mark.parametrize(
    ("chosen", "whole"),
    [
        (Filters(), True),
        (Filters(end=date(2015, 1, 1)), True),
        (Filters(period=PROJECT), True),
        (Filters(start=date(2015, 1, 1)), False),
        (Filters(period=Period.parse("2014-15")), False),
        (Filters(kind=("discussion",)), False),
    ],
)
def test_only_the_last_day_leaves_the_project_whole(chosen, whole):
    assert chosen.whole_project is whole


@pytest.mark.parametrize(
    "value", ["2015-3-1", "20150301", "2015-03-01T00:00", "٢٠١٥-٠٣-٠١", "1899-12-31", "2200-01-01"]
)
def test_only_plain_iso_dates_of_our_centuries_are_dates(value):
    with pytest.raises(ValueError, match=f"^{re.escape(value)}$"):
        parse_date(value)


def test_days_in_the_wrong_order_are_both_left_out_and_both_told():
    crossed = "“from” is after “to”"
    assert problems("from=2015-03-02&to=2015-03-01") == (
        Filters(),
        [("from", "2015-03-02", crossed), ("to", "2015-03-01", crossed)],
    )
