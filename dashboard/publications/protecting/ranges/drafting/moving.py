"""Tables that proved a block, as tables of the parts into which a correction lets it fall."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

import numpy as np

from dashboard.publications.protecting.grid import Finest, Grid, Integers
from dashboard.publications.protecting.ranges.needs.knowing import Change
from dashboard.publications.protecting.ranges.told.taken import Taking


class MovedTables:
    """What was proved before, as changes of the finest counts of all parts."""

    def __init__(self, taking: Taking, grid: Grid) -> None:
        self._taking = taking
        self._count: list[int] = grid.count.tolist()
        self._places: dict[Finest, list[int]] = defaultdict(list)
        for step in (taking.kept, *range(taking.kept)):
            for at, cell in enumerate(grid.cells):
                if cell.step == step:
                    self._places[cell._replace(step=taking.kept)].append(at)
                    if step != taking.kept:
                        self._places[cell] = [at]

    def known(self, witnesses: Sequence[Change]) -> Iterator[Integers]:
        """What was proved of the block, when who is taken now was among those who are kept.

        The part that was taken last proved all that the block had to prove by then.
        """
        for part in self._taking.before[:1]:
            yield from self._of(part.witnesses, lambda step: step + 1)
        yield from self._of(witnesses, lambda _: self._taking.kept)

    def _of(self, changes: Iterable[Change], step_now: Callable[[int], int]) -> Iterator[Integers]:
        """Those that do not take more people than there are."""

        @cache
        def places(who: Finest) -> Sequence[int]:
            return self._places.get(who._replace(step=step_now(who.step)), ())

        for change in changes:
            now = self._count.copy()
            if all(_moved(now, places(who), people) for who, people in change.items()):
                yield np.array(now, dtype=np.int64) - np.array(self._count, dtype=np.int64)


def _moved(now: list[int], places: Sequence[int], people: int) -> bool:
    """Whether so many more, or fewer, are at some places now.

    Those who were kept then still are, but where these are too few: then some are taken now.
    """
    for at in places:
        own = max(people, -now[at])
        now[at] += own
        people -= own
    return not people
