"""Which combinations of language, venue type and age group the sessions have reached."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from dashboard.domain.progress.progress import BreakdownRow, Progress
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.vocabulary import StatusLevel, Vocabulary

SESSIONS_FOR_A_MEAN = 3


class CoverageLevel(StrEnum):
    """No session at all, fewer than the minimum, or enough."""

    EMPTY = "empty"
    THIN = "thin"
    COVERED = "covered"


@dataclass(frozen=True, slots=True)
class Combination:
    """One code of each: a cell of the grid."""

    language: str
    venue_type: str
    age: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """Sessions with at least one participation of the age group, by combination.

    ``languages``, ``venue_types`` and ``ages`` (the at-risk ones) span the grid, in display order.
    Filters by these three do not narrow it, so that one can go from cell to cell; they tell which
    of its cells are ``chosen``. A combination that ``sessions`` does not hold has none.
    ``planned`` are sessions from today on, whatever the period, by language and venue type;
    ``trained`` are people, by each language of training.
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
        """The sessions that reached it."""
        return self.sessions.get(cell, 0)

    def level(self, cell: Combination) -> CoverageLevel:
        """How its sessions compare with the minimum."""
        count = self.count(cell)
        if not count:
            return CoverageLevel.EMPTY
        return CoverageLevel.THIN if count < self.minimum else CoverageLevel.COVERED

    def is_chosen(self, cell: Combination) -> bool:
        """Whether the filters keep it."""
        codes = (cell.language, cell.venue_type, cell.age)
        kept = (self.filters.language, self.filters.venue_type, self.filters.age)
        return all(not some or code in some for code, some in zip(codes, kept, strict=True))

    @property
    def combinations(self) -> tuple[Combination, ...]:
        """All cells, in the order of the grid."""
        codes = product(self.languages, self.venue_types, self.ages)
        return tuple(Combination(*each) for each in codes)

    @property
    def chosen(self) -> tuple[Combination, ...]:
        """The cells that the filters keep."""
        return tuple(cell for cell in self.combinations if self.is_chosen(cell))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a language of training lacks in a venue type, and what is known of booking there.

    ``empty`` and ``thin`` are age groups, ``otherwise`` those of them that sessions in a language
    of no training (bilingual) have reached, by that language. A session reaches several age
    groups, so ``needed`` is the most that any of them lacks; ``planned`` sessions count towards
    it. ``youth`` is the mean of a session in that venue type so far: ``None`` when hidden, or
    when there are fewer than three to tell from.
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
        """Sessions still to be planned."""
        return max(0, self.needed - self.planned)


def suggestions(
    coverage: Coverage, progress: Progress, vocabulary: Vocabulary
) -> tuple[Suggestion, ...]:
    """Where the next bookings would close a gap, best first.

    First come those with sessions left to book, of these the ones that somebody is trained to
    lead; then the ones with more empty combinations, with more sessions to book, and with more
    youth a session. While the project is behind its target to date, youth a session weighs before
    the number of sessions to book. Equal ones stay in the order of the grid.
    """
    found = (
        _suggestion(coverage, progress.by_venue_type, language, venue_type)
        for language, venue_type in product(coverage.trained, coverage.venue_types)
    )
    behind = is_behind(progress.youth.status, vocabulary.statuses.items)
    lacking = [suggestion for suggestion in found if suggestion.needed]
    return tuple(sorted(lacking, key=lambda suggestion: _rank(suggestion, behind=behind)))


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
    coverage: Coverage, by_venue_type: Sequence[BreakdownRow], language: str, venue_type: str
) -> Suggestion:
    lacking = {
        level: [
            cell
            for cell in coverage.chosen
            if (cell.language, cell.venue_type) == (language, venue_type)
            and coverage.level(cell) is level
        ]
        for level in (CoverageLevel.EMPTY, CoverageLevel.THIN)
    }
    below = [cell for cells in lacking.values() for cell in cells]
    return Suggestion(
        language,
        venue_type,
        empty=tuple(cell.age for cell in lacking[CoverageLevel.EMPTY]),
        thin=tuple(cell.age for cell in lacking[CoverageLevel.THIN]),
        otherwise=_otherwise(coverage, below),
        needed=max((coverage.minimum - coverage.count(cell) for cell in below), default=0),
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
    """Youth a session in a venue type; ``None`` when hidden, or with too few to tell from."""
    row = next((row for row in by_venue_type if row.code == venue_type), None)
    if row is None or row.youth is None or (row.sessions or 0) < SESSIONS_FOR_A_MEAN:
        return None
    return round(row.youth / (row.sessions or 1))
