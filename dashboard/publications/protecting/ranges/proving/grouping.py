"""Finest counts that are added up, as rows of a matrix."""

from collections.abc import Hashable, Iterable

import numpy as np
from scipy.sparse import csr_array

from dashboard.publications.protecting.grid import Integers


def rows_by(keys: Iterable[Hashable]) -> csr_array:
    """A row for each key, of the columns that have it."""
    numbers: dict[Hashable, int] = {}
    own = [numbers.setdefault(key, len(numbers)) for key in keys]
    return rows_at(np.array(own, dtype=np.int64), len(numbers))


def rows_at(of: Integers, size: int) -> csr_array:
    """So many rows, each of the columns that are ``of`` it."""
    columns = np.arange(len(of))
    return csr_array((np.ones(len(of)), (of, columns)), shape=(size, len(of)))
