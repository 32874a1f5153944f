"""Compare a publication with the one before it; pure functions."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from dashboard.domain.publications.protected import CellMark, ProtectedCell, ProtectedTable
from dashboard.domain.publications.publication import Publication


class FigureChange(StrEnum):
    """How a cell changed, in display order; ``narrowed``: its range lies within the earlier one."""

    CHANGED = "changed"
    NARROWED = "narrowed"
    RANGED = "ranged"
    HIDDEN = "hidden"
    OPENED = "opened"
    CARRIED = "carried"
    ADDED = "added"
    GONE = "gone"


class CellPlace(NamedTuple):
    """Which cell of which table."""

    period: str
    by: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FigureDifference:
    """A cell before and after; ``None`` where the publication has no such cell.

    A carried cell is listed even if its value is the same: the true count may have changed.
    """

    change: FigureChange
    place: CellPlace
    before: ProtectedCell | None
    after: ProtectedCell | None


def cells_of(tables: Iterable[ProtectedTable]) -> dict[CellPlace, ProtectedCell]:
    """Each cell by its place, in the order of the tables."""
    return {
        CellPlace(table.period, table.by, cell.codes): cell
        for table in tables
        for cell in table.cells
    }


def differences(before: Publication | None, after: Publication) -> tuple[FigureDifference, ...]:
    """The cells that differ, by kind of change and then in the order of the tables.

    The first publication lists nothing, because everything in it is new.
    """
    if before is None:
        return ()
    old, new = cells_of(before.tables), cells_of(after.tables)
    places = [*new, *(place for place in old if place not in new)]
    found = [
        FigureDifference(change, place, old.get(place), new.get(place))
        for place in places
        if (change := _change(old.get(place), new.get(place)))
    ]
    order = list(FigureChange)
    return tuple(sorted(found, key=lambda one: order.index(one.change)))


def _change(before: ProtectedCell | None, after: ProtectedCell | None) -> FigureChange | None:
    if before is None:
        return FigureChange.ADDED
    if after is None:
        return FigureChange.GONE
    if after.mark is CellMark.CARRIED:
        return FigureChange.CARRIED
    if (before.value, before.low, before.high) == (after.value, after.low, after.high):
        return None
    return _told_otherwise(before, after)


def _told_otherwise(before: ProtectedCell, after: ProtectedCell) -> FigureChange:
    if after.mark is CellMark.HIDDEN:
        return FigureChange.HIDDEN
    if after.mark is CellMark.RANGE and before.value is not None:
        return FigureChange.RANGED
    if before.value is None and (after.value is not None or before.mark is CellMark.HIDDEN):
        return FigureChange.OPENED
    if before.shown and after.shown and before.shown.covers(after.shown):
        return FigureChange.NARROWED
    return FigureChange.CHANGED
