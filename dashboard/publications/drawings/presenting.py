"""Turn a publication's answer into cards, and into the words about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.cards import Card, Result, cards
from dashboard.i18n.formats import capitalise
from dashboard.sentences.plan import plan
from dashboard.sentences.progress import definitions
from dashboard.sentences.publications import publications as say
from dashboard.sentences.publications.counted_sessions import about_sessions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dashboard.domain.shared.vocabulary import Term, Vocabulary
    from dashboard.i18n import Locale
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


def notes(answer: PublishedAnswer, reading: OpenPublication, locale: Locale) -> list[str]:
    """What to know of its figures: what is counted, and what the signs in use mean."""
    return [
        definitions.participations().say(locale),
        definitions.symbols(reading.publication.hidden_up_to).say(locale),
        *(line.say(locale) for line in say.legend(**answer.signs)),
        *(line.say(locale) for line in about_sessions(reading.publication)),
    ]


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
