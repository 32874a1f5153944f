"""The largest small sums of some codes on each axis, found for all choices of codes at once.

A choice is a number: its bit n stands for code n of the axis. So the sums of all choices are an
array again, and to add a code to each choice is to go from one half of it to the other.
"""

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard.publications.protecting.grid import Integers

Flags = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


def sums(counts: Integers, most: int) -> NDArray[np.integer[Any]]:
    """The sums of all choices of codes on each axis; what is more than ``most`` is one more.

    So a number takes no more than a byte or two, and adding up is several times as fast.
    """
    found = np.minimum(counts, most + 1).astype(np.min_scalar_type(2 * (most + 1)))
    for axis in range(counts.ndim):
        codes = np.moveaxis(found, axis, 0)
        chosen = np.zeros_like(codes[:1])
        for own in codes:
            chosen = np.concatenate([chosen, np.minimum(chosen + own, most + 1)])
        found = np.moveaxis(chosen, 0, axis)
    return np.ascontiguousarray(found)


def largest(small: Flags) -> Flags:
    """The choices that are small, and would not be with any code more."""
    found = small.copy()
    for axis, size in enumerate(small.shape):
        for bit in range(size.bit_length() - 1):
            halves = (*small.shape[:axis], -1, 2, 1 << bit, *small.shape[axis + 1 :])
            without, having = (
                np.moveaxis(own.reshape(halves), axis + 1, 0)[number]
                for number, own in enumerate((found, small))
            )
            without &= ~having
    return found


@cache
def codes_of(choice: int) -> tuple[int, ...]:
    """The places of the codes of a choice."""
    return tuple(at for at in range(choice.bit_length()) if choice >> at & 1)
