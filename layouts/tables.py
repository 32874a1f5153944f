"""The same numbers as a table, beside each chart."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.domain.progress import Tally
from dashboard.domain.trend import Point
from dashboard.domain.vocabulary import Term, Terms
from dashboard.i18n import Locale, text
from dashboard.i18n.formats import NOT_AVAILABLE, capitalise, count


def breakdown(rows: Sequence[Tally], terms: Terms[Term], heading: str, locale: Locale) -> Component:
    """A row a code: sessions, participations, youth."""
    return _table(
        [
            heading,
            text("Sessions").say(locale),
            text("Participations").say(locale),
            text("Of which youth").say(locale),
        ],
        [
            [
                capitalise(terms[row.code].label(locale)),
                count(row.sessions, locale),
                count(row.participations, locale),
                count(row.youth, locale),
            ]
            for row in rows
        ],
    )


def months(points: Sequence[Point], locale: Locale) -> Component:
    """A row a month: youth, total so far, plan. Months are in ISO form, as all dates in tables."""
    return _table(
        [
            text("Month").say(locale),
            text("Youth").say(locale),
            text("Total so far").say(locale),
            text("Plan").say(locale),
        ],
        [
            [
                point.month,
                _known(point.youth, locale, held=point.held),
                _known(point.total, locale, held=point.held),
                NOT_AVAILABLE if point.planned is None else count(point.planned, locale),
            ]
            for point in points
        ],
    )


def _known(value: int | None, locale: Locale, *, held: bool) -> str:
    return count(value, locale) if held else NOT_AVAILABLE


def _table(headings: list[str], rows: list[list[str]]) -> Component:
    return html.Table(
        [
            html.Thead(html.Tr([html.Th(heading, scope="col") for heading in headings])),
            html.Tbody(
                [
                    html.Tr([html.Th(first, scope="row"), *(html.Td(cell) for cell in others)])
                    for first, *others in rows
                ]
            ),
        ],
        className="numbers",
    )
