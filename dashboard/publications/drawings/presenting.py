"""Turn a publication's answer into cards, and into the words about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.cards import Card, Result, Table, cards
from dashboard.cards.parts import NOTHING
from dashboard.i18n import sequence
from dashboard.i18n.formats import HIDDEN, NOT_AVAILABLE, capitalise
from dashboard.sentences.plan import plan
from dashboard.sentences.progress import definitions
from dashboard.sentences.publications import publications as say
from dashboard.sentences.publications.counted_sessions import about_sessions

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from dashboard.cards.parts import Cell, Line
    from dashboard.domain.shared.vocabulary import Term, Vocabulary
    from dashboard.i18n import Locale, Text
    from dashboard.publications.answering.reading import OpenPublication, PublishedAnswer


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure of the action plan; ``missing`` when its title has not been supplied."""

    title: str
    status: str
    missing: bool


def present(answer: PublishedAnswer, reading: OpenPublication, locale: Locale) -> dict[str, Card]:
    """All gauges and charts of an answer, by their codes."""
    return cards(Result(answer.progress, reading.vocabulary, answer.revised), locale)


def signs(
    reading: OpenPublication,
    gauges: Iterable[Card],
    tables: Iterable[Table],
    locale: Locale,
    *,
    pale: bool = True,
) -> list[str]:
    """What the signs and ranges mean that stand on these gauges and in these tables; no others.

    ``pale``: where a range is drawn, a pale end shows how much more it may be.
    """
    gauges, tables = tuple(gauges), tuple(tables)
    seen = tuple(_seen(gauges, tables))
    ranges = (cell.range for cell in seen if cell.range)
    said = (
        _instead_of_counts(seen, reading.publication.hidden_up_to),
        *say.legend(
            revises=any(cell.revised for cell in seen),
            carries=any(cell.day for cell in seen),
            example=max(ranges, key=lambda one: one.low, default=None),
            pale=pale and any(cell.range for cell in _drawn(gauges, tables)),
        ),
    )
    return [line.say(locale) for line in said if line]


def _seen(gauges: Iterable[Card], tables: Iterable[Table]) -> Iterator[Cell]:
    for card in gauges:
        if card.value or not card.bars:
            yield card.value or NOTHING
        yield from _cells(card.bars)
    for table in tables:
        yield from _cells(table.lines)


def _drawn(gauges: Iterable[Card], tables: Iterable[Table]) -> Iterator[Cell]:
    """What stands as a dial or as a bar beside its number."""
    yield from (card.value for card in gauges if card.value)
    for table in tables:
        if table.drawn is not None:
            yield from (line.cells[table.drawn] for line in table.lines)


def _cells(lines: Iterable[Line]) -> Iterator[Cell]:
    return (cell for line in lines for cell in line.cells)


def _instead_of_counts(seen: Collection[Cell], hidden_up_to: int) -> Text | None:
    """A zero is explained only beside a sign or a range, for which it might be taken."""
    values = {cell.value for cell in seen if not cell.range}
    if not (values & {HIDDEN, NOT_AVAILABLE} or any(cell.range for cell in seen)):
        return None
    meanings = {
        HIDDEN: definitions.hidden(hidden_up_to),
        NOT_AVAILABLE: definitions.not_available(),
        0: definitions.true_zero(),
    }
    said = [meaning for sign, meaning in meanings.items() if sign in values]
    return sequence(*said) if said else None


def counted(reading: OpenPublication, locale: Locale) -> list[str]:
    """What is counted, and which sessions."""
    said = (definitions.participations(), *about_sessions(reading.publication))
    return [line.say(locale) for line in said]


def measures(words: Vocabulary, locale: Locale) -> Iterator[MeasureLine]:
    """The measures of the action plan, in their order."""
    for measure in words.measures:
        title = measure.label(locale)
        yield MeasureLine(
            title or plan.no_title().say(locale),
            plan.status(measure.status).say(locale),
            missing=not title,
        )


def names(terms: Iterable[Term], locale: Locale) -> list[str]:
    """Of partners or funders."""
    return [capitalise(term.label(locale)) for term in terms]
