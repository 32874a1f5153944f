"""Compare very many rows, in whatever order they come, without keeping any."""

from collections.abc import Iterable, Sequence
from typing import Any

import orjson


class RowDigest:
    """The number of rows that it was given, and the sum of their hashes.

    Two digests of one process are equal if both were given the same rows, in any order. Python
    hashes bytes with 64 bits and a key of each process, so that others have the same sum only by
    chance. It would not do to hash tuples: one more here and one less there may give the same sum.
    """

    def __init__(self) -> None:
        self._rows = self._sum = 0

    def add(self, rows: Iterable[Sequence[Any]]) -> None:
        """Take in some rows, of numbers, text and days."""
        for row in rows:
            self._rows += 1
            self._sum += hash(orjson.dumps(tuple(row)))

    def agrees(self, other: "RowDigest") -> bool:
        """Whether both were given the same rows."""
        return (self._rows, self._sum) == (other._rows, other._sum)
