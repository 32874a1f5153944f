"""What is kept of the sets of age groups by day is what was counted."""

import numpy as np
import pytest

from dashboard.queries.progress.day_sets import compressed, of_masks

SHAPE = 31, 2, 3


@pytest.mark.parametrize("most", [0, 9, 300, 70_000])
@pytest.mark.parametrize("masks", [(0,), (0, 5), (5, 64, 70_000), (1,)])
def test_the_sum_of_some_sets_is_that_of_their_counts(most, masks):
    sets = np.array([0, 5, 64, 70_000])
    counts = np.random.default_rng(1).integers(0, most, (len(sets), *SHAPE), endpoint=True)
    added = sum((counts[[*sets].index(mask)] for mask in masks if mask in sets), np.zeros(SHAPE))
    found = of_masks(compressed(sets, counts), masks, SHAPE)
    assert found.tolist() == added.tolist()


def test_a_month_without_sessions_has_none():
    none = compressed(np.zeros(0, np.int64), np.zeros((0, *SHAPE), np.int32))
    assert not of_masks(none, (0, 1), SHAPE).any()
