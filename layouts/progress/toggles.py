"""Rows and months that filter when they are chosen, by pointer or by key, and again to undo."""

from dash import html
from dash.development.base_component import Component

from dashboard.cards import BarChoice, Card, Line
from dashboard.figures.tables import Table
from dashboard.i18n import Locale
from layouts.shared.attributes import data


def rows(card: Card) -> Component:
    """A button over each row of a breakdown's figure, named by what stands in it."""
    return html.Div(
        [
            html.Button(
                html.Span(choice.words.say(card.locale), className="visually-hidden"),
                type="button",
                className="choosing__row",
                **data(toggle=choice.query),
            )
            for choice in _choices(card)
        ],
        className="choosing choosing--compared" if card.result.earlier else "choosing",
        **data(arrows="button"),
    )


def table(card: Card) -> Table:
    """A card's numbers; where there are no bars to choose, a row's name is the button."""
    return {
        "headings": list(card.table.headings),
        "rows": [
            [
                line.label if card.panel.filters else _name(line, card.locale),
                *(cell.words for cell in line.cells),
            ]
            for line in card.table.lines
        ],
    }


def of_points(card: Card) -> list[str]:
    """What each point of a figure filters by; empty where there is nothing yet."""
    return [line.choice.query if line.choice else "" for line in card.table.lines]


def _choices(card: Card) -> list[BarChoice]:
    return [line.choice for line in card.table.lines if line.choice]


def _name(line: Line, locale: Locale) -> str | Component:
    if line.choice is None:
        return line.label
    words = html.Span(f" – {line.choice.words.say(locale)}", className="visually-hidden")
    return html.Button(
        [line.label, words],
        type="button",
        className="cell-button",
        **data(toggle=line.choice.query),
    )
