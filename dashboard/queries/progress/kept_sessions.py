"""What the kept arrays of sessions know better than tallies: which age groups came to each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from sqlalchemy import select

from dashboard.queries.progress.block_kinds import CELL, HELD
from dashboard.queries.shared.by_edition import by_edition
from dashboard.tables import Venue

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from numpy.typing import NDArray
    from sqlalchemy import Connection

    from dashboard.queries.progress.blocks import Blocks, Numbers


def held_within(blocks: Blocks, masks: Collection[int], first: date, last: date) -> Numbers | None:
    """The sessions of some days of a month that only age groups of the largest set came to.

    The other masks are those of all sets within it. ``None`` if the sessions are not kept.
    """
    rows = blocks.sessions(first.replace(day=1))
    if rows is None:
        return None
    every = max(masks)
    others = [at for at, bit in enumerate(blocks.basis.bits) if not bit & every]
    days = (rows["day"] >= first.day - 1) & (rows["day"] < last.day)
    these = rows[days]
    these = these[these["came"][:, others].any(1)]
    shape = (last - first).days + 1, *(len(blocks.codes[axis]) for axis in CELL)
    places = by_edition(blocks.connection, _types, blocks.codes["venue_type"])
    cell = (
        these["day"].astype(np.intp) - (first.day - 1),
        these["language"],
        places[these["venue"]],
        these["kind"],
    )
    at = np.ravel_multi_index(cell, shape)
    came = np.bincount(at, minlength=int(np.prod(shape))).reshape(*shape, 1)
    held: Numbers = blocks.days(HELD, first, last) - came.astype(np.int32)
    return held


def _types(connection: Connection, codes: tuple[str, ...]) -> NDArray[Any]:
    """The place of each venue's type among the codes, by the venue's id."""
    types = dict(connection.execute(select(Venue.id, Venue.venue_type)).all())
    places = np.zeros(1 + max(types, default=0), np.intp)
    places[list(types)] = [codes.index(code) for code in types.values()]
    return places
