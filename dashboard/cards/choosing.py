"""What choosing a row filters by."""

from urllib.parse import urlencode

from dashboard.cards.parts import Choice
from dashboard.domain.progress.breakdowns import Breakdown
from dashboard.domain.progress.progress import Tally
from dashboard.domain.progress.trend import Point
from dashboard.domain.shared.periods import days_of_month
from dashboard.domain.shared.vocabulary import Term
from dashboard.i18n import Month, Text, plural, text
from dashboard.i18n.formats import HIDDEN


def row(of: Breakdown, tally: Tally, term: Term) -> Choice | None:
    """The row's code; ``None`` where no filter keeps one row."""
    if not of.filters:
        return None
    return Choice(urlencode({of.filters: tally.code}), _row(tally, term))


def month(point: Point) -> Choice | None:
    """The month's days; ``None`` for a month after the data."""
    if not point.held:
        return None
    days = days_of_month(point.month)
    query = urlencode({"from": str(days.start), "to": str(days.end)})
    return Choice(query, text("filter by {month}", month=Month(point.month)))


def _row(tally: Tally, term: Term) -> Text:
    counted = (
        text("participations: {sign}", sign=HIDDEN)
        if tally.participations is None
        else plural("{count} participation", "{count} participations", tally.participations)
    )
    if tally.sessions is None:
        return text("Filter by {term} ({counted})", term=term, counted=counted)
    held = plural("{count} session", "{count} sessions", tally.sessions)
    return text("Filter by {term} ({counted}, {held})", term=term, counted=counted, held=held)
