"""What a publication tells: each cell as the sum of its blocks, and of what stood before them.

It says nothing that the blocks do not say: a cell is a sum of ranges that are proved.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from dashboard.domain.publications.protected import (
    FORMAT,
    MERGED,
    TIGHTENED,
    YOUTH,
    CellMark,
    ProtectedCell,
    ProtectedFigures,
    ProtectedTable,
)
from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting.counts import (
    AxisCodes,
    EarlierCounts,
    Rules,
    SessionCounts,
)
from dashboard.publications.protecting.declared import PROJECT, Codes, blanks, periods_of
from dashboard.publications.protecting.facts import Name
from dashboard.publications.protecting.merging import venue_axis
from dashboard.publications.protecting.ranges.audit import Change
from dashboard.publications.protecting.ranges.block import BlockCounts
from dashboard.publications.protecting.ranges.taken import JOINS, LEAVES, Part, Taking
from dashboard.publications.protecting.ranges.tightened import (
    TightenedYear,
    YearOfBlocks,
    outermost,
    placed,
)

Months = frozenset[str]
ANYTHING = Interval(0, 1_000)


@dataclass(frozen=True)
class FrozenBlock:
    """A block and what is shown of it, for ever; ``witnesses`` prove it."""

    block: BlockCounts
    shown: Mapping[Name, Interval]
    witnesses: Sequence[Change] = ()

    @cached_property
    def months(self) -> Months:
        """The months of its sessions."""
        return _months(self.block.counts)

    def told(self, name: Name) -> Interval | None:
        """What it tells of a cell of any period; ``None`` if that is nothing."""
        inside = _within(self.months, name.period)
        if not inside or self._has_nobody(name):
            return Interval.exactly(0)
        if inside == self.months:
            return self.shown[Name(PROJECT, name.by, name.codes)]
        if name in self.shown:
            return self.shown[name]
        parts = _parts(name, inside)
        if not parts:
            return None
        return _sum(self.told(Name(part, name.by, name.codes)) for part in parts)

    def _has_nobody(self, name: Name) -> bool:
        """Whether a code of the cell came into use only after this block."""
        return Name(PROJECT, name.by, name.codes) not in self.shown


@dataclass(frozen=True)
class TakenPart:
    """What corrections took from a block, whose number among the blocks is ``of``."""

    of: int
    part: Part

    def change(self, name: Name) -> Interval | None:
        """What it adds to a cell, below 0 if it takes; ``None`` if it can't tell."""
        part, none = self.part, Interval.exactly(0)
        if part.arrives is None:
            told = FrozenBlock(part.block, part.shown).told(name)
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
        return _months(self.last.counts)

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
        if not _within(self.months, name.period):
            return Interval.exactly(0)
        found = self.cells.get(name)
        return found.shown if found else None

    def carried(self, name: Name) -> ProtectedCell | None:
        """A cell that it shows as of an earlier day, and so does every later publication."""
        found = self.cells.get(name)
        return found if found and found.mark is CellMark.CARRIED else None


@dataclass(frozen=True)
class Chain:
    """All that was told so far, in order; ``base`` is ``None`` where there is no older format.

    What was ``taken`` by corrections is subtracted; what replaces it is in later blocks, or where
    it was moved. ``tightened``: the sums of some blocks have narrower ranges of their own.
    """

    base: OlderPublication | None = None
    blocks: tuple[FrozenBlock, ...] = ()
    taken: tuple[TakenPart, ...] = ()
    tightened: tuple[TightenedYear, ...] = ()

    @property
    def joined(self) -> frozenset[int]:
        """The blocks whose sums have ranges of their own: nothing can be taken from them."""
        return frozenset(at for one in self.tightened for at in one.of)

    def with_one(self, block: FrozenBlock) -> "Chain":
        """The same with one block more."""
        return replace(self, blocks=(*self.blocks, block))

    def without(self, part: TakenPart) -> "Chain":
        """The same less what a correction takes from a block."""
        return replace(self, taken=(*self.taken, part))

    def with_year(self, year: TightenedYear) -> "Chain":
        """The same with narrower ranges for the sums of some blocks."""
        return replace(self, tightened=(*self.tightened, year))

    def year(self, of: Sequence[int]) -> YearOfBlocks:
        """Some blocks, and all that readers have of them."""
        return YearOfBlocks(
            tuple((self.blocks[at].block, self.blocks[at].shown) for at in of),
            placed((one for one in self.tightened if set(one.of) < set(of)), of),
        )

    def taking(self, of: int, new: Part) -> Taking:
        """What a correction takes from a block, beside all that readers have of it."""
        block = self.blocks[of]
        before = tuple(one.part for one in reversed(self.taken) if one.of == of)
        return Taking(new, (block.block, block.shown), before)

    def told(self, name: Name) -> Interval | None:
        """The sum of what all parts tell of a cell; ``None`` if one tells nothing."""
        return self.beside(name, frozenset())

    def beside(self, name: Name, of: Collection[int]) -> Interval | None:
        """The same, but for some blocks; none of them is in a sum with others than these."""
        own = [self.base.told(name)] if self.base else []
        alone = set(range(len(self.blocks))) - self.joined - set(of)
        found = _sum(
            [
                *own,
                *(self.blocks[at].told(name) for at in sorted(alone)),
                *(
                    self._told_by_year(one, name)
                    for one in outermost(self.tightened)
                    if not set(one.of) <= set(of)
                ),
            ]
        )
        change = _sum(one.change(name) for one in self.taken)
        if found is None or change is None:
            return None
        return Interval(max(found.low + change.low, 0), found.high + change.high)

    def _told_by_year(self, year: TightenedYear, name: Name) -> Interval | None:
        """What blocks tell of a cell together, where their sums have ranges of their own."""
        parts = [self.blocks[at] for at in year.of]
        inner = outermost(one for one in self.tightened if set(one.of) < set(year.of))
        loose = set(year.of).difference(*(one.of for one in inner))
        added = _sum(
            [
                *(self.blocks[at].told(name) for at in sorted(loose)),
                *(self._told_by_year(one, name) for one in inner),
            ]
        )
        months = frozenset[str]().union(*(block.months for block in parts))
        narrow = year.told(name, months)
        if added is None or narrow is None:
            return added or narrow
        return Interval(max(added.low, narrow.low), min(added.high, narrow.high))

    def past(self, block: BlockCounts) -> dict[Name, Interval]:
        """What is told of the project's cells before this block; anything where nothing is."""
        return {name: self.told(name) or ANYTHING for name in block.names if name.period == PROJECT}

    def venue_types(self, counts: SessionCounts, words: AxisCodes, rules: Rules) -> Codes:
        """The codes under which tables show venue types, the same for ever.

        The first block decides whether sensitive types are merged. A type that is new stands alone.
        """
        if self.blocks:
            known = self.blocks[-1].block.venue_types
        elif self.base:
            known = tuple(
                dict.fromkeys(
                    cell.codes[0]
                    for table in self.base.last.protected.tables
                    if table.by == ("venue_type",)
                    for cell in table.cells
                )
            )
        else:
            known = venue_axis(counts, words, rules, ())
        members = {member for code in known for member in code.split(MERGED)}
        return (*known, *(code for code in words.venue_types if code not in members))

    def figures(
        self, counts: SessionCounts, words: AxisCodes, venue_types: Codes, hidden_up_to: int
    ) -> ProtectedFigures:
        """Every declared table of the months of these counts.

        The youth of parts that counted other age groups as youth are not added up.
        """
        mixed = any(
            set(own.youth) != set(words.youth).intersection(own.ages) for own in self._words()
        )
        tables = tuple(
            ProtectedTable(
                table.period,
                table.by,
                tuple(
                    ProtectedCell(codes, None, CellMark.HIDDEN)
                    if mixed and YOUTH in codes
                    else self._cell(Name(table.period, table.by, codes), hidden_up_to)
                    for codes in table.cells()
                ),
            )
            for table in blanks(_months(counts), words, venue_types)
        )
        return ProtectedFigures(hidden_up_to, tables, TIGHTENED if self.tightened else FORMAT)

    def _words(self) -> Iterator[AxisCodes]:
        if self.base:
            yield self.base.words
        yield from (each.block.words for each in self.blocks)

    def _cell(self, name: Name, hidden_up_to: int) -> ProtectedCell:
        carried = self.base.carried(name) if self.base else None
        if carried:
            return carried
        told = self.told(name)
        if told is None or not (told.exact or told.helps(hidden_up_to)):
            return ProtectedCell(name.codes, None, CellMark.HIDDEN)
        if told.exact:
            return ProtectedCell(name.codes, told.low)
        return ProtectedCell(name.codes, None, CellMark.RANGE, low=told.low, high=told.high)


def _months(counts: SessionCounts) -> Months:
    return frozenset(tally.month for tally in counts.tallies)


def _within(months: Months, period: str) -> Months:
    return frozenset(month for month in months if period in periods_of(month))


def _parts(name: Name, inside: Months) -> Sequence[str]:
    """The next finer periods of the months that a block has in a period; none within a month."""
    for grain in range(4):
        periods = sorted({periods_of(month)[grain] for month in inside})
        if name.period in periods:
            return sorted({periods_of(month)[grain + 1] for month in inside}) if grain < 3 else ()
    return ()


def _sum(every: Iterable[Interval | None]) -> Interval | None:
    known = []
    for one in every:
        if one is None:
            return None
        known.append(one)
    return Interval.total(known)
