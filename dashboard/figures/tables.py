"""The same numbers as a table, beside each chart: plain headings and rows of text."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from dashboard.domain.progress.comparison import difference
from dashboard.domain.progress.progress import Tally
from dashboard.domain.progress.trend import Point
from dashboard.domain.shared.vocabulary import Term, Terms
from dashboard.i18n import Locale, text
from dashboard.i18n.formats import HIDDEN, NOT_AVAILABLE, capitalise, count, number

MINUS = "\u2212"

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
                NOT_AVAILABLE if row.sessions is None else number(row.sessions, locale),
                count(row.participations, locale),
                count(row.youth, locale),
            ]
            for row in rows
        ],
    }


def compared(
    rows: Sequence[Tally],
    before: Sequence[Tally],
    terms: Terms[Term],
    heading: str,
    locale: Locale,
) -> Table:
    """Three rows a code, so that the table stays narrow: now, earlier, and the difference."""
    table = breakdown(rows, terms, heading, locale)
    earlier = breakdown(before, terms, heading, locale)["rows"]
    pairs = zip(table["rows"], earlier, rows, before, strict=True)
    return table | {
        "rows": [
            line
            for now, (label, *then), row, other in pairs
            for line in (
                now,
                [text("{label} – earlier", label=label).say(locale), *then],
                [
                    text("{label} – difference", label=label).say(locale),
                    *_differences(row, other, locale),
                ],
            )
        ]
    }


def _differences(row: Tally, before: Tally, locale: Locale) -> list[str]:
    pairs = (
        (row.sessions, before.sessions),
        (row.participations, before.participations),
        (row.youth, before.youth),
    )
    return [signed(difference(now, then), locale) for now, then in pairs]


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
                *_of_month(point, locale),
                NOT_AVAILABLE if point.planned is None else count(point.planned, locale),
            ]
            for point in points
        ],
    }


def compared_months(points: Sequence[Point], before: Sequence[Point], locale: Locale) -> Table:
    """A row a month, counted from the first of each period: both months, totals and difference."""
    return {
        "headings": [
            text("Month").say(locale),
            text("Youth").say(locale),
            text("Total so far").say(locale),
            text("Earlier month").say(locale),
            text("Total then").say(locale),
            text("Difference").say(locale),
        ],
        "rows": [
            [
                *_of_month(point, locale),
                then.month,
                _known(then.total, locale, held=then.held),
                _between(point, then, locale),
            ]
            for point, then in zip(points, before, strict=True)
        ],
    }


def _of_month(point: Point, locale: Locale) -> list[str]:
    return [
        point.month,
        _known(point.youth, locale, held=point.held),
        _known(point.total, locale, held=point.held),
    ]


def _between(point: Point, before: Point, locale: Locale) -> str:
    """The difference of the totals so far."""
    if not (point.held and before.held):
        return NOT_AVAILABLE
    return signed(difference(point.total, before.total), locale)


def signed(value: int | Decimal | None, locale: Locale) -> str:
    """``+40``, ``−3`` or ``0``; ``x`` when it is hidden."""
    if value is None:
        return HIDDEN
    sign = "+" if value > 0 else MINUS if value < 0 else ""
    return sign + number(abs(value), locale)


def _known(value: int | None, locale: Locale, *, held: bool) -> str:
    return count(value, locale) if held else NOT_AVAILABLE
