"""Changes that go as far as sums want them within known ranges, in whole people.

A large block has some 550 cells and 850 finest counts. What a witness costs most is to take it as
far as other sums want it, and to make that whole. By then it is known how far each cell may go. So
nothing need be paid: a finest count is one variable, and a cell’s range the bounds of its row. Such
a programme has a third of the columns of ``CheapestChange``, and begins where the last one of its
kind ended, which takes a third of the steps.
"""

import numpy as np

from dashboard.publications.protecting.ranges.proving.diving import (
    BACK,
    HALF,
    MOST,
    Aim,
    OneForEach,
    dive,
)
from dashboard.publications.protecting.solver import Basis, Linear, Numbers, Work

LARGE = 2_000
"""A block of more finest counts than that is large."""


class InsideRanges(OneForEach):
    """Changes of the finest counts that leave cells inside their ranges, which come first.

    In large blocks, most of the time goes to make them whole. There more counts are fixed at a
    time, and no two are pulled alike: of changes that go as far, there is one best, which takes
    fewer steps to find. In smaller ones, that would hide more.
    """

    def __init__(self, linear: Linear, cells: int, work: Work | None) -> None:
        super().__init__(linear, work)
        self._cells = np.arange(cells, dtype=np.int32)
        self._ended: Basis | None = None
        large = len(self._every) > LARGE
        self._one_in = MOST if large else HALF
        self._unlike = np.random.default_rng(0).random(len(self._every)) - 1 / 2
        self._unlike *= large

    def farthest(self, pull: Numbers, low: Numbers, high: Numbers, aim: Aim) -> Numbers | None:
        """The change in whole people that goes farthest where counts are pulled to."""
        self._warm.require(self._cells, low, high)
        self._warm.add(aim.parts, np.ones(len(aim.parts)), aim.least, aim.most)
        self._warm.begin(self._ended)
        self._warm.pay(self._every, self._unlike * np.mean(np.abs(pull)) - pull)
        found = self.solved()
        if found is not None:
            self._ended = self._warm.basis()
            found = dive(self, found, BACK, self._one_in)
        self._warm.drop_last()
        return found
