"""How far a grant reaches into a publication: locked filters, and choices among the rest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from dashboard.domain.publications.legible import legible
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.dimensions import DIMENSIONS, terms_of
from dashboard.domain.shared.filters import NAMES, Filters, Problem
from dashboard.domain.shared.periods import PROJECT, DateRange, Period, days_of_month, presets
from dashboard.publications.answering.coarser import coarser, understood

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from dashboard.domain.publications.embeds import Grant
    from dashboard.domain.shared.vocabulary import Term
    from dashboard.publications.answering.reading import OpenPublication


class OutsideError(Exception):
    """Something was asked that the grant does not allow, or that the publication does not have."""


@dataclass(frozen=True, slots=True)
class ScopedFilters:
    """The filters asked for, combined with the locked ones; ``problems`` were left out."""

    asked: Filters
    filters: Filters
    problems: tuple[Problem, ...]


class GrantScope:
    """A grant together with the publication that it opens.

    Raises:
        OutsideError: The publication does not know a locked filter.
    """

    def __init__(self, grant: Grant, reading: OpenPublication) -> None:
        self._free = grant.free
        self._reading = reading
        self.locked, problems = understood(grant.locked, reading)
        if problems:
            raise OutsideError(problems)

    def narrow(self, pairs: Iterable[tuple[str, str]]) -> ScopedFilters:
        """Combine the filters asked for with the locked ones.

        Leave out and report what makes no sense.

        Raises:
            OutsideError: A filter that is not free was given, or a value outside the locked ones.
        """
        given = tuple(pairs)
        if any(name in NAMES and name not in self._free for name, _ in given):
            raise OutsideError(given)
        asked, problems = understood(given, self._reading)
        if not all(self._may_choose(name, asked.codes(name)) for name in DIMENSIONS):
            raise OutsideError(given)
        if asked.period and not _lies_in(asked.period.range, self._period.range):
            raise OutsideError(given)
        return ScopedFilters(asked, self._within(asked), problems)

    def holds(self, filters: Filters) -> bool:
        """Whether these filters stay within the locked ones."""
        return all(
            filters.codes(name) and self._may_choose(name, filters.codes(name))
            for name in DIMENSIONS
            if self.locked.codes(name)
        ) and _lies_in(filters.range, self.locked.range)

    def coarser(self, filters: Filters, part: str = "") -> Filters | None:
        """The nearest wider choice that the grant allows and that is published.

        With a ``part`` of the answer, every row of it must be published; else youth participations.
        """

        def may(wider: Filters) -> bool:
            return self.holds(wider) and not (part and self._is_hidden(wider, part))

        return coarser(filters, self._reading, may)

    def terms(self, name: str) -> tuple[Term, ...]:
        """The values that readers may choose in a free dimension."""
        every = terms_of(name, self._reading.vocabulary)
        return tuple(term for term in every if self._may_choose(name, (term.code,)))

    def periods(self) -> tuple[Period, ...]:
        """The periods that readers may choose within the locked filters."""
        first, last = self._days.start, self._days.end
        return tuple(
            period for period in presets(first, last) if _lies_in(period.range, self._period.range)
        )

    def months(self) -> tuple[DateRange, ...]:
        """The months that readers may choose as first and last, as days."""
        within = self._reading.periods.within(self.locked.range) or ()
        return tuple(map(days_of_month, within))

    @property
    def _period(self) -> Period:
        return self.locked.period or PROJECT

    @property
    def _days(self) -> DateRange:
        """From the first day of the locked period to the last day of the data."""
        months = self.months()
        if not months:
            return DateRange()
        return DateRange(months[0].start, min(_day(months[-1].end), self._reading.periods.as_of))

    def _is_hidden(self, filters: Filters, part: str) -> bool:
        progress = self._reading.answer(filters, Audience.PARTNER).progress
        return any(not row.told for row in progress.rows[legible(part, progress)])

    def _may_choose(self, name: str, codes: tuple[str, ...]) -> bool:
        locked = self.locked.codes(name)
        return not locked or set(codes) <= set(locked)

    def _within(self, asked: Filters) -> Filters:
        chosen: dict[str, Any] = {
            name: asked.codes(name) or self.locked.codes(name) for name in DIMENSIONS
        }
        days = DateRange(asked.start, asked.end) & DateRange(self.locked.start, self.locked.end)
        return replace(
            asked,
            **chosen,
            start=days.start,
            end=days.end,
            period=asked.period or self.locked.period,
        )


def _lies_in(inner: DateRange, outer: DateRange) -> bool:
    return inner.empty or inner & outer == inner


def _day(day: date | None) -> date:
    if day is None:
        raise ValueError(day)
    return day
