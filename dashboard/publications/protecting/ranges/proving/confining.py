"""What every witness from now on must heed: sums that stay within some counts.

Cells may go anywhere for a price, but a sum that is confined may not. So what can't be closed stays
large, or nobody; and a range stays as narrow as it is told within a fifth.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np

from dashboard.publications.protecting.grid import Integers
from dashboard.publications.protecting.ranges.proving.programme import Leeway
from dashboard.publications.protecting.ranges.proving.reaching import Flags

_ALL = 1_000_000
"""More people than there are."""


@dataclass(frozen=True, slots=True)
class Confined:
    """Some sums, and the least and the most that each may be."""

    sums: Integers
    low: Integers
    high: Integers

    @classmethod
    def none(cls) -> Self:
        """No sum is confined."""
        return cls(*[np.zeros(0, dtype=np.int64)] * 3)

    @classmethod
    def not_small(cls, sums: Flags, counts: Integers, hidden_up_to: int) -> Self:
        """These are no small counts, and may not become any: they stay nobody, or large."""
        at = np.flatnonzero(sums)
        some = counts[at] > 0
        return cls(at, np.where(some, hidden_up_to + 1, 0), np.where(some, _ALL, 0))

    def with_more(self, other: "Confined") -> "Confined":
        """These and others."""
        both = zip(self._each, other._each, strict=True)
        return Confined(*(np.concatenate(own) for own in both))

    def holds(self, now: Integers) -> bool:
        """Whether sums are so."""
        own = now[self.sums]
        return bool(np.all((self.low <= own) & (own <= self.high)))

    def after(self, cells: Leeway) -> Leeway:
        """What the cells may do, and after them these sums."""
        size = len(self.sums)
        return Leeway(
            np.concatenate([cells.low, self.low]),
            np.concatenate([cells.high, self.high]),
            np.concatenate([cells.price, np.full(size, np.inf)]),
            np.concatenate([cells.told, np.zeros(size, dtype=bool)]),
            np.concatenate([cells.size, np.ones(size, dtype=np.int64)]),
        )

    @property
    def _each(self) -> tuple[Integers, Integers, Integers]:
        return self.sums, self.low, self.high
