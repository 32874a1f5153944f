"""Published figures: tables that reveal no small group.

The axes are ``language``, ``venue_type``, ``age`` and ``kind``. A table without axes holds the
total of a period. The age axis has the age groups and, as ``YOUTH``, the youth among them.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dashboard.domain.shared.intervals import Interval

FORMAT = 3
"""The version of the publishing rules.

From 2 on, everything that can be asked is audited. The day of the data is the last day that was
counted, even if no session was held on it. From 3 on, sessions are protected block by block, and
hidden counts may be told as ranges.
"""
TIGHTENED = 4
"""The same, once the sums of a fiscal year's blocks have narrower ranges of their own."""
JOINT = 2
"""The last format in which all publications were protected together."""
SAFE_THRESHOLDS = range(10, 51)
"""Counts from 1 to one of these may be hidden. A lower one would reveal small groups; with a higher
one, hardly any figure would be left.
"""
AXES = ("language", "venue_type", "age", "kind")
YOUTH = "youth"
MERGED = "+"
"""Stands between the codes of venue types that are shown as one: ``shelter+group_home``."""


class CellMark(StrEnum):
    """Whether a cell shows its count, a range, nothing, or the count of an earlier publication."""

    OPEN = "open"
    RANGE = "range"
    HIDDEN = "hidden"
    CARRIED = "carried"


@dataclass(frozen=True, slots=True)
class ProtectedCell:
    """The participations of one combination of codes, in the order of the table's axes.

    ``value`` is ``None`` when hidden. ``as_of`` is the day of the data of a carried value. ``low``
    and ``high`` are the ends of a range.
    """

    codes: tuple[str, ...]
    value: int | None
    mark: CellMark = CellMark.OPEN
    as_of: date | None = None
    low: int | None = None
    high: int | None = None

    @property
    def shown(self) -> Interval | None:
        """What it tells of the day of the data; ``None`` if hidden or of an earlier day."""
        if self.mark is CellMark.RANGE and self.low is not None and self.high is not None:
            return Interval(self.low, self.high)
        if self.mark is CellMark.OPEN and self.value is not None:
            return Interval.exactly(self.value)
        return None


@dataclass(frozen=True, slots=True)
class ProtectedTable:
    """One table of one period: ``project``, ``2014-15``, ``2014-15-q3`` or the month ``2014-10``.

    It has a cell for each combination of codes, zeros included.
    """

    period: str
    by: tuple[str, ...]
    cells: tuple[ProtectedCell, ...]


@dataclass(frozen=True, slots=True)
class ProtectedFigures:
    """All tables of one publication; counts from 1 to ``hidden_up_to`` are small and hidden."""

    hidden_up_to: int
    tables: tuple[ProtectedTable, ...]
    format: int = JOINT
