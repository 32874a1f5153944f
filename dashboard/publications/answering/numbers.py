"""The numbers of a publication, found by period, axes and codes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from dashboard.domain.publications.protected import CellMark

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from dashboard.domain.publications.publication import Publication
    from dashboard.publications.answering.periods import Periods

AXES = ("language", "venue_type", "age", "kind")

Codes = tuple[str, ...]
Name = tuple[str, Codes, Codes]
"""The key of a cell: its period, its axes and their codes."""


@dataclass(frozen=True, slots=True)
class Number:
    """A count as it may be shown; ``value`` is ``None`` when hidden.

    ``as_of`` is the data's day for a carried count. ``revised``: the publication that this one
    corrects said something else.
    """

    value: int | None
    as_of: date | None = None
    revised: bool = False


HIDDEN = Number(None)
NOBODY = Number(0)


class PublishedCounts:
    """All counts of people of one publication."""

    def __init__(self, publication: Publication, periods: Periods) -> None:
        revised = {(cell.period, cell.by, cell.codes) for cell in publication.revised}
        self._periods = periods
        self._cells: dict[Name, Number] = {}
        for table in publication.tables:
            for cell in table.cells:
                name = (table.period, table.by, cell.codes)
                self._cells[name] = Number(
                    None if cell.mark is CellMark.HIDDEN else cell.value,
                    cell.as_of if cell.mark is CellMark.CARRIED else None,
                    revised=name in revised,
                )

    def count(self, periods: Iterable[str], chosen: Mapping[str, Codes]) -> Number:
        """The people in these periods with the codes chosen by axis.

        An axis without codes is left out.

        Periods and codes must not overlap, since counts are added up.
        """
        by = tuple(axis for axis in AXES if axis in chosen)
        combinations = tuple(product(*(chosen[axis] for axis in by)))
        return total(
            self._of_period(period, by, codes) for period in periods for codes in combinations
        )

    def _of_period(self, period: str, by: Codes, codes: Codes) -> Number:
        """The cell itself, or else the sum of the periods that make it up."""
        own = self._cells.get((period, by, codes), HIDDEN)
        parts = self._periods.parts(period)
        if own.value is not None or not parts:
            return own
        summed = total(self._of_period(part, by, codes) for part in parts)
        return own if summed.value is None else summed


def total(numbers: Iterable[Number]) -> Number:
    """One number unchanged, or the sum of open numbers.

    The sum is hidden if one of them is hidden or carried: counts of different days cannot be added.
    """
    every = tuple(numbers)
    if len(every) == 1:
        return every[0]
    if any(number.value is None or number.as_of for number in every):
        return HIDDEN
    revised = any(number.revised for number in every)
    return Number(sum(number.value or 0 for number in every), revised=revised)
