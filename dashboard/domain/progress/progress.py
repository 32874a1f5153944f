"""The answer of a filter change: four gauges and their breakdowns."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from dashboard.domain.progress.distinct import DistinctYouth
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.counting import Target
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.intervals import Interval


class BreakdownRow(NamedTuple):
    """One row of a breakdown; a participation count is ``None`` when hidden for privacy.

    ``participations`` counts the chosen age groups, ``youth`` the youth among them. ``sessions`` is
    ``None`` where it is not available: publications do not count sessions by age. In publications,
    ``as_of`` and ``youth_as_of`` are set when the count is of an earlier day; ``None`` is the day
    of the data. ``range`` and ``youth_range`` are what they tell of a hidden count, if anything.
    """

    code: str
    sessions: int | None
    participations: int | None
    youth: int | None
    as_of: date | None = None
    youth_as_of: date | None = None
    range: Interval | None = None
    youth_range: Interval | None = None

    @property
    def hidden(self) -> bool:
        """Whether a number of this row is hidden."""
        return self.participations is None or self.youth is None

    @property
    def told(self) -> bool:
        """Whether the participations are told, if only as a range."""
        return self.participations is not None or self.range is not None


@dataclass(frozen=True, slots=True)
class YouthReached:
    """Participations of youth against the target; ``participations`` is ``None`` when hidden.

    ``target`` is ``None`` when none is in force. ``status`` and ``planned`` (the target to date)
    are ``None`` unless the filters can be compared with the plan. ``distinct`` is shown beside the
    participations, never instead; it is ``None`` where it is not known. ``as_of`` is set when a
    publication's count and percent are of an earlier day; then there is no status. ``range`` is
    what a publication tells of a hidden count, if anything.
    """

    participations: int | None
    target: Target | None
    percent: Decimal | None
    planned: Decimal | None
    status: str | None
    distinct: DistinctYouth | None = None
    as_of: date | None = None
    range: Interval | None = None


@dataclass(frozen=True, slots=True)
class FrenchShare:
    """The forums and discussions held in French, over all of them (including bilingual ones).

    ``months`` has those in French by month, without the months that have none.
    """

    french: int
    sessions: int
    percent: Decimal | None
    months: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GroupReached:
    """An at-risk age group; one participation reaches it, even when the count is hidden.

    ``reached`` is ``None`` where a publication hides it. ``as_of`` is set when a publication's
    count is of an earlier day. ``reached_as_of`` is the day for which ``reached`` is known. A group
    once reached stays reached; a zero of an earlier day says nothing about today, so it gives
    ``None``. ``range`` is what a publication tells of a hidden count, if anything.
    """

    code: str
    participations: int | None
    reached: bool | None
    as_of: date | None = None
    reached_as_of: date | None = None
    range: Interval | None = None


@dataclass(frozen=True, slots=True)
class Facilitators:
    """The people with a completed training, in total and by language of training.

    A person trained in two languages counts once in ``people``, so the languages may add up to
    more. A language that the filters leave out shows zero. ``people`` is ``None`` in old
    publications, which have the languages only. ``months`` has the people by the month of their
    first training, without the months that have none; publications do not hold it.
    """

    people: int | None
    by_language: dict[str, int]
    months: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Course:
    """How far the filtered sessions came: of all progress, what a pace is computed from.

    ``data_as_of`` is the date of the latest delivered session whatever the filters, ``None``
    without any. ``delivered`` counts the sessions that the filters keep; ``last_session`` is the
    day of the latest of them. ``rows`` has the rows of each breakdown by its code
    (``domain.progress.breakdowns`` declares them), at least those by month and by venue type.
    ``by_month`` has no gap between its first and last month. The others have one row for each
    reference code, zeros included.
    """

    filters: Filters
    data_as_of: date | None
    last_session: date | None
    delivered: int
    youth: YouthReached
    french_share: FrenchShare
    rows: Mapping[str, tuple[BreakdownRow, ...]]

    @property
    def by_month(self) -> tuple[BreakdownRow, ...]:
        """The monthly rows, for the trend and the pace."""
        return self.rows["by_month"]

    @property
    def by_venue_type(self) -> tuple[BreakdownRow, ...]:
        """The rows by venue type, for session sizes and suggestions."""
        return self.rows["by_venue_type"]


@dataclass(frozen=True, slots=True)
class Progress(Course):
    """Everything that one filter change shows; the audience's privacy rule is already applied.

    A publication has only the published breakdowns; all others have every breakdown.
    """

    audience: Audience
    participations: int | None
    age_groups: tuple[GroupReached, ...]
    facilitators: Facilitators

    def with_rows(self, **rows: tuple[BreakdownRow, ...]) -> "Progress":
        """The same answer with other rows in some breakdowns."""
        return replace(self, rows={**self.rows, **rows})

    @property
    def by_language(self) -> tuple[BreakdownRow, ...]:
        """The rows by language, for the French shares."""
        return self.rows["by_language"]

    @property
    def by_age_group(self) -> tuple[BreakdownRow, ...]:
        """The rows by age group, for the coverage of age groups."""
        return self.rows["by_age_group"]

    @property
    def groups_reached(self) -> int | None:
        """How many at-risk age groups were reached; ``None`` when that is hidden of any."""
        reached = [group.reached for group in self.age_groups]
        return None if None in reached else sum(map(bool, reached))

    @property
    def groups_as_of(self) -> date | None:
        """The oldest day that ``groups_reached`` depends on; ``None`` is the day of the data."""
        days = [group.reached_as_of for group in self.age_groups if group.reached_as_of]
        return None if self.groups_reached is None else min(days, default=None)

    @property
    def facilitators_shown(self) -> dict[str, int]:
        """The facilitators of the chosen languages; any other language would show a zero."""
        found = self.facilitators.by_language
        chosen = self.filters.language or tuple(found)
        return {code: count for code, count in found.items() if code in chosen}
