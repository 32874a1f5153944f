"""Gauges as pictures draw them: the dial, its name and its number in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dashboard.cards import Card
    from dashboard.figures.gauges import Gauge


@dataclass(frozen=True, slots=True)
class Dial:
    """A dial's title, its gauge, its number, what that is out of, and an earlier day it is of."""

    title: str
    gauge: Gauge
    value: str
    rest: str
    day: str = ""


def dials(cards: Iterable[Card]) -> list[Dial]:
    """Those of the cards that are drawn as a dial and have a number to stand in it."""
    return [
        Dial(card.title, card.gauge, card.value.words, card.of, card.value.day)
        for card in cards
        if card.value and card.gauge
    ]
