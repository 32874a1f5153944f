"""The days of a month, counted from its sessions: all of them are kept together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from dashboard.domain.shared.periods import last_day
from dashboard.queries.progress.block_kinds import CAME, CELL, EVERY_SET, HELD, RANGES, BlockKind
from dashboard.queries.progress.day_sets import compressed, of_masks
from dashboard.queries.progress.kept_blocks import smallest
from dashboard.queries.progress.month_sessions import month_sessions

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from numpy.typing import NDArray

    from dashboard.domain.shared.arrays import Numbers
    from dashboard.queries.progress.kept_blocks import KeptBlocks

COUNTED = HELD, RANGES, CAME
KINDS = *COUNTED, EVERY_SET


def days_of(blocks: KeptBlocks, kind: BlockKind, first: date, last: date) -> Numbers:
    """The counts of some days of a month; they are the first axis."""
    month = first.replace(day=1)
    some = slice((first - month).days, (last - month).days + 1)
    place = EVERY_SET if kind.masks else kind
    kept = blocks.kept.find(("days", place, month), blocks.mark(month))
    if kept is None:
        kept = kept_days(blocks, month)[place]
    if kind.masks:
        shape = last_day(month).day, *(len(blocks.codes[axis]) for axis in CELL), 1
        return of_masks(kept, kind.masks, shape)[some]
    return kept[some].astype(np.int32)


def kept_days(blocks: KeptBlocks, month: date) -> Mapping[BlockKind, NDArray[Any]]:
    """The days of a month as they are kept: in the smallest numbers that hold them.

    Those of sets of age groups are compressed.
    """
    mark = blocks.mark(month)
    found = {kind: blocks.kept.find(("days", kind, month), mark) for kind in KINDS}
    there = {kind: array for kind, array in found.items() if array is not None}
    if len(there) == len(found):
        return there
    sessions, days = month_sessions(blocks, [month]), (month, last_day(month))
    there = {kind: smallest(sessions.days(kind, *days)) for kind in COUNTED}
    there[EVERY_SET] = compressed(*sessions.days_of_sets(*days))
    for kind in KINDS:
        blocks.kept.put(("days", kind, month), mark, there[kind])
    return there
