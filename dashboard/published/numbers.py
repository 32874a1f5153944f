"""The numbers of a publication, found by period, axes and codes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from itertools import product
from typing import TYPE_CHECKING

from dashboard.domain.protected import Mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from dashboard.domain.publication import Publication
    from dashboard.published.periods import Periods

AXES = ("language", "venue_type", "age", "kind")

Codes = tuple[str, ...]
Name = tuple[str, Codes, Codes]
"""A cell's period, axes and codes."""


@dataclass(frozen=True, slots=True)
class Number:
    """A count as it may be shown; ``value`` is ``None`` when hidden.

    ``as_of`` is the earliest day that a part of it is of, where that is not the publication's day
    of the data. ``revised``: it is not what the publication said that this one corrects.
    """

    value: int | None
    as_of: date | None = None
    revised: bool = False

    def __add__(self, other: Number) -> Number:
        days = [day for day in (self.as_of, other.as_of) if day]
        known = self.value is not None and other.value is not None
        return Number(
            (self.value or 0) + (other.value or 0) if known else None,
            min(days, default=None) if known else None,
            revised=self.revised or other.revised,
        )


HIDDEN = Number(None)
NOBODY = Number(0)


class Numbers:
    """All counts of people of one publication."""

    def __init__(self, publication: Publication, periods: Periods) -> None:
        revised = {(cell.period, cell.by, cell.codes) for cell in publication.revised}
        self._periods = periods
        self._cells: dict[Name, Number] = {}
        for table in publication.tables:
            for cell in table.cells:
                name = (table.period, table.by, cell.codes)
                self._cells[name] = Number(
                    None if cell.mark is Mark.HIDDEN else cell.value,
                    cell.as_of if cell.mark is Mark.CARRIED else None,
                    revised=name in revised,
                )

    def count(self, periods: Iterable[str], chosen: Mapping[str, Codes]) -> Number:
        """The people of these periods and of the codes chosen by axis; no axis without codes.

        Neither periods nor codes may overlap: what is counted is added up.
        """
        by = tuple(axis for axis in AXES if axis in chosen)
        combinations = tuple(product(*(chosen[axis] for axis in by)))
        return total(
            self._of_period(period, by, codes) for period in periods for codes in combinations
        )

    def _of_period(self, period: str, by: Codes, codes: Codes) -> Number:
        """The cell itself, or else the sum of the periods that it consists of."""
        own = self._cells.get((period, by, codes), HIDDEN)
        parts = self._periods.parts(period)
        if own.value is not None or not parts:
            return own
        summed = total(self._of_period(part, by, codes) for part in parts)
        return own if summed.value is None else summed


def total(numbers: Iterable[Number]) -> Number:
    """Their sum, which is hidden when one of them is."""
    return reduce(Number.__add__, numbers, NOBODY)
