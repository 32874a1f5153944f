"""What each part of a chain tells by itself, for ever: a block, a correction, an older publication.

None of them changes once it is published.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from dashboard.domain.publications.periods import PROJECT, periods_of
from dashboard.domain.publications.protected import CellMark, ProtectedCell
from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting.counts import AxisCodes, EarlierCounts, SessionCounts
from dashboard.publications.protecting.declared import members
from dashboard.publications.protecting.facts import Name
from dashboard.publications.protecting.ranges.needs.block import BlockCounts
from dashboard.publications.protecting.ranges.needs.knowing import Change
from dashboard.publications.protecting.ranges.told.parted import JOINS, LEAVES, Part

Months = frozenset[str]


@dataclass(frozen=True)
class FrozenBlock:
    """A block and what is shown of it, for ever; ``witnesses`` prove it."""

    block: BlockCounts
    shown: Mapping[Name, Interval]
    witnesses: Sequence[Change] = ()

    @cached_property
    def months(self) -> Months:
        """The months of its sessions."""
        return months_of(self.block.counts)

    @cached_property
    def inside(self) -> Mapping[str, Months]:
        """Which of these months lie in each period that has any."""
        found = defaultdict[str, set[str]](set)
        for month in self.months:
            for period in periods_of(month):
                found[period].add(month)
        return {period: frozenset(months) for period, months in found.items()}

    def told(self, name: Name) -> Interval | None:
        """What it tells of a cell of any period; ``None`` if that is nothing."""
        inside = self.inside.get(name.period)
        if not inside or self._has_nobody(name):
            return Interval.exactly(0)
        if inside == self.months:
            return self.shown[Name(PROJECT, name.by, name.codes)]
        if name in self.shown:
            return self.shown[name]
        if name.period in self.block.coarse and not self._has_session(name):
            return Interval.exactly(0)
        parts = _parts(name, inside)
        if not parts:
            return None
        return sum_of(self.told(Name(part, name.by, name.codes)) for part in parts)

    def _has_session(self, name: Name) -> bool:
        """Whether any of its sessions may have people of a cell: how many there are is public."""
        return any(
            name.period in periods_of(tally.month)
            and all(
                axis == "age" or getattr(tally, axis) in members(code)
                for axis, code in zip(name.by, name.codes, strict=True)
            )
            for tally in self.block.counts.tallies
        )

    def _has_nobody(self, name: Name) -> bool:
        """Whether a code of the cell came into use only after this block."""
        return Name(PROJECT, name.by, name.codes) not in self.shown


@dataclass(frozen=True)
class TakenPart:
    """What corrections took from a block, whose number among the blocks is ``of``."""

    of: int
    part: Part

    @cached_property
    def gone(self) -> FrozenBlock:
        """Its people as a block, of which each cell tells what is gone."""
        return FrozenBlock(self.part.block, self.part.shown)

    def change(self, name: Name) -> Interval | None:
        """What it adds to a cell, below 0 if it takes; ``None`` if it can't tell."""
        part, none = self.part, Interval.exactly(0)
        if part.arrives is None:
            told = self.gone.told(name)
            return Interval(-told.high, -told.low) if told else None
        if name.period not in periods_of(part.arrives[0]):
            return none
        less = part.shown.get(name._replace(period=LEAVES), none)
        more = part.shown.get(name._replace(period=JOINS), none)
        return Interval(more.low - less.high, more.high - less.low)


@dataclass(frozen=True)
class OlderPublication:
    """The last publication of an older format: what it shows stays, and blocks are added to it."""

    last: EarlierCounts
    words: AxisCodes

    @cached_property
    def months(self) -> Months:
        """The months of its sessions."""
        return months_of(self.last.counts)

    @cached_property
    def cells(self) -> Mapping[Name, ProtectedCell]:
        """Each cell."""
        return {
            Name(table.period, table.by, cell.codes): cell
            for table in self.last.protected.tables
            for cell in table.cells
        }

    def told(self, name: Name) -> Interval | None:
        """What it tells of a cell on its day; ``None`` if that is nothing."""
        if not any(name.period in periods_of(month) for month in self.months):
            return Interval.exactly(0)
        found = self.cells.get(name)
        return found.shown if found else None

    def carried(self, name: Name) -> ProtectedCell | None:
        """A cell that it shows as of an earlier day, and so does every later publication."""
        found = self.cells.get(name)
        return found if found and found.mark is CellMark.CARRIED else None


def months_of(counts: SessionCounts) -> Months:
    """The months of these sessions."""
    return frozenset(tally.month for tally in counts.tallies)


def _parts(name: Name, inside: Months) -> Sequence[str]:
    """The next finer periods of the months that a block has in a period; none within a month."""
    for grain in range(4):
        periods = sorted({periods_of(month)[grain] for month in inside})
        if name.period in periods:
            return sorted({periods_of(month)[grain + 1] for month in inside}) if grain < 3 else ()
    return ()


def sum_of(every: Iterable[Interval | None]) -> Interval | None:
    """The sum of all of them; ``None`` if one tells nothing."""
    known = []
    for one in every:
        if one is None:
            return None
        known.append(one)
    return Interval.total(known)
