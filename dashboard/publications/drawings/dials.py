"""Gauges as pictures draw them: the dial, its name and its number in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dashboard.cards import Card, Cell
    from dashboard.figures.gauges import Gauge


@dataclass(frozen=True, slots=True)
class Dial:
    """A dial: its title, gauge, number, the number it is out of, and the earlier day it is from.

    A number that was revised has its sign.
    """

    title: str
    gauge: Gauge
    value: str
    rest: str
    day: str = ""


def dials(cards: Iterable[Card]) -> list[Dial]:
    """The dials of the cards that are drawn as one and have a number."""
    return [
        Dial(card.title, card.gauge, _signed(card.value), card.of, card.value.day)
        for card in cards
        if card.value and card.gauge
    ]


def _signed(cell: Cell) -> str:
    return f"{cell.words} r" if cell.revised else cell.words
