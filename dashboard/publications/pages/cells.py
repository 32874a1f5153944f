"""Numbers in cells: with their sign when they are revised, with their day when they are carried."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.i18n.formats import HIDDEN, NOT_AVAILABLE, capitalise, number
from dashboard.publications.drawings.shapes import bar
from dashboard.sentences.publications.publications import of_day

if TYPE_CHECKING:
    from markupsafe import Markup

    from dashboard.domain.shared.vocabulary import Vocabulary
    from dashboard.i18n import Locale
    from dashboard.publications.answering.numbers import Number
    from dashboard.publications.answering.reading import Answer


COVERAGE = {True: "reached", False: "missed", None: "hidden"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A number as it stands on the page; ``day`` is empty when it is of the page's day."""

    words: str
    revised: bool = False
    day: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its name, its counts, and for an at-risk group one of ``COVERAGE``."""

    label: str
    people: Shown
    bar: Markup
    sessions: str
    coverage: str = ""


def shown(value: int | None, locale: Locale, mark: Number | None = None) -> Shown:
    """The number, or an x."""
    if value is None:
        return Shown(HIDDEN, hidden=True)
    if mark is None:
        return Shown(number(value, locale))
    day = of_day(mark.as_of).say(locale) if mark.as_of else ""
    return Shown(number(value, locale), mark.revised, day)


def ages(answer: Answer, vocabulary: Vocabulary, locale: Locale) -> list[Row]:
    """A row an age group; those at risk say whether they were reached."""
    covered = {group.code: COVERAGE[group.reached] for group in answer.progress.age_groups}
    rows = _rows(answer, "by_age_group", locale)
    return [
        Row(capitalise(vocabulary.ages[code].label(locale)), *cells, covered.get(code, ""))
        for code, cells in rows.items()
    ]


def venue_types(answer: Answer, vocabulary: Vocabulary, locale: Locale) -> list[Row]:
    """A row a venue type."""
    rows = _rows(answer, "by_venue_type", locale)
    return [
        Row(capitalise(vocabulary.venue_types[code].label(locale)), *cells)
        for code, cells in rows.items()
    ]


def trained(answer: Answer, vocabulary: Vocabulary, locale: Locale) -> list[tuple[str, str]]:
    """The languages of training that are chosen, and the people trained in each."""
    return [
        (capitalise(vocabulary.languages[code].label(locale)), number(count, locale))
        for code, count in answer.progress.facilitators_shown.items()
    ]


def _rows(answer: Answer, part: str, locale: Locale) -> dict[str, tuple[Shown, Markup, str]]:
    rows = getattr(answer.progress, part)
    most = max((row.participations or 0 for row in rows), default=0)
    return {
        row.code: (
            shown(
                row.participations,
                locale,
                answer.marked.get((part, row.code, "participations")),
            ),
            bar(row.participations, most),
            NOT_AVAILABLE if row.sessions is None else number(row.sessions, locale),
        )
        for row in rows
    }
