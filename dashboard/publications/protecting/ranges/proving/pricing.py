"""How much each cell is worth, and how dear it is to hide."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from dashboard.domain.publications.periods import PROJECT, grain_of
from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting.facts import Name
from dashboard.publications.protecting.grid import Integers
from dashboard.publications.protecting.ranges.proving.reaching import Flags, flags, whole
from dashboard.publications.protecting.solver import Numbers
from dashboard.publications.protecting.system import System

_OF_PROJECT = (2.0, 4.0, 3.0)
"""How much more cells of the project are worth than elsewhere, by their number of axes: they are
read most, and stand beside many more cells of years and quarters."""
_TOTAL = 2.0
_FIRST = 10.0
"""So much more are totals and rows of one axis of a project worth, as long as they are exact."""


@dataclass(frozen=True, slots=True)
class Prices:
    """How a search prices what it hides, besides the worth of each cell.

    To hide a total or a row of one axis of the project that is exact so far is ``first`` times as
    dear: what is lost there is lost for good. To hide an axis by quarters is ``quarters`` times as
    dear: its many small rows stand beside what the project and its years tell. So are languages by
    venue type of the project, ``venues`` times.
    """

    first: float = 1.0
    quarters: float = 1.0
    venues: float = 1.0


class Worth(NamedTuple):
    """What each sum is worth to readers, and which are priced by what names them.

    ``first`` are totals and rows of one axis of the project; see ``Prices``. ``before`` is the most
    that was told of its names so far, and ``exact`` whether all of that was.
    """

    alone: Numbers
    first: Flags
    by_quarter: Flags
    by_venue: Flags
    before: Integers
    exact: Flags

    @classmethod
    def of(cls, system: System, past: Mapping[Name, Interval]) -> "Worth":
        """Of all sums of a system, beside what all blocks before say together."""
        sums = system.sums
        told = [[past[name] for name in each.names if name in past] for each in sums]
        return cls(
            np.array([each.worth * _dearer(each.names) for each in sums], dtype=float),
            flags(any(map(is_read_first, each.names)) for each in sums),
            flags(all(map(_is_by_quarter, each.names)) for each in sums),
            flags(any(map(is_by_venue, each.names)) for each in sums),
            whole(max((one.high for one in own), default=0) for own in told),
            flags(all(one.exact for one in own) for own in told),
        )

    @property
    def spared(self) -> Numbers:
        """What it is worth to tell each of them exactly."""
        return self.alone * np.where(self.first, _FIRST, 1.0)

    def at(self, prices: Prices) -> Numbers:
        """What it costs to hide one person in each, where it is hidden already."""
        worth = self.alone * np.where(self.by_quarter, prices.quarters, 1.0)
        return worth * np.where(self.by_venue, prices.venues, 1.0)


def is_read_first(name: Name) -> bool:
    """Whether a cell is a total or a row of one axis of the project."""
    return name.period == PROJECT and len(name.by) < 2


def is_by_venue(name: Name) -> bool:
    """Whether it is a language at a venue type, of the project."""
    return name.period == PROJECT and name.by == ("language", "venue_type")


def _is_by_quarter(name: Name) -> bool:
    """Whether it is a row of a quarter."""
    return bool(name.by) and grain_of(name.period) == "quarter"


def _dearer(names: Iterable[Name]) -> float:
    """How much more a sum with these names is worth than elsewhere."""
    every = (
        _OF_PROJECT[len(name.by)] if name.period == PROJECT else 1.0 if name.by else _TOTAL
        for name in names
    )
    return max(every, default=1.0)
