"""Tightened years: narrower ranges for the sums of blocks, over ranges that stay as they are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dashboard.domain.publications.periods import PROJECT, periods_of
from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting.facts import Name
from dashboard.publications.protecting.grid import Finest
from dashboard.publications.protecting.ranges.needs.ruling import TODAY

Shown = Mapping[Name, Interval]


@dataclass(frozen=True)
class TightenedYear:
    """What is shown of the sums of some blocks; ``witnesses`` prove it.

    ``of`` are the numbers of the blocks in their chain. The sum of all of them goes by the name of
    the project, as the whole of a block does. Of ``made_by``, see ``Rule``.
    """

    of: tuple[int, ...]
    shown: Shown
    witnesses: Sequence[Mapping[Finest, int]] = ()
    made_by: int = TODAY

    def told(self, name: Name, months: frozenset[str]) -> Interval | None:
        """What it tells of a cell, if anything; ``months`` are those of its blocks."""
        whole = all(name.period in periods_of(month) for month in months)
        return self.shown.get(Name(PROJECT, name.by, name.codes) if whole else name)


def placed(years: Iterable[TightenedYear], of: Sequence[int]) -> tuple[TightenedYear, ...]:
    """The same years, their blocks numbered by their places in ``of``."""
    place = {block: at for at, block in enumerate(of)}
    return tuple(replace(one, of=tuple(place[at] for at in one.of)) for one in years)


def outermost(years: Iterable[TightenedYear]) -> tuple[TightenedYear, ...]:
    """Those whose blocks are in no other one."""
    every = tuple(years)
    return tuple(one for one in every if not any(set(one.of) < set(other.of) for other in every))
