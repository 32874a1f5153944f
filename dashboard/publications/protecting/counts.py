"""What a publication is made from: exact counts, the words they are in, and the settings."""

from dataclasses import dataclass
from datetime import date

from dashboard.domain.publications.protected import ProtectedFigures

Place = tuple[str, str, str, str]
"""A month, language, venue type and kind."""


@dataclass(frozen=True, slots=True)
class MonthTally:
    """Delivered sessions of one month with the same language, venue type and kind.

    ``participations`` and ``sessions_with`` (sessions with someone of the group) are by age group,
    in the order of ``SessionCounts.ages``.
    """

    month: str
    language: str
    venue_type: str
    kind: str
    sessions: int
    participations: tuple[int, ...]
    sessions_with: tuple[int, ...]
    sessions_with_youth: int

    @property
    def place(self) -> Place:
        """What its sessions have in common."""
        return self.month, self.language, self.venue_type, self.kind


@dataclass(frozen=True, slots=True)
class SessionCounts:
    """All delivered sessions in the data of one day; each combination has at most one tally."""

    as_of: date
    ages: tuple[str, ...]
    tallies: tuple[MonthTally, ...]


@dataclass(frozen=True, slots=True)
class AxisCodes:
    """The codes of the axes in their order; ``youth`` are of ``ages``, ``sensitive`` of types."""

    languages: tuple[str, ...]
    venue_types: tuple[str, ...]
    ages: tuple[str, ...]
    kinds: tuple[str, ...]
    youth: tuple[str, ...]
    sensitive: tuple[str, ...]

    @property
    def most_of_a_table(self) -> int:
        """How many codes the two longest axes have together; no table has more."""
        sizes = map(len, (self.languages, self.venue_types, self.ages, self.kinds))
        return sum(sorted(sizes)[-2:])


@dataclass(frozen=True, slots=True)
class EarlierCounts:
    """An earlier publication, withdrawn or not, with the exact counts that it was made from.

    The counts are stored with it but never shown. They are needed to prove that the counts it hid
    stay hidden beside the new publication.
    """

    counts: SessionCounts
    protected: ProtectedFigures


@dataclass(frozen=True, slots=True)
class Rules:
    """Counts of 1 to ``hidden_up_to`` are hidden.

    ``seed`` decides between complements of like worth. It is drawn anew for each publication and
    kept secret, so that nobody can run the method on a guess and compare.
    """

    hidden_up_to: int = 10
    seed: int = 0


def checked(counts: SessionCounts, words: AxisCodes) -> SessionCounts:
    """Check that the counts are as the method assumes, and return them.

    Raises:
        ValueError: A combination comes twice or is unknown, or its numbers are impossible.
    """
    seen = set()
    for tally in counts.tallies:
        key = tally.place
        if key in seen or not _known(tally, words) or not _possible(tally, len(counts.ages)):
            raise ValueError(key)
        seen.add(key)
    if not set(counts.ages) <= set(words.ages):
        raise ValueError(counts.ages)
    return counts


def _known(tally: MonthTally, words: AxisCodes) -> bool:
    return (
        tally.language in words.languages
        and tally.venue_type in words.venue_types
        and tally.kind in words.kinds
    )


def _possible(tally: MonthTally, ages: int) -> bool:
    lists = (tally.participations, tally.sessions_with)
    numbers = [tally.sessions, tally.sessions_with_youth, *tally.participations]
    return (
        all(len(each) == ages for each in lists)
        and min(numbers) >= 0
        and all(
            0 <= sessions <= tally.sessions
            and sessions <= people
            and (sessions > 0) == (people > 0)
            for people, sessions in zip(tally.participations, tally.sessions_with, strict=True)
        )
    )
