"""Rows and months of tables that filter when they are chosen, and again to undo."""

from dash import html
from dash.development.base_component import Component

from dashboard.cards import Card, Line
from dashboard.figures.tables import Table
from dashboard.i18n import Locale
from layouts.shared.attributes import data


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
