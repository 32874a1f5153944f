"""Which combinations of language, venue type and age group the sessions have reached."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import product
from typing import NamedTuple

from dashboard.domain.progress.progress import BreakdownRow, Progress
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.vocabulary import StatusLevel, Vocabulary

SESSIONS_FOR_A_MEAN = 3
GRIDS_KEPT = 128


class CoverageLevel(StrEnum):
    """Whether a cell of the grid has no session, fewer than the minimum, or enough."""

    EMPTY = "empty"
    THIN = "thin"
    COVERED = "covered"


class Combination(NamedTuple):
    """A cell of the grid: one language, one venue type and one age group."""

    language: str
    venue_type: str
    age: str


@dataclass(frozen=True)
class Coverage:
    """How many sessions reached each combination of language, venue type and age group.

    A session reaches an age group with at least one participation. ``languages``, ``venue_types``
    and ``ages`` (the at-risk ones) span the grid, in display order. Filters by these three do not
    shrink the grid; they only tell which cells are ``chosen``. A combination missing from
    ``sessions`` has none. ``planned`` counts sessions from today on, whatever the period, by
    language and venue type. ``trained`` counts people by language of training.
    """

    filters: Filters
    minimum: int
    languages: tuple[str, ...]
    venue_types: tuple[str, ...]
    ages: tuple[str, ...]
    sessions: Mapping[Combination, int]
    planned: Mapping[tuple[str, str], int]
    trained: Mapping[str, int]

    def count(self, cell: Combination) -> int:
        """The number of sessions that reached the cell."""
        return self.sessions.get(cell, 0)

    def level(self, cell: Combination) -> CoverageLevel:
        """Compare the cell's sessions with the minimum."""
        return level(self.sessions.get(cell, 0), self.minimum)

    @property
    def combinations(self) -> tuple[Combination, ...]:
        """All cells, in the order of the grid."""
        return cells_of(self.languages, self.venue_types, self.ages)

    def of_language(self, language: str) -> tuple[Combination, ...]:
        """The cells of a language, row by row."""
        return cells_of((language,), self.venue_types, self.ages)

    @cached_property
    def chosen(self) -> tuple[Combination, ...]:
        """The cells that the filters keep."""
        kept = self.filters
        return cells_of(
            *(
                tuple([code for code in codes if code in some]) if some else codes
                for codes, some in (
                    (self.languages, kept.language),
                    (self.venue_types, kept.venue_type),
                    (self.ages, kept.age),
                )
            )
        )

    @property
    def has_aside(self) -> bool:
        """Whether the filters leave cells out."""
        return len(self.chosen) < len(self.combinations)

    @cached_property
    def levels(self) -> Counter[CoverageLevel]:
        """How many chosen cells have each level, in languages of training; empty without any."""
        trained = self.trained
        return Counter([found for cell, found in self.level_of.items() if cell.language in trained])

    @cached_property
    def level_of(self) -> Mapping[Combination, CoverageLevel]:
        """The level of each chosen cell."""
        held, minimum = self.sessions, self.minimum
        return {cell: level(held.get(cell, 0), minimum) for cell in self.chosen}


def level(sessions: int, minimum: int) -> CoverageLevel:
    """The level of a cell with so many sessions."""
    if not sessions:
        return CoverageLevel.EMPTY
    return CoverageLevel.THIN if sessions < minimum else CoverageLevel.COVERED


@lru_cache(GRIDS_KEPT)
def cells_of(
    languages: tuple[str, ...], venue_types: tuple[str, ...], ages: tuple[str, ...]
) -> tuple[Combination, ...]:
    """The cells of a grid: of few grids, each of which many answers have."""
    return tuple(map(Combination._make, product(languages, venue_types, ages)))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A gap of one language of training in one venue type, with the facts for booking there.

    ``empty`` and ``thin`` are age groups. ``otherwise`` gives those of them that were reached in a
    language that nobody is trained in (bilingual), by that language. ``needed`` is the most
    sessions that any of the age groups lacks, because one session reaches several; ``planned``
    sessions count towards it. ``youth`` is the mean of a session in that venue type so far;
    ``None`` when hidden, or with fewer than three sessions.
    """

    language: str
    venue_type: str
    empty: tuple[str, ...]
    thin: tuple[str, ...]
    otherwise: Mapping[str, tuple[str, ...]]
    needed: int
    planned: int
    trained: int
    youth: int | None

    @property
    def to_book(self) -> int:
        """How many sessions still have to be planned."""
        return max(0, self.needed - self.planned)


def suggestions(
    coverage: Coverage, progress: Progress, vocabulary: Vocabulary
) -> tuple[Suggestion, ...]:
    """Rank where the next bookings would close a gap, the best first.

    Suggestions with sessions left to book come first, and among these, languages that somebody is
    trained in. Then come more empty combinations, more sessions to book, and more youth a session.
    While the project is behind its target to date, youth a session comes before sessions to book.
    Equal suggestions stay in the order of the grid.
    """
    below: defaultdict[tuple[str, str], list[Combination]] = defaultdict(list)
    for cell in coverage.chosen:
        if coverage.count(cell) < coverage.minimum:
            below[cell.language, cell.venue_type].append(cell)
    found = [
        _suggestion(coverage, progress.by_venue_type, *group, below[group])
        for group in product(coverage.trained, coverage.venue_types)
        if group in below
    ]
    behind = is_behind(progress.youth.status, vocabulary.statuses.items)
    return tuple(sorted(found, key=lambda suggestion: _rank(suggestion, behind=behind)))


def is_behind(status: str | None, levels: Sequence[StatusLevel]) -> bool:
    """Whether a status is known and not the best one."""
    best = max(levels, key=lambda level: level.minimum_percent, default=None)
    return status is not None and best is not None and status != best.code


def _rank(suggestion: Suggestion, *, behind: bool) -> tuple[bool | int, ...]:
    weights = [-suggestion.to_book, -(suggestion.youth or 0)]
    if behind:
        weights.reverse()
    return not suggestion.to_book, not suggestion.trained, -len(suggestion.empty), *weights


def _suggestion(
    coverage: Coverage,
    by_venue_type: Sequence[BreakdownRow],
    language: str,
    venue_type: str,
    below: Sequence[Combination],
) -> Suggestion:
    """The suggestion for cells of a language and venue type that have too few sessions."""
    empty = [cell for cell in below if not coverage.count(cell)]
    thin = [cell for cell in below if coverage.count(cell)]
    return Suggestion(
        language,
        venue_type,
        empty=tuple([cell.age for cell in empty]),
        thin=tuple([cell.age for cell in thin]),
        otherwise=_otherwise(coverage, [*empty, *thin]),
        needed=max(coverage.minimum - coverage.count(cell) for cell in below),
        planned=coverage.planned.get((language, venue_type), 0),
        trained=coverage.trained[language],
        youth=mean_youth(by_venue_type, venue_type),
    )


def _otherwise(coverage: Coverage, below: Sequence[Combination]) -> dict[str, tuple[str, ...]]:
    found = {
        language: tuple(
            cell.age
            for cell in below
            if coverage.count(Combination(language, cell.venue_type, cell.age))
        )
        for language in coverage.languages
        if language not in coverage.trained
    }
    return {language: ages for language, ages in found.items() if ages}


def mean_youth(by_venue_type: Sequence[BreakdownRow], venue_type: str) -> int | None:
    """The mean youth of a session in a venue type; ``None`` if hidden or of too few sessions."""
    row = next((row for row in by_venue_type if row.code == venue_type), None)
    if row is None or row.youth is None or (row.sessions or 0) < SESSIONS_FOR_A_MEAN:
        return None
    return round(row.youth / (row.sessions or 1))
