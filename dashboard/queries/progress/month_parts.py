"""The counts of some days of a month: where a period begins or ends within one."""

from datetime import date, timedelta

import numpy as np

from dashboard.domain.shared.arrays import Numbers
from dashboard.domain.shared.periods import last_day
from dashboard.domain.shared.weekdays import WEEKDAYS
from dashboard.queries.progress.block_kinds import BlockKind
from dashboard.queries.progress.blocks import Blocks
from dashboard.queries.progress.pack_counts import PackBlocks

EACH_WEEKDAY = len(WEEKDAYS)


class MonthParts:
    """Counts of some days of a month, whatever the codes, in the columns of whole months.

    They are counted once for all that an answer asks of them.
    """

    def __init__(self, blocks: Blocks | PackBlocks) -> None:
        self._blocks = blocks
        self._found: dict[tuple[BlockKind, date, date], Numbers] = {}

    def of(self, kind: BlockKind, first: date, last: date, whole: Numbers) -> Numbers:
        """The counts of these days; ``whole`` are those of their month. Nobody changes either."""
        place = kind, first, last
        if (found := self._found.get(place)) is None:
            found = self._found[place] = self._counted(kind, first, last, whole)
        return found

    def _counted(self, kind: BlockKind, first: date, last: date, whole: Numbers) -> Numbers:
        """From these days, or from all less the others: whichever are fewer are read."""
        others = [
            (first.replace(day=1), first - timedelta(1)),
            (last + timedelta(1), last_day(first.replace(day=1))),
        ]
        others = [(begin, end) for begin, end in others if begin <= end]
        if (last - first).days < sum((end - begin).days + 1 for begin, end in others):
            return self._of_days(kind, first, last)
        left: Numbers = whole - sum(self._of_days(kind, *some) for some in others)
        return left

    def _of_days(self, kind: BlockKind, first: date, last: date) -> Numbers:
        days = self._blocks.days(kind, first, last)
        if days.shape[-1] == len(kind.numbers):
            return days.sum(0, dtype=days.dtype)
        shape, weekday = days.shape[1:], first.weekday()
        weeks = np.zeros(
            (-(-(weekday + len(days)) // EACH_WEEKDAY), EACH_WEEKDAY, *shape), days.dtype
        )
        weeks.reshape(-1, *shape)[weekday : weekday + len(days)] = days
        found = np.moveaxis(weeks.sum(0, dtype=days.dtype), 0, -1)
        return found.reshape(*shape[:-1], -1)
