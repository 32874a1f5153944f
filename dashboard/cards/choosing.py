"""The filter that choosing a row sets."""

from collections.abc import Sequence

from dashboard.cards import bars
from dashboard.cards.parts import BarChoice
from dashboard.cards.result import Result
from dashboard.domain.progress.breakdowns import Breakdown
from dashboard.domain.progress.progress import BreakdownRow
from dashboard.domain.progress.trend import Point
from dashboard.domain.shared.filters import query_of_month, written
from dashboard.domain.shared.vocabulary import Term
from dashboard.i18n import Month, Text, plural, text
from dashboard.i18n.formats import HIDDEN


def of_rows(of: Breakdown, rows: Sequence[BreakdownRow], result: Result) -> list[BarChoice]:
    """The filter of each row; empty where no filter keeps one row.

    A row that the filters leave out has no count.
    """
    if not of.filters:
        return []
    terms, aside = of.names(result.progress, result.vocabulary), bars.left_out(of, result)
    return [
        BarChoice(
            written(of.filters, row.code),
            text("Filter by {term} as well", term=terms[row.code])
            if row.code in aside
            else _row(row, terms[row.code]),
            row.code in aside,
        )
        for row in rows
    ]


def month(point: Point) -> BarChoice | None:
    """The month's days; ``None`` for a month after the data."""
    if not point.held:
        return None
    return BarChoice(
        query_of_month(point.month), text("filter by {month}", month=Month(point.month))
    )


def _row(tally: BreakdownRow, term: Term) -> Text:
    counted = (
        text("participations: {sign}", sign=HIDDEN)
        if tally.participations is None
        else plural("{count} participation", "{count} participations", tally.participations)
    )
    if tally.sessions is None:
        return text("Filter by {term} ({counted})", term=term, counted=counted)
    held = plural("{count} session", "{count} sessions", tally.sessions)
    return text("Filter by {term} ({counted}, {held})", term=term, counted=counted, held=held)
