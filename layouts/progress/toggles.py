"""Rows that filter when they are chosen, by pointer or by key, and again to undo."""

from dash import html
from dash.development.base_component import Component

from dashboard.cards import BarChoice, Card
from dashboard.figures.tables import Table
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
    """A card's numbers."""
    return {
        "headings": list(card.table.headings),
        "rows": [
            [
                line.label,
                *(cell.words for cell in line.cells),
            ]
            for line in card.table.lines
        ],
    }


def _choices(card: Card) -> list[BarChoice]:
    return [line.choice for line in card.table.lines if line.choice]
