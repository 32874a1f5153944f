"""What holds of sums in tables, kept as bits."""

import numpy as np
from numpy.typing import NDArray

from dashboard.publications.protecting.grid import Integers
from dashboard.publications.protecting.ranges.proving.reaching import Flags


class Flagged:
    """What holds of each sum in each table, one row a table; ``ever``: in any of them.

    Rows are bits: where hardly anybody came, there are thousands of tables and of sums. There is
    room for more tables than there are, so that a new one moves none of the others.
    """

    def __init__(self, sums: int) -> None:
        self.ever: Flags = np.zeros(sums, dtype=bool)
        self._room = np.packbits(np.zeros((1, sums), dtype=bool), axis=1)
        self._many = 0

    def add(self, tables: Flags) -> None:
        """Add what holds in more tables."""
        many = self._many + len(tables)
        if many > len(self._room):
            more = np.zeros((2 * many - len(self._room), self._room.shape[1]), dtype=np.uint8)
            self._room = np.vstack([self._room, more])
        self._room[self._many : many] = np.packbits(tables, axis=1)
        self._many = many
        self.ever |= tables.any(axis=0)

    def of(self, sums: Integers) -> Flags:
        """What holds of these sums, one row a table."""
        bits = self._rows[:, sums >> 3] >> (7 - (sums & 7)).astype(np.uint8)
        return (bits & 1).astype(bool)

    def in_any(self, tables: Flags) -> Flags:
        """What holds of each sum in any of these tables."""
        found = np.bitwise_or.reduce(self._rows[tables], axis=0)  # type: ignore[call-overload]
        return np.unpackbits(found, count=len(self.ever)).astype(bool)

    def how_many(self, sums: Flags) -> Integers:
        """Of how many of these sums it holds in each table."""
        found: Integers = np.bitwise_count(self._rows & np.packbits(sums)).sum(
            axis=1, dtype=np.int64
        )
        return found

    @property
    def _rows(self) -> NDArray[np.uint8]:
        return self._room[: self._many]
