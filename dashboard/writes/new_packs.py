"""Pack many new sessions from columns of numbers, as ``queries/shared/packs.py`` says."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from dashboard.queries.shared.packs import SIZES
from dashboard.writes.groups import Columns, Groups, Numbers

AT_ONCE = 50_000
"""Sessions whose numbers are side by side in memory."""

Packs = tuple[Numbers, Numbers, int, list[bytes]]
"""Months and venues, the bytes of each number in all of them, and their sessions."""


def packs(
    of_pack: Columns, numbers: Sequence[Numbers], came: Numbers, held: Numbers
) -> Iterator[Packs]:
    """The packs of some sessions, in the order of months and venues.

    Args:
        of_pack: Month and venue of each of those to pack.
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
        yield from _of_some(rows, [np.repeat(cell, counts) for cell in cells])
        begun = ended


def _of_some(rows: Numbers, cells: Sequence[Numbers]) -> Iterator[Packs]:
    """The packs of rows, whose months and venues come in order."""
    largest, least = rows.max(1, initial=0), 0
    for size in SIZES:
        wanted = np.flatnonzero((largest >= least) & (largest < 1 << 8 * size))
        least = 1 << 8 * size
        if not len(wanted):
            continue
        month, venue = (cell[wanted] for cell in cells)
        changes = (month[1:] != month[:-1]) | (venue[1:] != venue[:-1])
        firsts = np.append(0, np.flatnonzero(changes) + 1)
        text, length = rows[wanted].astype(f"<u{size}").tobytes(), rows.shape[1] * size
        edges = [*(firsts * length).tolist(), len(text)]
        yield month[firsts], venue[firsts], size, [text[a:b] for a, b in pairwise(edges)]
