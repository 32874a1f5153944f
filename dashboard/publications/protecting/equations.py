"""What a publication tells about people: the sources of the equations that readers can set up.

``TOLD`` names the source of each part of a publication, and of each part of an answer to a filter.
A test compares it with the actual fields. The test also makes two tables of counts that no source
tells apart, and compares everything that is drawn, written or said for them.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from dashboard.domain.publications.periods import PROJECT
from dashboard.domain.publications.protected import CellMark, ProtectedFigures
from dashboard.publications.protecting.counts import AxisCodes, SessionCounts
from dashboard.publications.protecting.facts import Name


class NumberSource(StrEnum):
    """The source of a number or a word.

    ``CELLS``: open, carried and ranged cells, and what is computed from them (sums, percents, a
    status, "revised"). ``SESSIONS``: numbers of sessions by month, language, venue type and kind;
    where there was none, nobody came. ``COVERAGE``: whether an age group was reached in the whole
    project. ``METHOD``: what anybody knows who knows how publications are made. ``APART``: not
    about counts of participants.
    """

    CELLS = "cells"
    SESSIONS = "sessions"
    COVERAGE = "coverage"
    METHOD = "method"
    APART = "apart"


PUBLICATION = {
    "number": NumberSource.APART,
    "published_on": NumberSource.APART,
    "data_as_of": NumberSource.APART,
    "note": NumberSource.APART,
    "corrects": NumberSource.APART,
    "hidden_up_to": NumberSource.METHOD,
    "words": NumberSource.METHOD,
    "target": NumberSource.APART,
    "reached": NumberSource.COVERAGE,
    "trained": NumberSource.APART,
    "trained_people": NumberSource.APART,
    "sessions": NumberSource.SESSIONS,
    "tables": NumberSource.CELLS,
    "revised": NumberSource.CELLS,
    "demonstration": NumberSource.APART,
    "late": NumberSource.SESSIONS,
    "returned": NumberSource.SESSIONS,
    "outdated": NumberSource.APART,
    "waiting": NumberSource.SESSIONS,
    "lost_until": NumberSource.APART,
    "tightened": NumberSource.METHOD,
    "format": NumberSource.METHOD,
}
"""By field of a publication. Its day is chosen by whoever prepares it, and never a session's; of
its words only which venue types are shown as one depends on counts, as what is hidden does."""

ANSWER = {
    "filters": NumberSource.APART,
    "audience": NumberSource.APART,
    "data_as_of": NumberSource.APART,
    "last_session": NumberSource.APART,
    "delivered": NumberSource.SESSIONS,
    "participations": NumberSource.CELLS,
    "youth": NumberSource.CELLS,
    "french_share": NumberSource.SESSIONS,
    "age_groups": NumberSource.COVERAGE,
    "facilitators": NumberSource.APART,
    "rows": NumberSource.CELLS,
}
"""By field of an answer. Rows have numbers of sessions beside those of people; under filters, an
age group's coverage is that of its cell. A carried cell tells of the day that stands beside it, and
so does all that is worked out from it. There is no last session: its day would be one's."""


class KnownBounds(NamedTuple):
    """A cell and the range its count is known to lie in.

    ``most`` is ``None`` without an upper bound.
    """

    name: Name
    least: int
    most: int | None


def told(
    counts: SessionCounts, protected: ProtectedFigures, words: AxisCodes
) -> Iterator[KnownBounds]:
    """What a publication tells of the cells of its tables, whatever else it hides."""
    for table in protected.tables:
        for cell in table.cells:
            if cell.mark is CellMark.OPEN and cell.value is not None:
                yield KnownBounds(Name(table.period, table.by, cell.codes), cell.value, cell.value)
    yield from covered(counts, words)


def covered(counts: SessionCounts, words: AxisCodes) -> Iterator[KnownBounds]:
    """The age groups reached, of all; a publication names only those at risk (see ``naming``).

    Publications of older formats were proved as if all were named.
    """
    came = dict.fromkeys(words.ages, 0)
    for tally in counts.tallies:
        for age, people in zip(counts.ages, tally.participations, strict=True):
            came[age] += people
    for age, people in came.items():
        name = Name(PROJECT, ("age",), (age,))
        yield KnownBounds(name, 1, None) if people else KnownBounds(name, 0, 0)
