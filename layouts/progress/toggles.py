"""Rows and months that filter when they are chosen, by pointer or by key, and again to undo."""

from collections.abc import Sequence
from urllib.parse import urlencode

from dash import html
from dash.development.base_component import Component

from dashboard.domain.progress.progress import Tally
from dashboard.domain.progress.trend import Point
from dashboard.domain.shared.periods import days_of_month
from dashboard.domain.shared.vocabulary import Term, Terms
from dashboard.figures.tables import Table
from dashboard.i18n import Locale, Month, Text, plural, text
from dashboard.i18n.formats import HIDDEN
from layouts.shared.attributes import data


def rows(
    dimension: str,
    tallies: Sequence[Tally],
    terms: Terms[Term],
    locale: Locale,
    *,
    compared: bool = False,
) -> Component:
    """A button over each row of a breakdown's figure, named by what stands in it."""
    return html.Div(
        [
            html.Button(
                html.Span(_row(tally, terms[tally.code]).say(locale), className="visually-hidden"),
                type="button",
                className="choosing__row",
                **data(toggle=urlencode({dimension: tally.code})),
            )
            for tally in tallies
        ],
        className="choosing choosing--compared" if compared else "choosing",
    )


def months(table: Table, points: Sequence[Point], locale: Locale) -> Table:
    """The table of months with a button for each that has data: ``2015-03`` filters by it."""
    rows = zip(points, table["rows"], strict=True)
    return table | {
        "rows": [
            [_month(first, locale) if point.held else first, *others]
            for point, (first, *others) in rows
        ],
    }


def of_months(points: Sequence[Point]) -> list[str]:
    """What each point of a figure filters by; empty where there is nothing yet."""
    return [_only(point.month) if point.held else "" for point in points]


def _only(code: str) -> str:
    """The filters that keep one month."""
    days = days_of_month(code)
    return urlencode({"from": str(days.start), "to": str(days.end)})


def _month(code: str, locale: Locale) -> Component:
    return html.Button(
        [
            code,
            html.Span(
                f" – {text('filter by {month}', month=Month(code)).say(locale)}",
                className="visually-hidden",
            ),
        ],
        type="button",
        className="cell-button",
        **data(toggle=_only(code)),
    )


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
