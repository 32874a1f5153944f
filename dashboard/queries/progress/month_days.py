"""The days of a month, counted from its sessions: all of them are kept together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from sqlalchemy import select

from dashboard.domain.shared.periods import last_day
from dashboard.queries.progress.block_kinds import CAME, CELL, HELD, RANGES, BlockKind
from dashboard.queries.progress.kept_blocks import smallest
from dashboard.queries.progress.month_sessions import month_sessions
from dashboard.queries.shared.by_edition import by_edition
from dashboard.tables import Venue

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from numpy.typing import NDArray
    from sqlalchemy import Connection

    from dashboard.queries.progress.kept_blocks import KeptBlocks, Numbers


KINDS = HELD, RANGES, CAME


def days_of(blocks: KeptBlocks, kind: BlockKind, first: date, last: date) -> Numbers:
    """The counts of some days of a month; they are the first axis.

    Those of sets of age groups are not kept: each filter has others.
    """
    month = first.replace(day=1)
    if kind.masks:
        kept = _held_within(blocks, kind.masks, first, last)
        found = month_sessions(blocks, [month]).days(kind, first, last) if kept is None else kept
        return found.astype(np.int32, copy=False)
    some = slice((first - month).days, (last - month).days + 1)
    return kept_days(blocks, month)[kind][some].astype(np.int32)


def kept_days(blocks: KeptBlocks, month: date) -> Mapping[BlockKind, NDArray[Any]]:
    """The days of a month as they are kept: in the smallest numbers that hold them."""
    mark = blocks.mark(month)
    found = {kind: blocks.kept.find(("days", kind, month), mark) for kind in KINDS}
    there = {kind: array for kind, array in found.items() if array is not None}
    if len(there) == len(found):
        return there
    sessions = month_sessions(blocks, [month])
    for kind in KINDS:
        there[kind] = smallest(sessions.days(kind, month, last_day(month)))
        blocks.kept.put(("days", kind, month), mark, there[kind])
    return there


def _held_within(
    blocks: KeptBlocks, masks: Collection[int], first: date, last: date
) -> Numbers | None:
    """The sessions of some days of a month that only age groups of the largest set came to.

    The other masks are those of all sets within it. ``None`` if the sessions are not kept.
    """
    rows = blocks.sessions(first.replace(day=1))
    if rows is None:
        return None
    every = max(masks)
    others = np.int64(sum(bit for bit in blocks.basis.bits if not bit & every))
    days = (rows["day"] >= first.day - 1) & (rows["day"] < last.day)
    these = np.flatnonzero(days & (rows["ages"] & others.astype(rows["ages"].dtype) > 0))
    shape = (last - first).days + 1, *(len(blocks.codes[axis]) for axis in CELL)
    places = by_edition(blocks.connection, _types, blocks.codes["venue_type"])
    cell = (
        rows["day"][these].astype(np.intp) - (first.day - 1),
        rows["language"][these],
        places[rows["venue"][these]],
        rows["kind"][these],
    )
    at = np.ravel_multi_index(cell, shape)
    came = np.bincount(at, minlength=int(np.prod(shape))).reshape(*shape, 1)
    held: Numbers = days_of(blocks, HELD, first, last) - came.astype(np.int32)
    return held


def _types(connection: Connection, codes: tuple[str, ...]) -> NDArray[Any]:
    """The place of each venue's type among the codes, by the venue's id."""
    types = dict(connection.execute(select(Venue.id, Venue.venue_type)).all())
    places = np.zeros(1 + max(types, default=0), np.intp)
    places[list(types)] = [codes.index(code) for code in types.values()]
    return places
