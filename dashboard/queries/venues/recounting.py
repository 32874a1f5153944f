"""Count again, after a write, only those venues of a span whose packs it changed.

Whatever is counted of packs keeps their prints. At ten million sessions a month has 65,000, and a
save changes one of them. The marks say which months were written, the prints which venues.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dashboard.queries.progress.array_store import packed
from dashboard.queries.progress.pack_rows import PackRow
from dashboard.queries.venues.months import Rows, SessionMonths

Column = NDArray[Any]
Packs = Mapping[date, Sequence[PackRow]]
Mark = tuple[object, ...]
"""Of a month, as it was written; then the codes that places are of."""
Marks = Mapping[date, Mark]
Count = Callable[[Mapping[date, Rows]], Rows]
"""Makes cells of the sessions of some months, in the order of venues."""

PRINTED, PRINTS = "printed", "prints"
BITS = (1 << 64) - 1
MOST_ASKED_FOR = 100
"""Venues that a statement names; where more have changed, all are read."""


class Before(NamedTuple):
    """What was counted of the months of a span before, and what they had as marks then."""

    cells: Rows
    marks: Sequence[Mark]

    def of_the_same(self, marks: Marks) -> bool:
        """Whether it is of as many months, with the same codes, and has prints."""
        codes = [mark[1:] for mark in self.marks]
        return PRINTS in _names(self.cells) and codes == [mark[1:] for mark in marks.values()]


def recounted(sessions: SessionMonths, marks: Marks, before: Before | None, count: Count) -> Rows:
    """The cells of these months, which have these marks, with the prints of their packs."""
    if before is None or not before.of_the_same(marks):
        return _whole(sessions.packs([*marks]), sessions, count)
    written = [
        month for month, then in zip(marks, before.marks, strict=True) if marks[month] != then
    ]
    packs = sessions.packs(written)
    prints, changed = _changed(before.cells, [packs.get(month) for month in marks])
    left = [month for month in marks if month not in packs]
    packs |= sessions.packs(left, changed if len(changed) <= MOST_ASKED_FOR else None)
    own = {
        month: sessions.rows([pack for pack in packs[month] if pack.place in changed])
        for month in marks
    }
    return packed(_patched(before.cells, count(own), changed) | prints)


def _whole(packs: Packs, sessions: SessionMonths, count: Count) -> Rows:
    cells = count({month: sessions.rows(own) for month, own in packs.items()})
    each = [_prints(own) for own in packs.values()]
    venues = sorted({venue for some in each for venue in some})
    return packed({**_columns(cells), **_as_columns(venues, each)})


def _names(cells: Rows) -> Sequence[str]:
    return cells.dtype.names or ()


def _columns(cells: Rows) -> dict[str, Column]:
    return {name: cells[name] for name in _names(cells)}


def _prints(packs: Sequence[PackRow]) -> dict[int, int]:
    """A number for each venue that tells its packs of a month; the hash of bytes has a secret.

    It is the same in processes that are forked from one another, which hand on arrays.
    """
    found: dict[int, int] = {}
    for pack in packs:
        found[pack.place] = found.get(pack.place, 0) + hash(pack) & BITS
    return found


def _as_columns(venues: Sequence[int], each: Sequence[Mapping[int, int]]) -> dict[str, Column]:
    prints = [[some.get(venue, 0) for venue in venues] for some in each]
    return {
        PRINTED: np.array(venues, np.int64),
        PRINTS: np.array(prints, np.uint64).reshape(len(each), len(venues)),
    }


def _changed(
    cells: Rows, packs: Sequence[Sequence[PackRow] | None]
) -> tuple[dict[str, Column], Collection[int]]:
    """The prints now, and which venues have others than before; of no packs they are the same."""
    printed = cells[PRINTED].tolist()
    then = [dict(zip(printed, some.tolist(), strict=True)) for some in cells[PRINTS]]
    now = [own if some is None else _prints(some) for own, some in zip(then, packs, strict=True)]
    changed = {
        venue
        for old, new in zip(then, now, strict=True)
        if old is not new
        for venue in old.keys() | new.keys()
        if old.get(venue, 0) != new.get(venue, 0)
    }
    there = {venue for some in now for venue, own in some.items() if own}
    return _as_columns(sorted(there), now), changed


def _patched(before: Rows, cells: Rows, changed: Collection[int]) -> dict[str, Column]:
    """The cells of all other venues as they were, with these of the changed ones."""
    stays = np.flatnonzero(~np.isin(before["venue"], [*changed]))
    columns = {
        name: np.concatenate([before[name].take(stays, -1), cells[name]], -1)
        for name in _names(cells)
    }
    order = np.argsort(columns["venue"], kind="stable")
    return {name: column.take(order, -1) for name, column in columns.items()}
