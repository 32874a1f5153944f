"""The numbers of a publication, found by period, axes and codes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

from dashboard.domain.publications.protected import AXES, CellMark
from dashboard.domain.shared.intervals import Interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from dashboard.domain.publications.publication import Publication
    from dashboard.publications.answering.periods import Periods

Codes = tuple[str, ...]
Name = tuple[str, Codes, Codes]
"""The key of a cell: its period, its axes and their codes."""


@dataclass(frozen=True, slots=True)
class Number:
    """A count as it may be shown; ``value`` is ``None`` when hidden.

    ``as_of`` is the data's day for a carried count. ``revised``: the publication that this one
    corrects said something else. ``range`` is told in place of a hidden value, if anything is.
    """

    value: int | None
    as_of: date | None = None
    revised: bool = False
    range: Interval | None = None

    @property
    def told(self) -> Interval | None:
        """What it tells of the day of the data; ``None`` if hidden or of an earlier day."""
        if self.as_of is not None:
            return None
        return self.range if self.value is None else Interval.exactly(self.value)

    @property
    def hidden(self) -> bool:
        """Whether it tells nothing."""
        return self.value is None and self.range is None

    def among(self, everyone: Number) -> Number:
        """The same, of some of these people: no range goes further than all of them."""
        told = everyone.told
        if not self.range or not told or self.range.high <= told.high:
            return self
        return replace(self, range=Interval(self.range.low, told.high))


HIDDEN = Number(None)
NOBODY = Number(0)


class PublishedCounts:
    """All counts of people of one publication."""

    def __init__(self, publication: Publication, periods: Periods) -> None:
        revised = {(cell.period, cell.by, cell.codes) for cell in publication.revised}
        self._periods, self._hidden_up_to = periods, publication.hidden_up_to
        self._cells: dict[Name, Number] = {}
        for table in publication.tables:
            for cell in table.cells:
                name = (table.period, table.by, cell.codes)
                self._cells[name] = Number(
                    None if cell.mark is CellMark.HIDDEN else cell.value,
                    cell.as_of if cell.mark is CellMark.CARRIED else None,
                    revised=name in revised,
                    range=cell.shown if cell.mark is CellMark.RANGE else None,
                )

    def count(self, periods: Iterable[str], chosen: Mapping[str, Codes]) -> Number:
        """The people in these periods with the codes chosen by axis.

        An axis without codes is left out.

        Periods and codes must not overlap, since counts are added up.
        """
        by = tuple(axis for axis in AXES if axis in chosen)
        combinations = tuple(product(*(chosen[axis] for axis in by)))
        every = (self._of_period(period, by, codes) for period in periods for codes in combinations)
        return total(every, self._hidden_up_to)

    def _of_period(self, period: str, by: Codes, codes: Codes) -> Number:
        """The cell itself, or the sum of the periods that make it up if that tells more."""
        own = self._cells.get((period, by, codes), HIDDEN)
        parts = self._periods.parts(period)
        if own.value is not None or not parts:
            return own
        every = (self._of_period(part, by, codes) for part in parts)
        summed = total(every, self._hidden_up_to)
        if summed.told is None or (own.told and own.told.width <= summed.told.width):
            return own
        return summed


def total(numbers: Iterable[Number], hidden_up_to: int) -> Number:
    """One number unchanged, or the sum of what is told.

    The sum is hidden if one of them is hidden or carried, since counts of different days cannot be
    added; or if its range would help nobody.
    """
    every = tuple(numbers)
    if len(every) == 1:
        return every[0]
    revised = any(number.revised for number in every)
    known = [number.told for number in every if number.told is not None]
    if len(known) < len(every):
        return Number(None, revised=revised)
    found = Interval.total(known)
    if found.exact:
        return Number(found.low, revised=revised)
    return Number(None, revised=revised, range=found if found.helps(hidden_up_to) else None)
