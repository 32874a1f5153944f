"""A count of which readers learn a range."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Interval:
    """A count from ``low`` to ``high`` people, both included; equal ends tell it exactly."""

    low: int
    high: int

    @classmethod
    def exactly(cls, count: int) -> Self:
        """A count that is told."""
        return cls(count, count)

    @classmethod
    def total(cls, every: Iterable["Interval"]) -> Self:
        """The sum of counts that share nobody; of none it is 0."""
        known = tuple(every)
        return cls(sum(one.low for one in known), sum(one.high for one in known))

    def __contains__(self, count: int) -> bool:
        return self.low <= count <= self.high

    @property
    def exact(self) -> bool:
        """Whether the count is told exactly."""
        return self.low == self.high

    @property
    def width(self) -> int:
        """How many people lie between the ends."""
        return self.high - self.low

    def within(self, share: float) -> bool:
        """Whether half the width is at most this share of the middle."""
        return self.width <= share * (self.low + self.high)
