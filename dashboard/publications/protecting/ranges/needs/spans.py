"""The longest spans of months in which few are counted, found in sums of all months before each."""

from collections.abc import Iterator, Sequence

import numpy as np

from dashboard.publications.protecting.grid import Integers

MANY = 1 << 40
"""More people than there are."""
Ends = list[list[int]]


def secret_spans(ends: Ends, most: int, *, several: bool) -> Iterator[tuple[int, int]]:
    """The longest that must not be told; and all months but the first or last, of several groups.

    Readers know that each group was reached, and so of two people in all months, but not in fewer.
    """
    end = len(ends) - 2
    for first, last in _longest(ends, most):
        yield first, last
        if several and end and (first, last) == (0, end):
            yield from ((0, end - 1), (1, end))


def _longest(ends: Ends, most: int) -> Iterator[tuple[int, int]]:
    """The first and last month of each run that must not be told, and is part of no other one.

    Parts of such a run must not be told either, if anybody is in them. ``ends`` are the facts of
    all months before each, and at last of all.
    """
    first, size = 0, len(ends) - 1
    for last in range(size):
        begun = first
        while first <= last and not _is_secret(ends[first], ends[last + 1], most):
            first += 1
        if first > begun and begun < last:
            yield begun, last - 1
    if first < size:
        yield first, size - 1


def _is_secret(before: Sequence[int], after: Sequence[int], most: int) -> bool:
    return after[0] - before[0] <= most or (after[1] - before[1] <= 1 and after[2] == before[2])


def small_spans(before: Integers, most: int) -> tuple[Integers, Integers, Integers]:
    """The row, the first and the last month of each longest span with 1 to ``most`` people.

    And of rows that are small in all months, these but for the first or the last one. ``before``
    are the people of each row in all months before each, and at last in all.
    """
    at, first, last = _longest_small(before, most)
    end = before.shape[1] - 2
    whole = at[(first == 0) & (last == end)] if end else at[:0]
    none = np.zeros_like(whole)
    at = np.concatenate([at, whole, whole])
    first = np.concatenate([first, none, none + 1])
    last = np.concatenate([last, none + end - 1, none + end])
    some = before[at, last + 1] > before[at, first]
    order = np.argsort(at[some], kind="stable")
    return at[some][order], first[some][order], last[some][order]


def _longest_small(before: Integers, most: int) -> tuple[Integers, Integers, Integers]:
    """Those that are part of no other."""
    first = (before[:, None] < before[:, 1:, None] - most).sum(axis=2)
    begun = np.take_along_axis(before, first, axis=1)
    after = np.pad(before[:, 2:], ((0, 0), (0, 1)), constant_values=MANY)
    row, last = np.nonzero((before[:, 1:] > begun) & (after - begun > most))
    return row, first[row, last], last
