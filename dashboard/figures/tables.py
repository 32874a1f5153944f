"""The same numbers as a table, beside each chart: plain headings and rows of text."""

from collections.abc import Sequence
from typing import Any

from dashboard.domain.progress import Tally
from dashboard.domain.trend import Point
from dashboard.domain.vocabulary import Term, Terms
from dashboard.i18n import Locale, text
from dashboard.i18n.formats import NOT_AVAILABLE, capitalise, count

Table = dict[str, list[Any]]
"""``headings``, and ``rows`` whose first cell names the row."""


def breakdown(rows: Sequence[Tally], terms: Terms[Term], heading: str, locale: Locale) -> Table:
    """A row a code: sessions, participations, youth."""
    return {
        "headings": [
            heading,
            text("Sessions").say(locale),
            text("Participations").say(locale),
            text("Of which youth").say(locale),
        ],
        "rows": [
            [
                capitalise(terms[row.code].label(locale)),
                count(row.sessions, locale),
                count(row.participations, locale),
                count(row.youth, locale),
            ]
            for row in rows
        ],
    }


def months(points: Sequence[Point], locale: Locale) -> Table:
    """A row a month: youth, total so far, plan. Months are in ISO form, as all dates in tables."""
    return {
        "headings": [
            text("Month").say(locale),
            text("Youth").say(locale),
            text("Total so far").say(locale),
            text("Plan").say(locale),
        ],
        "rows": [
            [
                point.month,
                _known(point.youth, locale, held=point.held),
                _known(point.total, locale, held=point.held),
                NOT_AVAILABLE if point.planned is None else count(point.planned, locale),
            ]
            for point in points
        ],
    }


def _known(value: int | None, locale: Locale, *, held: bool) -> str:
    return count(value, locale) if held else NOT_AVAILABLE
