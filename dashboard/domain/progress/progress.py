"""The answer of a filter change: four gauges and their breakdowns."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from dashboard.domain.progress.distinct import DistinctYouth
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.counting import Target
from dashboard.domain.shared.filters import Filters


@dataclass(frozen=True, slots=True)
class BreakdownRow:
    """One row of a breakdown; a participation count is ``None`` when hidden for privacy.

    ``participations`` are those of the chosen age groups, ``youth`` the youth among them.
    ``sessions`` is ``None`` where it is not available: publications do not count them by age.
    ``as_of`` and ``youth_as_of`` are the earlier days that a publication's participations and
    youth may be of; ``None`` is the day of the data.
    """

    code: str
    sessions: int | None
    participations: int | None
    youth: int | None
    as_of: date | None = None
    youth_as_of: date | None = None

    @property
    def hidden(self) -> bool:
        """Whether a number of this row is hidden."""
        return self.participations is None or self.youth is None


@dataclass(frozen=True, slots=True)
class YouthReached:
    """Participations of youth over the target; ``participations`` is ``None`` when hidden.

    ``target`` is ``None`` when none is in force. ``status`` and ``planned`` (the target to date)
    are ``None`` under a filter that the plan knows nothing of. ``distinct`` stands beside the
    participations, never in their place; it is ``None`` where nothing tells of it. ``as_of`` is
    the earlier day that a publication's count may be of, and its percent; then there is no status.
    """

    participations: int | None
    target: Target | None
    percent: Decimal | None
    planned: Decimal | None
    status: str | None
    distinct: DistinctYouth | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class FrenchShare:
    """Forums and discussions held in French, over all of them (bilingual ones included)."""

    french: int
    sessions: int
    percent: Decimal | None


@dataclass(frozen=True, slots=True)
class GroupReached:
    """An at-risk age group: reached with one participation, even when the count is hidden.

    ``reached`` is ``None`` where a publication hides that, too. ``as_of`` is the earlier day that
    its count may be of, ``reached_as_of`` that of which it is known whether the group was reached:
    one that was stays so, while a zero of that day says nothing of today and leaves ``None``.
    """

    code: str
    participations: int | None
    reached: bool | None
    as_of: date | None = None
    reached_as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Facilitators:
    """People with a completed training: each once, and by each language of training.

    Who is trained in two languages is one of the ``people``, so the languages may add up to more.
    The zero of a language that the filters leave out is the filter's. ``people`` is ``None`` where
    it is not known: earlier publications tell the languages only.
    """

    people: int | None
    by_language: dict[str, int]


@dataclass(frozen=True, slots=True)
class Progress:
    """Everything that one filter change shows, already under the audience's privacy rule.

    ``data_as_of`` is the date of the latest delivered session whatever the filters, ``None``
    without any. ``delivered`` counts the sessions kept; ``last_session`` is the day of the latest
    of them. ``rows`` are those of each breakdown, by its code (``domain.progress.breakdowns``
    declares them): ``by_month`` has no hole between its first and last month; the others have one
    row for each reference code, zeros included. A publication has those that are published.
    """

    filters: Filters
    audience: Audience
    data_as_of: date | None
    last_session: date | None
    delivered: int
    participations: int | None
    youth: YouthReached
    french_share: FrenchShare
    age_groups: tuple[GroupReached, ...]
    facilitators: Facilitators
    rows: Mapping[str, tuple[BreakdownRow, ...]]

    def with_rows(self, **rows: tuple[BreakdownRow, ...]) -> "Progress":
        """The same answer with other rows in some breakdowns."""
        return replace(self, rows={**self.rows, **rows})

    @property
    def by_month(self) -> tuple[BreakdownRow, ...]:
        """What the trend and the pace are counted from."""
        return self.rows["by_month"]

    @property
    def by_language(self) -> tuple[BreakdownRow, ...]:
        """What the shares of French are counted from."""
        return self.rows["by_language"]

    @property
    def by_venue_type(self) -> tuple[BreakdownRow, ...]:
        """What sizes and suggestions are counted from."""
        return self.rows["by_venue_type"]

    @property
    def by_age_group(self) -> tuple[BreakdownRow, ...]:
        """What the coverage of age groups is counted from."""
        return self.rows["by_age_group"]

    @property
    def groups_reached(self) -> int | None:
        """How many at-risk age groups were reached; ``None`` when that is hidden of any."""
        reached = [group.reached for group in self.age_groups]
        return None if None in reached else sum(map(bool, reached))

    @property
    def groups_as_of(self) -> date | None:
        """The oldest day that ``groups_reached`` rests on; ``None`` is the day of the data."""
        days = [group.reached_as_of for group in self.age_groups if group.reached_as_of]
        return None if self.groups_reached is None else min(days, default=None)

    @property
    def facilitators_shown(self) -> dict[str, int]:
        """In each of the chosen languages: the zero of another one would be the filter's."""
        found = self.facilitators.by_language
        chosen = self.filters.language or tuple(found)
        return {code: count for code, count in found.items() if code in chosen}
