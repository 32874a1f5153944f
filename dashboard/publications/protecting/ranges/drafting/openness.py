"""How much of a project is told: by it, searches and draws of the ends of ranges are compared."""

from collections import defaultdict
from collections.abc import Mapping

from dashboard.domain.publications.periods import PROJECT
from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting.facts import Name
from dashboard.publications.protecting.ranges.proving.pricing import is_read_first

_NEAR = 0.2
_EXACT_FIRST = 3
"""So many times an exact total or row of one axis counts: what is lost there is lost for good."""
_NOBODY = Interval.exactly(0)


def openness(told: Mapping[Name, Interval]) -> float:
    """How much of the project is told: cells that are exact, and those within a fifth.

    Each table counts the same, however many cells it has: the small ones are read first. Exact
    totals and rows of one axis count more.
    """
    tables: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for name, one in told.items():
        if name.period == PROJECT:
            exact = _EXACT_FIRST if is_read_first(name) else 1
            tables[name.by].append(exact * one.exact + one.within(_NEAR))
    return sum(sum(own) / len(own) for own in tables.values())


def openness_beside(past: Mapping[Name, Interval], shown: Mapping[Name, Interval]) -> float:
    """How open the project is with these ranges beside those of all blocks before."""
    return openness(
        {
            name: Interval.total((past.get(name, _NOBODY), one))
            for name, one in shown.items()
            if name.period == PROJECT
        }
    )
