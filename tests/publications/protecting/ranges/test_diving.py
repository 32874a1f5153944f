"""How many counts are fixed at a time, until a change is whole."""

import numpy as np
import pytest

from dashboard.publications.protecting.ranges.proving.diving import HALF, MOST, dive


class Halves:
    """Nothing changes but what is fixed; more than ``bearable`` at a time leads nowhere."""

    def __init__(self, change, bearable):
        self.change, self.bearable, self.tries = change, bearable, []

    def fix(self, at, change):
        self.tries.append(len(at))
        self.next = self.change.copy()
        self.next[at] = change

    def free(self, at):
        """What is freed stays where it is."""

    def solved(self):
        if self.tries[-1] > self.bearable:
            return None
        self.change = self.next
        return self.change


@pytest.mark.parametrize(
    ("one_in", "bearable", "tries"),
    [
        (HALF, 8, [4, 2, 1, 1]),
        (MOST, 8, [6, 1, 1]),
        (MOST, 3, [6, 1, 5, 1, 4, 1, 3, 1, 1]),
    ],
)
def test_that_part_of_what_is_not_whole_is_fixed_and_less_where_it_leads_nowhere(
    one_in, bearable, tries
):
    programme = Halves(np.full(8, 0.4), bearable)
    found = dive(programme, programme.change, 3, one_in)
    assert programme.tries[: len(tries)] == tries
    assert found is not None
    assert np.array_equal(found, np.round(found))
