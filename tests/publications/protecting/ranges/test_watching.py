"""Sums that witnesses change: found by their unknowns, as by a table of all of them."""

import numpy as np
import pytest

from dashboard.publications.protecting.grid import Finest
from dashboard.publications.protecting.ranges.auditing.watching import ManySums, Moves

EVERY = [Finest(0, "2014-01", "en", "shelter", "discussion", str(at)) for at in range(9)]


@pytest.mark.parametrize("seed", range(5))
def test_sums_change_as_a_table_of_all_unknowns_says(seed):
    draw = np.random.default_rng(seed)
    sums = [frozenset(at for at in EVERY if draw.random() < 0.4) for _ in range(20)]
    witnesses = [
        {at: int(draw.integers(-5, 6)) for at in EVERY if draw.random() < 0.5} for _ in range(7)
    ]
    found = ManySums(EVERY, sums).changes([*witnesses, {}])
    assert np.array_equal(found, Moves(EVERY, [*witnesses, {}]).changes(sums))
    assert found.any()
    assert not found[-1].any()
