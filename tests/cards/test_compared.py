"""A card beside that of an earlier period: both numbers, and their difference."""

from dataclasses import replace
from datetime import date

from dashboard.cards import EarlierResult, Result, card
from dashboard.domain.progress.comparison import ComparisonPeriod
from dashboard.domain.progress.progress import BreakdownRow
from dashboard.domain.shared.filters import Filters
from dashboard.i18n import Locale
from tests.support.samples import PROGRESS, VOCABULARY

NOW = replace(PROGRESS, filters=Filters(start=date(2015, 2, 1), end=date(2015, 4, 30))).with_rows(
    by_venue_type=(BreakdownRow("shelter", 4, 20, 18), BreakdownRow("high_school", 36, 1200, 1150))
)
BEFORE = replace(
    PROGRESS, filters=Filters(start=date(2014, 11, 1), end=date(2015, 1, 31))
).with_rows(
    by_month=(BreakdownRow("2014-11", 2, 30, 30), BreakdownRow("2015-01", 1, 9, 9)),
    by_venue_type=(
        BreakdownRow("shelter", 5, None, None),
        BreakdownRow("high_school", 60, 2400, 2300),
    ),
)


def rows(code, now=NOW, before=BEFORE):
    result = Result(now, VOCABULARY, earlier=EarlierResult(ComparisonPeriod.PREVIOUS, before))
    table = card(code, result, Locale.EN).table
    assert {len(line.cells) for line in table.lines} == {len(table.columns)}
    return table, [[line.label, *(cell.words for cell in line.cells)] for line in table.lines]


def test_a_table_has_three_rows_a_code():
    table, told = rows("by_venue_type")
    assert told == [
        ["Shelter", "4", "20", "18"],
        ["Shelter – earlier", "5", "x", "x"],
        ["Shelter – difference", "−1", "x", "x"],
        ["High school", "36", "1,200", "1,150"],
        ["High school – earlier", "60", "2,400", "2,300"],
        ["High school – difference", "−24", "−1,200", "−1,150"],
    ]
    assert [line.code for line in table.lines if line.choice] == ["shelter", "high_school"]


def test_a_row_that_the_filters_leave_out_is_so_in_both_periods():
    chosen = replace(NOW.filters, venue_type=("shelter",))
    _, told = rows("by_venue_type", now=replace(NOW, filters=chosen))
    assert [row[1:] for row in told[3:]] == [["filtered out"] * 3] * 3
    assert [row[1] for row in told[:3]] == ["4", "5", "−1"]


def test_months_stand_beside_those_of_the_earlier_period():
    _, told = rows("by_month")
    assert told == [
        ["2015-02", "600", "600", "2014-11", "30", "+570"],
        ["2015-03", "580", "1,180", "2014-12", "30", "+1,150"],
        ["2015-04", "..", "..", "2015-01", "39", ".."],
    ]


def test_a_total_that_is_hidden_has_no_difference():
    youth = replace(BEFORE.youth, participations=None)
    hidden = replace(BEFORE, youth=youth).with_rows(
        by_month=(BreakdownRow("2014-11", 1, None, None),)
    )
    _, told = rows("by_month", before=hidden)
    assert told[0][3:] == ["2014-11", "x", "x"]


def test_a_finding_says_how_it_differs():
    result = Result(NOW, VOCABULARY, earlier=EarlierResult(ComparisonPeriod.PREVIOUS, BEFORE))
    said = card("french_share", result, Locale.EN).sentence
    assert said.startswith(card("french_share", Result(NOW, VOCABULARY), Locale.EN).sentence)
    assert said.endswith(
        "The share was the same in the previous period "
        "(November\u00a01, 2014 to January\u00a031, 2015): 27% (10 of 37)."
    )
