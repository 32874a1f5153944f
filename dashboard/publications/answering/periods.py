"""Find which of a publication's periods make up the days asked for."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from dashboard.domain.publications.periods import PROJECT, month_named, periods_of
from dashboard.domain.shared.periods import days_of_month, month_of, months_between

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dashboard.domain.publications.publication import Publication
    from dashboard.domain.shared.periods import DateRange

DAY = timedelta(days=1)


class Periods:
    """The months of a publication, and the quarters, years and project that they make up."""

    def __init__(self, publication: Publication) -> None:
        named = {
            month: table.period
            for table in publication.tables
            if (month := month_named(table.period))
        }
        held = {row.month for row in publication.sessions}
        known = sorted(held | named.keys())
        self.as_of = publication.data_as_of
        self.months = months_between(known[0], known[-1]) if known else ()
        self._names = {month: named.get(month, month) for month in self.months}
        self._quarters = self.quarters(self.months)
        self._years = _grouped((_year(month), month) for month in self.months)
        self._parts = {PROJECT: tuple(self._years)}
        self._parts |= {
            year: tuple(dict.fromkeys(map(_quarter, months)))
            for year, months in self._years.items()
        }
        self._parts |= {
            quarter: tuple(map(self.name, months)) for quarter, months in self._quarters.items()
        }

    def name(self, month: str) -> str:
        """A month's name in the tables; ``2011-12`` alone would be the fiscal year."""
        return self._names[month]

    def parts(self, period: str) -> tuple[str, ...]:
        """The periods that make up this one; empty for a month."""
        return self._parts.get(period, ())

    def quarters(self, months: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """These months by the quarter that they are of, both in their order."""
        return _grouped((_quarter(month), month) for month in months)

    def within(self, days: DateRange) -> tuple[str, ...] | None:
        """The months of the publication in these days; ``None`` if the days cut a month."""
        if not self.months or days.empty:
            return ()
        first, last = days_of_month(self.months[0]).start, self.as_of
        start, end = days.start or first, days.end or last
        if start is None or end is None or start > last or (first and end < first):
            return ()
        if (first and start > first and start.day != 1) or (end < last and (end + DAY).day != 1):
            return None
        return tuple(
            month for month in self.months if month_of(start) <= month <= month_of(min(end, last))
        )

    def cover(self, months: tuple[str, ...]) -> tuple[str, ...]:
        """Cover each of these months exactly once, with as few periods as possible."""
        if months == self.months:
            return (PROJECT,)
        left, found = list(months), []
        while left:
            period, taken = self._largest(left[0], set(left))
            found.append(period)
            left = [month for month in left if month not in taken]
        return tuple(found)

    def _largest(self, month: str, wanted: set[str]) -> tuple[str, set[str]]:
        for period, months in (
            (_year(month), self._years[_year(month)]),
            (_quarter(month), self._quarters[_quarter(month)]),
        ):
            if wanted.issuperset(months):
                return period, set(months)
        return self.name(month), {month}


def _year(month: str) -> str:
    return periods_of(month)[1]


def _quarter(month: str) -> str:
    return periods_of(month)[2]


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, month in pairs:
        found[name] = (*found.get(name, ()), month)
    return found
