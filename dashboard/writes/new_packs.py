"""Pack many new sessions from columns of numbers, as ``queries/shared/packs.py`` says."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from dashboard.domain.shared.arrays import Numbers
from dashboard.queries.shared.groups import Columns, Groups
from dashboard.queries.shared.led_packs import WHOSE
from dashboard.queries.shared.packs import SIZES

AT_ONCE = 50_000
"""Sessions whose numbers are side by side in memory."""
_IDS = "<i8"  # as ``WHOSE`` has them


class NewPacks(NamedTuple):
    """Some packs whose numbers have so many bytes each.

    ``cells`` are a column for each part of their key, ``packed`` their numbers, ``sessions`` the
    places of all their sessions, and ``begins`` where those of each begin among these.
    """

    cells: list[Numbers]
    number_bytes: int
    packed: list[bytes]
    sessions: Numbers
    begins: Numbers

    def whose(self, venue_ids: Numbers) -> list[bytes]:
        """The place of each session, where its id is to come, and the id of its venue."""
        pairs = np.column_stack([self.sessions, venue_ids[self.sessions]])
        return _split(pairs.astype(_IDS).tobytes(), self.begins * WHOSE.size)


def ids_for_places(ids: Sequence[int]) -> Callable[[bytes], bytes]:
    """What puts the ids of sessions instead of their places into the ``whose`` of a pack."""
    every = np.fromiter(ids, _IDS, len(ids))  # an array of a range would make a list of it first

    def changed(whose: bytes) -> bytes:
        pairs = np.frombuffer(whose, _IDS).reshape(-1, 2).copy()
        pairs[:, 0] = every[pairs[:, 0]]
        return pairs.tobytes()

    return changed


def packs(
    of_pack: Columns, numbers: Sequence[Numbers], came: Numbers, held: Numbers
) -> Iterator[NewPacks]:
    """The packs of some sessions, in the order of what they are packed by.

    Args:
        of_pack: What each of those to pack is packed by.
        numbers: Columns of all sessions, those of ``FIELDS``.
        came: A row a session, a column an age group.
        held: The places of those to pack.
    """
    groups = Groups.of(of_pack)
    edges = np.append(groups.starts, len(groups.order))
    begun = 0
    while begun < len(groups.starts):
        ended = int(np.searchsorted(edges, edges[begun] + AT_ONCE, "right")) - 1
        ended = max(ended, begun + 1)
        some = groups.order[edges[begun] : edges[ended]]
        these = held[some]
        rows = np.column_stack([*(column[these] for column in numbers), came[these]])
        cells = [values[groups.first[begun:ended]] for values in of_pack.values()]
        counts = np.diff(edges[begun : ended + 1])
        yield from _of_some(rows, [np.repeat(cell, counts) for cell in cells], these)
        begun = ended


def _of_some(rows: Numbers, cells: Sequence[Numbers], places: Numbers) -> Iterator[NewPacks]:
    """The packs of rows, whose cells come in order."""
    largest, least = rows.max(1, initial=0), 0
    for size in SIZES:
        wanted = np.flatnonzero((largest >= least) & (largest < 1 << 8 * size))
        least = 1 << 8 * size
        if not len(wanted):
            continue
        own = [cell[wanted] for cell in cells]
        changes = np.any([cell[1:] != cell[:-1] for cell in own], axis=0)
        begins = np.append(0, np.flatnonzero(changes) + 1)
        text, length = rows[wanted].astype(f"<u{size}").tobytes(), rows.shape[1] * size
        packed = _split(text, begins * length)
        yield NewPacks([cell[begins] for cell in own], size, packed, places[wanted], begins)


def _split(text: bytes, begins: Numbers) -> list[bytes]:
    return [text[a:b] for a, b in pairwise([*begins.tolist(), len(text)])]
