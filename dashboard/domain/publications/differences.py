"""What a publication says otherwise than the one before it: pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from dashboard.domain.publications.protected import Cell, Mark, Table
from dashboard.domain.publications.publication import Publication


class Change(StrEnum):
    """What became of a cell, in the order of display."""

    CHANGED = "changed"
    HIDDEN = "hidden"
    OPENED = "opened"
    CARRIED = "carried"
    ADDED = "added"
    GONE = "gone"


class Place(NamedTuple):
    """Which cell of which table."""

    period: str
    by: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell before and after; ``None`` where the publication has no such cell.

    A cell that was carried is told even where it says the same: it might have changed.
    """

    change: Change
    place: Place
    before: Cell | None
    after: Cell | None


def cells_of(tables: Iterable[Table]) -> dict[Place, Cell]:
    """Each cell by its place, in the order of the tables."""
    return {
        Place(table.period, table.by, cell.codes): cell for table in tables for cell in table.cells
    }


def differences(before: Publication | None, after: Publication) -> tuple[Difference, ...]:
    """Cell by cell, by kind of change and then in the order of the tables.

    Without an earlier publication everything is new, and nothing is listed.
    """
    if before is None:
        return ()
    old, new = cells_of(before.tables), cells_of(after.tables)
    places = [*new, *(place for place in old if place not in new)]
    found = [
        Difference(change, place, old.get(place), new.get(place))
        for place in places
        if (change := _change(old.get(place), new.get(place)))
    ]
    order = list(Change)
    return tuple(sorted(found, key=lambda one: order.index(one.change)))


def _change(before: Cell | None, after: Cell | None) -> Change | None:
    if before is None:
        return Change.ADDED
    if after is None:
        return Change.GONE
    if after.mark is Mark.CARRIED:
        return Change.CARRIED
    if before.value == after.value:
        return None
    if after.value is None:
        return Change.HIDDEN
    return Change.OPENED if before.value is None else Change.CHANGED
