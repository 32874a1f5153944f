"""Rows of whole numbers, with the same keys together."""

import numpy as np
import pytest

from dashboard.queries.shared import groups
from dashboard.queries.shared.groups import Groups


@pytest.mark.parametrize("bits", [groups.BITS, 8])
def test_rows_are_ordered_by_key_and_those_of_one_key_stay_in_their_order(bits, monkeypatch):
    """Also where keys have too many bits to bear their places."""
    monkeypatch.setattr(groups, "BITS", bits)
    drawn = np.random.default_rng(1)
    cells = {"day": drawn.integers(0, 9, 500), "kind": drawn.integers(0, 3, 500)}
    found = Groups.of(cells)
    rows = sorted(range(500), key=lambda at: (cells["day"][at], cells["kind"][at], at))
    assert found.order.tolist() == rows
    keys = [(cells["day"][at], cells["kind"][at]) for at in rows]
    assert found.starts.tolist() == [n for n, key in enumerate(keys) if key not in keys[:n]]
    assert found.counts.sum() == 500


def test_keys_of_nearly_all_bits_are_not_mixed_up():
    wide = [1 << 20, 1 << 19, (1 << 20) - 1, 3, 0, 2, 1, 4]
    cells = {name: np.array(wide, np.int64) for name in ("venue", "day", "facilitator")}
    assert Groups.of(cells).order.tolist() == [4, 6, 5, 3, 7, 1, 2, 0]


def test_there_may_be_none():
    found = Groups.of({"day": np.zeros(0, np.int64)})
    assert (len(found.order), len(found.starts)) == (0, 0)
