"""Cards: each gauge and chart with its words and numbers, made in one place for all readers."""

from dashboard.cards.card import Card, card, cards, progress_sentences
from dashboard.cards.face import cell, face
from dashboard.cards.parts import BarChoice, Cell, GroupMark, Line, StatusMark, Table, status
from dashboard.cards.result import EarlierResult, Result

__all__ = [
    "BarChoice",
    "Card",
    "Cell",
    "EarlierResult",
    "GroupMark",
    "Line",
    "Result",
    "StatusMark",
    "Table",
    "card",
    "cards",
    "cell",
    "face",
    "progress_sentences",
    "status",
]
