"""Witnesses that leave nobody in a cell are mended by the best swap: as one by one, slowly."""

import numpy as np

from dashboard.publications.protecting.ranges.drafting import taking as drafting
from dashboard.publications.protecting.ranges.proving.fixed import FixedRanges
from dashboard.publications.protecting.ranges.proving.refilling import Refill
from tests.publications.protecting.ranges.test_telling import moved


class Compared(Refill):
    """Compares each swap with the one that is found slowly."""

    def __init__(self, cover, found):
        super().__init__(cover)
        self._found = found

    def _best(self, move, now, empty):
        swap = super()._best(move, now, empty)
        slow = self._slowly(move, empty)
        self._found.append(slow is not None)
        assert (swap is None) == (slow is None)
        assert swap is None or np.array_equal(swap, slow)
        return swap

    def _slowly(self, move, empty):
        """The first of all ways that leave the fewest cells empty, and all that was told."""
        system, cover = self._system, self._cover
        at = min(empty.tolist(), key=lambda one: len(system.sums[one].parts))
        ways = self._swaps_into(int(system.sums[at].parts[0]))
        fewest, best = len(empty), None
        for come, leave in zip(ways.come.T, ways.leave.T, strict=True):
            swap = np.zeros_like(move)
            swap[come], swap[leave] = 1, -1
            people = system.grid.count + move + swap
            after = system.counts + [int((move + swap)[each.parts].sum()) for each in system.sums]
            left = sum(after[cell] <= 0 for cell in system.filled.tolist())
            told = cover.allows(ways.at, after[ways.at, None])[0]
            if told and left < fewest and min(people[leave]) >= 0:
                fewest, best = left, swap
        return best


def test_the_swap_that_is_taken_is_the_best_of_all(monkeypatch):
    found = []
    monkeypatch.setattr(drafting, "Refill", lambda cover: Compared(cover, found))
    for people in ((24, 1, 12), (1, 30, 1), (1, 0, 1)):
        taking, shown = moved(people)
        drafting.take(taking, shown.witnesses)
    assert set(found) == {True, False}


def test_what_a_witness_wins_is_what_all_sums_lack_before_it_less_after_it(monkeypatch):
    found = set()

    class Asked(FixedRanges):
        def gain_of(self, now, *, strict):
            won = super().gain_of(now, strict=strict)
            before, reach = self.goals.lacks(self.reach), self.reach.with_one(now, strict=strict)
            after = self.goals.lacks(reach)
            assert won == np.count_nonzero(before) - np.count_nonzero(after)
            found.add(won > 0)
            return won

    monkeypatch.setattr(drafting, "FixedRanges", Asked)
    for people in ((24, 1, 12), (1, 30, 1)):
        taking, shown = moved(people)
        drafting.take(taking, shown.witnesses)
    assert found == {True, False}
