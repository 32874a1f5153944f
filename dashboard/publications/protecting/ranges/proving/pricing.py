"""How much each cell is worth, and how dear it is to hide."""

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.publications.protecting.declared import PROJECT, grain_of
from dashboard.publications.protecting.facts import Name

_OF_PROJECT = (2.0, 4.0, 3.0)
"""How much more cells of the project are worth than elsewhere, by their number of axes: they are
read most, and stand beside many more cells of years and quarters."""
_TOTAL = 2.0


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


def is_read_first(name: Name) -> bool:
    """Whether a cell is a total or a row of one axis of the project."""
    return name.period == PROJECT and len(name.by) < 2


def is_by_venue(name: Name) -> bool:
    """Whether it is a language at a venue type, of the project."""
    return name.period == PROJECT and name.by == ("language", "venue_type")


def is_by_quarter(name: Name) -> bool:
    """Whether it is a row of a quarter."""
    return bool(name.by) and grain_of(name.period) == "quarter"


def dearer(names: Iterable[Name]) -> float:
    """How much more a sum with these names is worth than elsewhere."""
    every = (
        _OF_PROJECT[len(name.by)] if name.period == PROJECT else 1.0 if name.by else _TOTAL
        for name in names
    )
    return max(every, default=1.0)
