"""Turn a publication's answer into cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.cards import Card, Result, cards

if TYPE_CHECKING:
    from dashboard.i18n import Locale
    from dashboard.publications.answering.reading import OpenPublication, PublishedAnswer


def present(answer: PublishedAnswer, reading: OpenPublication, locale: Locale) -> dict[str, Card]:
    """All gauges and charts of an answer, by their codes."""
    return cards(Result(answer.progress, reading.vocabulary, answer.revised), locale)
