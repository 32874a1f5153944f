"""Results as readers get them: each gauge and chart is one card, made in one place."""

from dashboard.cards.card import Card, card, cards, progress_sentences
from dashboard.cards.gauges import status
from dashboard.cards.parts import Cell, Choice, Group, Line, Status, Table
from dashboard.cards.result import Earlier, Result

__all__ = [
    "Card",
    "Cell",
    "Choice",
    "Earlier",
    "Group",
    "Line",
    "Result",
    "Status",
    "Table",
    "card",
    "cards",
    "progress_sentences",
    "status",
]
