"""How an answer is split up is declared once: who counts, hides or shows it leaves none out."""

from dataclasses import fields, replace

import pytest

from dashboard.cards.panels import CHARTS, MULTIPLES
from dashboard.domain.progress.breakdowns import BREAKDOWNS, MONTH, QUARTER, WEEKDAY, Breakdown
from dashboard.domain.progress.progress import Progress
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.filters import Filters
from dashboard.exports.charts.tables import CURVE, tables
from dashboard.i18n import Locale
from dashboard.privacy import CrossedCounts, hide
from dashboard.publications.answering.reading import OpenPublication
from dashboard.queries.progress import breakdowns, crossed
from dashboard.queries.progress.counts import Count, no_counts
from dashboard.web.progress.answer import ProgressAnswer
from dashboard.web.progress.payload import payload
from layouts import explore_view
from layouts.shared.drawing import slot
from tests.layouts.tree import ids
from tests.support.publications import publication
from tests.support.samples import PROGRESS, VOCABULARY, answer, reading

CODES = [one.code for one in BREAKDOWNS]
UNLINKED = Breakdown("weather")


def test_an_answer_tells_rows_of_people_in_breakdowns_only():
    """Another field of rows would be no part of what small counts are hidden in."""
    of_rows = [one.name for one in fields(Progress) if "BreakdownRow" in str(one.type)]
    assert of_rows == ["rows"]
    assert list(PROGRESS.rows) == CODES


def test_each_is_hidden_together_with_the_others():
    assert [one.dimension for one in BREAKDOWNS] == ["month", *crossed.CODED, "weekday"]
    whole = {one.dimension: _whole(one) for one in BREAKDOWNS}
    block = CrossedCounts.of([(*(next(iter(whole[one.dimension])) for one in BREAKDOWNS), 3, 1)])
    found = breakdowns.breakdowns(whole, block, VOCABULARY, maximum=4)
    assert list(found.rows) == CODES
    for rows in found.rows.values():
        assert [row.youth for row in rows if row.sessions] == [None]


def test_one_that_is_not_counted_with_the_others_is_no_answer(monkeypatch):
    monkeypatch.setattr(breakdowns, "BREAKDOWNS", (*BREAKDOWNS, UNLINKED))
    with pytest.raises(KeyError, match="weather"):
        breakdowns.breakdowns(no_counts(), None, VOCABULARY, maximum=4)


def test_one_that_does_not_add_up_to_the_total_is_no_answer():
    counts = {one.dimension: _whole(one) for one in BREAKDOWNS}
    counts["language"] = {"en": Count(1, 0, 2, 2)}
    for maximum in (0, 4):
        with pytest.raises(ValueError, match="equal sums"):
            breakdowns.breakdowns(counts, None, VOCABULARY, maximum=maximum)


def test_where_nothing_is_hidden_the_rows_are_what_hiding_would_leave(monkeypatch):
    counts = {one.dimension: _whole(one) for one in BREAKDOWNS}
    left = breakdowns.breakdowns(counts, None, VOCABULARY, maximum=1)  # no count is that small
    monkeypatch.setattr(breakdowns, "hide", None)  # hiding would fail
    assert breakdowns.breakdowns(counts, None, VOCABULARY, maximum=0) == left
    assert left.participations == 3


def test_one_that_the_proof_does_not_know_is_no_answer():
    tables = [{"en": 9}, {"2015-03": 9}]
    with pytest.raises(ValueError, match="code of each table"):
        hide(tables, 4, CrossedCounts.of([("en", 9, 1)]))


def test_each_has_a_chart_with_a_place_in_the_view():
    assert [panel.code for panel in CHARTS] == CODES
    places = ids(explore_view.cards(Locale.FR, reading()))
    drawn = {"curve": ("figure",)} | {panel.code: ("names", "bars") for panel in MULTIPLES}
    for code, parts in drawn.items():
        assert {slot(code, part) for part in (*parts, "sentence", "table")} <= set(places)


def test_each_is_in_the_api_and_in_its_description():
    assert set(CODES) <= payload(PROGRESS, {}, {}).keys()
    assert set(CODES) <= ProgressAnswer.__required_keys__


def test_each_has_a_table_in_files():
    written = tables(answer(), Locale.EN)
    assert {one.code for one in BREAKDOWNS if one is not MONTH} <= set(written)
    assert CURVE in written


def test_a_publication_has_those_that_are_published():
    progress = OpenPublication(publication()).answer(Filters(), Audience.PUBLIC).progress
    published = [one.code for one in BREAKDOWNS if one.published]
    assert list(progress.rows) == [*published, QUARTER.code]


def test_weeks_begin_on_monday_in_both_languages():
    days = WEEKDAY.terms(VOCABULARY)
    assert days.codes == ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    assert (days["mon"].label_en, days["sun"].label_fr) == ("Monday", "dimanche")


def test_rows_can_be_replaced_without_touching_the_others():
    other = PROGRESS.with_rows(by_month=())
    assert other.rows == {**PROGRESS.rows, "by_month": ()}
    assert replace(other, rows=PROGRESS.rows) == PROGRESS


def _whole(of):
    code = of.terms(VOCABULARY).codes[0] if of.terms else "2015-03"
    return {code: Count(1, 0, 3, 3)}
