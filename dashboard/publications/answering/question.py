"""One question to a publication: which of its cells the filters select."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from dashboard.domain.progress.breakdowns import MONTH, QUARTER
from dashboard.domain.progress.equity import FRENCH
from dashboard.domain.progress.progress import BreakdownRow, FrenchShare
from dashboard.domain.publications.protected import YOUTH
from dashboard.domain.shared.counting import percent
from dashboard.domain.shared.dimensions import DIMENSIONS, Of, terms_by_filter
from dashboard.publications.answering.numbers import HIDDEN, NOBODY

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from dashboard.domain.progress.breakdowns import Breakdown
    from dashboard.domain.publications.publication import Publication, SessionCount
    from dashboard.domain.shared.filters import Filters
    from dashboard.domain.shared.intervals import Interval
    from dashboard.domain.shared.vocabulary import Vocabulary
    from dashboard.publications.answering.numbers import Codes, Number, PublishedCounts
    from dashboard.publications.answering.periods import Periods

COUNTED = tuple(
    code
    for code, dimension in DIMENSIONS.items()
    if dimension.published and dimension.of is not Of.PARTICIPATION
)
"""The dimensions that sessions are counted by; they are not counted by age."""

Place = tuple[str, str, str]
"""The place of a number: the part of the answer, the row's code or "", and the field."""


@dataclass(frozen=True, slots=True)
class PublicationSource:
    """A publication, and the reference data it was made with."""

    publication: Publication
    vocabulary: Vocabulary
    periods: Periods
    numbers: PublishedCounts

    @property
    def youth(self) -> Codes:
        """The age groups of youth."""
        return tuple(group.code for group in self.vocabulary.ages if group.youth)

    def axes(self, codes: Mapping[str, Codes]) -> dict[str, Codes]:
        """The axes to filter on; an axis with all codes chosen is left out."""
        every = terms_by_filter(self.vocabulary)
        chosen = {
            axis: some
            for axis, some in codes.items()
            if some and set(some) != set(every[axis].codes)
        }
        if self.youth and set(chosen.get("age", ())) == set(self.youth):
            chosen["age"] = (YOUTH,)
        return chosen


class FiguresQuestion:
    """Filters, and what a publication has under them.

    ``marked`` collects numbers as they are asked.
    """

    def __init__(self, source: PublicationSource, filters: Filters) -> None:
        self.filters = filters
        self.marked: dict[Place, Number] = {}
        self._source = source
        self._within = source.periods.within(filters.range) if filters.published else None
        self.covered = None if self._within is None else source.periods.cover(self._within)

    @property
    def whole(self) -> bool:
        """Whether nothing but age groups is chosen."""
        return self._within == self._source.periods.months and not any(
            self.filters.codes(name) for name in COUNTED
        )

    def count(
        self,
        *,
        youth: bool = False,
        row: tuple[str, str] | None = None,
        months: tuple[str, ...] = (),
    ) -> Number:
        """People under the filters: all, one row (axis and code), some months, or youth."""
        codes = {name: self.filters.codes(name) for name in (*COUNTED, "age")}
        if row and codes[row[0]] and row[1] not in codes[row[0]]:
            return NOBODY  # the filter's zero
        if row:
            codes[row[0]] = (row[1],)
        if youth:
            ages = codes["age"] or self._source.youth
            codes["age"] = tuple(code for code in ages if code in self._source.youth)
            if not codes["age"]:
                return NOBODY
        if self.covered is None:
            return HIDDEN
        periods = self._source.periods.cover(months) if months else self.covered
        found = self._source.numbers.count(periods, self._source.axes(codes))
        return NOBODY if found.hidden and not self._may_have_somebody(row, months) else found

    def _may_have_somebody(self, row: tuple[str, str] | None, months: tuple[str, ...]) -> bool:
        """Whether sessions were held there, which a publication tells: without any, nobody came."""
        if row and row[0] in COUNTED:
            return bool(self._held[row[0]][row[1]])
        return any(self._held["month"][month] for month in months or self._within or ())

    def marking(self, place: Place, number: Number) -> Number:
        """Return the number, and record under its place what must be said about it."""
        if number.as_of or number.revised or number.range:
            self.marked[place] = number
        return number

    def rows(self, of: Breakdown) -> tuple[BreakdownRow, ...]:
        """A breakdown: one row per code, zeros included."""
        if of.terms is None:
            return self._months()
        axis = of.filters
        held = self._held[axis] if axis in COUNTED else None
        return tuple(
            BreakdownRow(
                code,
                None if held is None else held[code],
                *self._people(of.code, code, row=(axis, code)),
            )
            for code in of.terms(self._source.vocabulary).codes
        )

    def _months(self) -> tuple[BreakdownRow, ...]:
        """The months from the first with a session to the last."""
        held = self._held["month"]
        return tuple(
            BreakdownRow(month, held[month], *self._people(MONTH.code, month, months=(month,)))
            for month in self._months_held
        )

    def quarters(self) -> tuple[BreakdownRow, ...]:
        """The quarters of these months, each with those of its months that the filters keep."""
        held, periods = self._held["month"], self._source.periods
        return tuple(
            BreakdownRow(
                quarter,
                sum(held[month] for month in months),
                *self._people(QUARTER.code, quarter, months=months),
            )
            for quarter, months in periods.quarters(self._within or ()).items()
            if not set(months).isdisjoint(self._months_held)
        )

    @property
    def _months_held(self) -> tuple[str, ...]:
        held = self._held["month"]
        first, last = min(held, default=""), max(held, default="")
        return tuple(month for month in self._source.periods.months if first <= month <= last)

    def french_share(self) -> FrenchShare:
        """The share of forums and discussions that were in French."""
        kinds = self._source.vocabulary.kinds
        counted = [row for row in self.sessions if kinds[row.kind].in_french_share]
        months: Counter[str] = Counter()
        for row in counted:
            if row.language == FRENCH:
                months[row.month] += row.sessions
        french, whole = months.total(), sum(row.sessions for row in counted)
        return FrenchShare(french, whole, percent(french, whole), months)

    @property
    def delivered(self) -> int:
        """How many sessions the filters keep."""
        return sum(row.sessions for row in self.sessions)

    @cached_property
    def sessions(self) -> tuple[SessionCount, ...]:
        """The sessions kept. An age filter keeps all of them: sessions are not counted by age."""
        months = set(self._within or ())
        chosen = {name: self.filters.codes(name) for name in COUNTED}
        return tuple(
            row
            for row in self._source.publication.sessions
            if row.month in months
            and all(not some or getattr(row, name) in some for name, some in chosen.items())
        )

    @cached_property
    def _held(self) -> Mapping[str, Counter[str]]:
        """The sessions kept, by axis and code."""
        held = {axis: Counter[str]() for axis in (*COUNTED, "month")}
        for row in self.sessions:
            for axis, found in held.items():
                found[getattr(row, axis)] += row.sessions
        return held

    def _people(
        self,
        part: str,
        code: str,
        *,
        row: tuple[str, str] | None = None,
        months: tuple[str, ...] = (),
    ) -> tuple[int | None, int | None, date | None, date | None, Interval | None, Interval | None]:
        """Everyone, the youth among them, and the earlier days and the ranges of these counts."""
        everyone = self.count(row=row, months=months)
        youth = self.count(row=row, months=months, youth=True).among(everyone)
        return (
            self.marking((part, code, "participations"), everyone).value,
            self.marking((part, code, "youth"), youth).value,
            everyone.as_of,
            youth.as_of,
            everyone.range,
            youth.range,
        )
