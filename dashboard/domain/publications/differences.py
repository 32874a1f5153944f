"""What a publication says otherwise than the one before it: pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from dashboard.domain.publications.protected import CellMark, ProtectedCell, ProtectedTable
from dashboard.domain.publications.publication import Publication


class FigureChange(StrEnum):
    """What became of a cell, in the order of display."""

    CHANGED = "changed"
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

    A cell that was carried is told even where it says the same: it might have changed.
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
    """Cell by cell, by kind of change and then in the order of the tables.

    Without an earlier publication everything is new, and nothing is listed.
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
    if before.value == after.value:
        return None
    if after.value is None:
        return FigureChange.HIDDEN
    return FigureChange.OPENED if before.value is None else FigureChange.CHANGED
