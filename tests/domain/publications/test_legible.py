"""Quarters in place of months, where these tell too little."""

from dataclasses import replace

import pytest

from dashboard.domain.progress.progress import BreakdownRow
from dashboard.domain.publications.legible import legible
from tests.support.samples import PROGRESS


def rows(*counts):
    return tuple(BreakdownRow(str(at), 1, *pair) for at, pair in enumerate(counts))


@pytest.mark.parametrize(
    ("months", "quarters", "found"),
    [
        ([(None, None), (9, None)], [(30, None)], "by_quarter"),
        ([(None, None), (9, 9)], [(30, 30)], "by_month"),  # not more than half
        ([(None, None), (9, None)], [(None, None)], "by_month"),  # quarters tell less
        ([(None, None)], [(None, None)], "by_month"),
        ([], [], "by_month"),
    ],
)
def test_quarters_are_shown_where_most_months_are_hidden_and_they_tell_more(
    months, quarters, found
):
    progress = PROGRESS.with_rows(by_month=rows(*months), by_quarter=rows(*quarters))
    assert legible("by_month", progress) == found


def test_months_without_sessions_do_not_count():
    empty = tuple(BreakdownRow(str(at), 0, 0, 0) for at in range(2, 9))
    months = (*rows((None, None), (9, None)), *empty)
    progress = PROGRESS.with_rows(by_month=months, by_quarter=rows((30, None)))
    assert legible("by_month", progress) == "by_quarter"


def test_a_live_answer_has_no_quarters_and_other_cards_stay():
    hidden = replace(PROGRESS, rows={**PROGRESS.rows, "by_month": rows((None, None))})
    assert legible("by_month", hidden) == "by_month"
    assert legible("by_venue_type", hidden) == "by_venue_type"
