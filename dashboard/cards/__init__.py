"""Results as readers get them: each gauge and chart is one card, made in one place."""

from dashboard.cards.card import Card, card, cards
from dashboard.cards.parts import Cell, Group, Line, Status, Table
from dashboard.cards.result import Result

__all__ = [
    "Card",
    "Cell",
    "Group",
    "Line",
    "Result",
    "Status",
    "Table",
    "card",
    "cards",
]
