"""Rows of whole numbers, a column each, and what those with the same key have together."""

from typing import Any, NamedTuple, Self

import numpy as np

from dashboard.domain.shared.arrays import Numbers

Columns = dict[str, Numbers]
BITS = 64
_UNIONS, _LATEST = ("ages",), ("last_on",)


class Groups(NamedTuple):
    """The order of rows by their key, and where each key begins in it."""

    order: Numbers
    starts: Numbers

    @classmethod
    def of(cls, cells: Columns) -> Self:
        """The rows with the same cells together, in the order of these."""
        key, keys = np.zeros(len(next(iter(cells.values()))), np.int64), 1
        for values in cells.values():
            size = int(np.max(values, initial=0)) + 1
            key *= size
            key += values
            keys *= size
        order, ordered = _in_order(key, keys)
        begins = np.ones(len(key), np.bool_)
        begins[1:] = ordered[1:] != ordered[:-1]
        return cls(order, np.flatnonzero(begins))

    @property
    def first(self) -> Numbers:
        """A row of each key."""
        return self.order[self.starts]

    @property
    def counts(self) -> Numbers:
        """The number of rows of each key."""
        return narrow(np.diff(np.append(self.starts, len(self.order))))

    def places(self) -> Numbers:
        """The place of each row's key among the keys."""
        places = np.empty(len(self.order), np.int32)
        places[self.order] = np.repeat(np.arange(len(self.starts), dtype=np.int32), self.counts)
        return places

    def together(self, name: str, values: Numbers) -> Numbers:
        """One value for each key: the sum, the union, or the latest."""
        if not len(self.starts):
            return values
        join: Any = np.add
        if name in _UNIONS:
            join = np.bitwise_or
        elif name in _LATEST:
            join = np.maximum
        return narrow(join.reduceat(values[self.order], self.starts, dtype=np.int64))


def _in_order(key: Numbers, keys: int) -> tuple[Numbers, Numbers]:
    """The order of these numbers, all below ``keys``, and they in it; equal ones keep theirs.

    Numbers that end with their own place take a sixth of the time to sort. They have to fit. All
    this is done in place: they are eight megabytes a million.
    """
    places = len(key).bit_length()
    if keys.bit_length() + places >= BITS:
        order = np.argsort(key, kind="stable").astype(np.int32)
        return order, key[order]
    key <<= places
    key |= np.arange(len(key), dtype=np.int32)
    key.sort()
    order = (key & ((1 << places) - 1)).astype(np.int32)
    key >>= places
    return order, key


def narrow(numbers: Numbers) -> Numbers:
    """The same numbers in as few bytes as take them; sums of them need more."""
    least, most = (int(of(numbers, initial=0)) for of in (np.min, np.max))
    return numbers.astype(np.promote_types(np.min_scalar_type(least), np.min_scalar_type(most)))


def grouped(cells: Columns, numbers: Columns) -> Columns:
    """A row for each key, in the order of keys; ``sessions`` are counted, if not given."""
    groups = Groups.of(cells)
    found = {name: values[groups.first] for name, values in cells.items()}
    found["sessions"] = groups.counts
    return found | {name: groups.together(name, values) for name, values in numbers.items()}
