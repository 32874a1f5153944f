"""The filter that choosing a row sets."""

from functools import lru_cache
from urllib.parse import quote_plus

from dashboard.cards import bars
from dashboard.cards.parts import BarChoice
from dashboard.cards.result import Result
from dashboard.domain.progress.breakdowns import Breakdown
from dashboard.domain.progress.progress import BreakdownRow
from dashboard.domain.progress.trend import Point
from dashboard.domain.shared.filters import query_of_month
from dashboard.domain.shared.vocabulary import Term
from dashboard.i18n import Month, Text, plural, text
from dashboard.i18n.formats import HIDDEN

CODES_KEPT = 256  # of terms, the same in each answer


def of_row(of: Breakdown, row: BreakdownRow, result: Result) -> BarChoice | None:
    """The filter of a row; ``None`` where no filter keeps one row.

    A row that the filters leave out has no count.
    """
    if not of.filters:
        return None
    term = of.names(result.progress, result.vocabulary)[row.code]
    is_left_out = bars.is_left_out(of, row, result)
    words = text("Filter by {term} as well", term=term) if is_left_out else _row(row, term)
    return BarChoice(_keeping(of.filters, row.code), words)


@lru_cache(CODES_KEPT)
def _keeping(name: str, code: str) -> str:
    """The query string of a filter by one code."""
    return f"{name}={quote_plus(code)}"


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
