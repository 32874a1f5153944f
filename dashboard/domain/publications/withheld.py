"""What a publication keeps from its readers, table by table; pure functions."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from dashboard.domain.publications.differences import CellPlace, FigureChange, FigureDifference
from dashboard.domain.publications.protected import CellMark, ProtectedCell, ProtectedTable

_LESS = (FigureChange.HIDDEN, FigureChange.RANGED)


@dataclass(frozen=True, slots=True)
class WithheldCell:
    """A cell that is hidden or a range; ``before`` is what was told of it, if that was more."""

    place: CellPlace
    cell: ProtectedCell
    before: ProtectedCell | None


@dataclass(frozen=True, slots=True)
class WithheldTable:
    """The cells of one table that are hidden, and those that are ranges."""

    by: tuple[str, ...]
    hidden: tuple[WithheldCell, ...]
    ranged: tuple[WithheldCell, ...]


@dataclass(frozen=True, slots=True)
class WithheldPeriod:
    """The tables of one period that keep something back."""

    period: str
    tables: tuple[WithheldTable, ...]

    @property
    def hidden(self) -> int:
        """How many cells are hidden."""
        return sum(len(table.hidden) for table in self.tables)

    @property
    def ranged(self) -> int:
        """How many cells are ranges."""
        return sum(len(table.ranged) for table in self.tables)


def withheld(
    tables: Iterable[ProtectedTable], changes: Iterable[FigureDifference]
) -> tuple[WithheldPeriod, ...]:
    """The periods that keep something back, in the order of the tables."""
    less = {one.place: one.before for one in changes if one.change in _LESS}
    return tuple(
        WithheldPeriod(period, kept)
        for period, own in groupby(tables, lambda table: table.period)
        if (kept := tuple(_kept_back(own, less)))
    )


def _kept_back(
    tables: Iterable[ProtectedTable], less: Mapping[CellPlace, ProtectedCell | None]
) -> Iterator[WithheldTable]:
    for table in tables:
        hidden, ranged = (
            tuple(
                WithheldCell(place, cell, less.get(place))
                for cell in table.cells
                if cell.mark is mark
                for place in (CellPlace(table.period, table.by, cell.codes),)
            )
            for mark in (CellMark.HIDDEN, CellMark.RANGE)
        )
        if hidden or ranged:
            yield WithheldTable(table.by, hidden, ranged)
