from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.shared.periods import DateRange
from dashboard.queries.shared.pieces import Piece, pieces

DAY = timedelta(days=1)
FIRST, LAST = date(2015, 11, 1), date(2016, 4, 30)  # a leap year and a turn of the year
DAYS = [FIRST + n * DAY for n in range((LAST - FIRST).days + 1)]
MONTHS = [day for day in DAYS if day.day == 1]
SOME_DAY = st.none() | st.sampled_from(DAYS)


@given(SOME_DAY, SOME_DAY)
def test_the_pieces_cover_each_day_of_the_range_once_and_no_other(start, end):
    found = tuple(pieces(DateRange(start, end)))
    covered = Counter()
    for piece in found:
        for day in DAYS:
            row = day.replace(day=1) if piece.place == "months" else day
            covered[day] += piece.sign * (piece.first <= row <= piece.last)
    assert [day for day in DAYS if covered[day] == 1] == [
        day for day in DAYS if day in DateRange(start, end)
    ]
    assert set(covered.values()) <= {0, 1}


@given(SOME_DAY, SOME_DAY)
def test_the_days_of_a_piece_are_few_and_of_its_month(start, end):
    for piece in pieces(DateRange(start, end)):
        if piece.place != "months":
            assert (piece.last - piece.first).days < 16
            assert f"{piece.first:%Y-%m}" == f"{piece.last:%Y-%m}" == piece.month


@given(SOME_DAY, SOME_DAY)
def test_each_place_has_at_most_one_piece(start, end):
    places = [piece.place for piece in pieces(DateRange(start, end))]
    assert len(places) == len(set(places))


@pytest.mark.parametrize(
    ("start", "end"), [(date(2016, 2, 1), date(2016, 2, 29)), (date(2016, 2, 1), None)]
)
def test_whole_months_need_no_days(start, end):
    assert [piece.place for piece in pieces(DateRange(start, end))] == ["months"]


def test_an_empty_range_has_no_pieces():
    assert list(pieces(DateRange(date(2016, 2, 2), date(2016, 2, 1)))) == []


def test_days_are_taken_away_when_that_is_less():
    assert next(iter(pieces(DateRange(date(2016, 2, 3), None)))) == Piece(
        "start", date(2016, 2, 1), date(2016, 2, 2), -1, "2016-02"
    )
