"""What a publication tells of people, once: the sources of the equations that readers have.

``TOLD`` says of each part of a publication, and of each part of an answer to a filter, from which
source it comes. A test compares it with what there is, and compares everything that is drawn,
written or said for two tables of counts that no source tells apart.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from dashboard.domain.publications.protected import Mark, Protected
from dashboard.publications.protecting.counts import Counts, Words
from dashboard.publications.protecting.declared import PROJECT
from dashboard.publications.protecting.facts import Name


class Source(StrEnum):
    """Where a number or a word comes from.

    ``CELLS``: open and carried cells, and what is worked out from them (sums, percents, a status,
    "revised"). ``SESSIONS``: their numbers by month, language, venue type and kind; where none was,
    nobody came. ``COVERAGE``: of the whole project, whether an age group was reached. ``METHOD``:
    what anybody knows who knows how publications are made. ``APART``: no counts of participants.
    """

    CELLS = "cells"
    SESSIONS = "sessions"
    COVERAGE = "coverage"
    METHOD = "method"
    APART = "apart"


PUBLICATION = {
    "number": Source.APART,
    "published_on": Source.APART,
    "data_as_of": Source.APART,
    "note": Source.APART,
    "corrects": Source.APART,
    "hidden_up_to": Source.METHOD,
    "words": Source.METHOD,
    "target": Source.APART,
    "reached": Source.COVERAGE,
    "trained": Source.APART,
    "trained_people": Source.APART,
    "sessions": Source.SESSIONS,
    "tables": Source.CELLS,
    "revised": Source.CELLS,
    "demonstration": Source.APART,
    "format": Source.METHOD,
}
"""By field of a publication. Its day is chosen by whoever prepares it, and never a session's; of
its words only which venue types are shown as one depends on counts, as what is hidden does."""

ANSWER = {
    "filters": Source.APART,
    "audience": Source.APART,
    "data_as_of": Source.APART,
    "last_session": Source.APART,
    "delivered": Source.SESSIONS,
    "participations": Source.CELLS,
    "youth": Source.CELLS,
    "french_share": Source.SESSIONS,
    "age_groups": Source.COVERAGE,
    "facilitators": Source.APART,
    "by_month": Source.CELLS,
    "by_language": Source.CELLS,
    "by_venue_type": Source.CELLS,
    "by_age_group": Source.CELLS,
}
"""By field of an answer. Rows have numbers of sessions beside those of people; under filters, an
age group's coverage is that of its cell. A carried cell tells of the day that stands beside it, and
so does all that is worked out from it. There is no last session: its day would be one's."""


class Told(NamedTuple):
    """A cell, and between what its count is known to lie; ``most`` is ``None`` without an end."""

    name: Name
    least: int
    most: int | None


def told(counts: Counts, protected: Protected, words: Words) -> Iterator[Told]:
    """What a publication tells of the cells of its tables, whatever else it hides."""
    for table in protected.tables:
        for cell in table.cells:
            if cell.mark is Mark.OPEN and cell.value is not None:
                yield Told(Name(table.period, table.by, cell.codes), cell.value, cell.value)
    yield from covered(counts, words)


def covered(counts: Counts, words: Words) -> Iterator[Told]:
    """Which age groups were reached: coverage tells it of those at risk, and we heed it of all."""
    came = dict.fromkeys(words.ages, 0)
    for tally in counts.tallies:
        for age, people in zip(counts.ages, tally.participations, strict=True):
            came[age] += people
    for age, people in came.items():
        name = Name(PROJECT, ("age",), (age,))
        yield Told(name, 1, None) if people else Told(name, 0, 0)
