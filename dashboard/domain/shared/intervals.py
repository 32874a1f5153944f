"""A count of which readers learn a range."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

_TIMES, _FEW = 5, 2


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

    def covers(self, other: "Interval") -> bool:
        """Whether another range lies within this one, so that what this one tells still holds."""
        return self.low <= other.low and other.high <= self.high

    @property
    def exact(self) -> bool:
        """Whether the count is told exactly."""
        return self.low == self.high

    @property
    def width(self) -> int:
        """How many people lie between the ends."""
        return self.high - self.low

    def helps(self, hidden_up_to: int) -> bool:
        """Whether it tells readers something: a high end of at most five low ends, or near zero.

        ``hidden_up_to`` is the largest small count; up to twice as many are near zero.
        """
        return self.high <= max(_TIMES * self.low, _FEW * hidden_up_to)

    def within(self, share: float) -> bool:
        """Whether half the width is at most this share of the middle."""
        return self.width <= share * (self.low + self.high)
