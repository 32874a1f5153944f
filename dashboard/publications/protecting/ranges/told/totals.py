"""What a publication tells: each cell as the sum of its blocks, and of what stood before them.

It says nothing that the blocks do not say: a cell is a sum of ranges that are proved.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from dashboard.domain.publications.periods import PROJECT
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
from dashboard.publications.protecting.counts import AxisCodes, Place, Rules, SessionCounts
from dashboard.publications.protecting.declared import Codes, blanks
from dashboard.publications.protecting.facts import Name
from dashboard.publications.protecting.merging import venue_axis
from dashboard.publications.protecting.ranges.needs.block import BlockCounts
from dashboard.publications.protecting.ranges.told.frozen import (
    FrozenBlock,
    OlderPublication,
    TakenPart,
    months_of,
    sum_of,
)
from dashboard.publications.protecting.ranges.told.parted import Part
from dashboard.publications.protecting.ranges.told.taken import Taking
from dashboard.publications.protecting.ranges.told.tightened import TightenedYear, outermost, placed
from dashboard.publications.protecting.ranges.told.year_of_blocks import YearOfBlocks

ANYTHING = Interval(0, 1_000)


class _Inside(NamedTuple):
    """The years in a tightened year that are in no other of these, and the other blocks.

    Besides, all its months, and the periods that have any of them.
    """

    years: tuple[TightenedYear, ...]
    blocks: list[int]
    months: frozenset[str]
    periods: frozenset[str]


@dataclass(frozen=True)
class Chain:
    """All that was told so far, in order; ``base`` is ``None`` where there is no older format.

    What was ``taken`` by corrections is subtracted; what replaces it is in later blocks, or where
    it was moved. Those parts that are ``returned``, by their numbers, are counted again: readers
    know what was told of them, but nothing is subtracted. ``tightened``: the sums of some blocks
    have narrower ranges of their own.
    """

    base: OlderPublication | None = None
    blocks: tuple[FrozenBlock, ...] = ()
    taken: tuple[TakenPart, ...] = ()
    tightened: tuple[TightenedYear, ...] = ()
    returned: tuple[int, ...] = ()

    @property
    def closed(self) -> frozenset[int]:
        """The blocks that something was put back into: nothing more is taken from them."""
        return frozenset(self.taken[at].of for at in self.returned)

    @cached_property
    def by_place(self) -> dict[Place, list[int]]:
        """The blocks that have sessions of a month, language, venue type and kind."""
        found: dict[Place, list[int]] = defaultdict(list)
        for at, each in enumerate(self.blocks):
            for one in each.block.counts.tallies:
                found[one.place].append(at)
        return dict(found)

    @cached_property
    def joined(self) -> frozenset[int]:
        """The blocks whose sums have ranges of their own: nothing can be taken from them."""
        return frozenset(at for one in self.tightened for at in one.of)

    def with_one(self, block: FrozenBlock) -> "Chain":
        """The same with one block more."""
        return replace(self, blocks=(*self.blocks, block))

    def without(self, part: TakenPart) -> "Chain":
        """The same less what a correction takes from a block."""
        return replace(self, taken=(*self.taken, part))

    def with_returned(self, parts: Sequence[int]) -> "Chain":
        """The same with some of the parts that were taken put back."""
        return replace(self, returned=(*self.returned, *parts))

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
        alone = self._alone.get(name.period, ())
        found = sum_of(
            [
                *own,
                *(self.blocks[at].told(name) for at in alone if at not in of),
                *(
                    self._told_by_year(one, name)
                    for one in self._outermost
                    if not set(one.of) <= set(of)
                ),
            ]
        )
        gone = (one for at, one in enumerate(self.taken) if at not in self.returned)
        change = sum_of(one.change(name) for one in gone)
        if found is None or change is None:
            return None
        return Interval(max(found.low + change.low, 0), found.high + change.high)

    def _told_by_year(self, year: TightenedYear, name: Name) -> Interval | None:
        """What blocks tell of a cell together, where their sums have ranges of their own."""
        inner, loose, months, periods = self._inside[year.of]
        if name.period not in periods:
            return Interval.exactly(0)
        added = sum_of(
            [
                *(self.blocks[at].told(name) for at in loose),
                *(self._told_by_year(one, name) for one in inner),
            ]
        )
        narrow = year.told(name, months)
        if added is None or narrow is None:
            return added or narrow
        return Interval(max(added.low, narrow.low), min(added.high, narrow.high))

    @cached_property
    def _alone(self) -> dict[str, list[int]]:
        """The blocks that no sum has a range of its own with, in each period of their months."""
        found: dict[str, list[int]] = defaultdict(list)
        for at, each in enumerate(self.blocks):
            for period in each.inside if at not in self.joined else ():
                found[period].append(at)
        return dict(found)

    @cached_property
    def _outermost(self) -> tuple[TightenedYear, ...]:
        return outermost(self.tightened)

    @cached_property
    def _inside(self) -> dict[tuple[int, ...], _Inside]:
        """What is in each tightened year, by its blocks."""
        found = {}
        for year in self.tightened:
            inner = outermost(one for one in self.tightened if set(one.of) < set(year.of))
            loose = set(year.of).difference(*(one.of for one in inner))
            months = frozenset[str]().union(*(self.blocks[at].months for at in year.of))
            periods = frozenset[str]().union(*(self.blocks[at].inside for at in year.of))
            found[year.of] = _Inside(inner, sorted(loose), months, periods)
        return found

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
            known = venue_axis(counts, words, rules)
        members = {member for code in known for member in code.split(MERGED)}
        return (*known, *(code for code in words.venue_types if code not in members))

    def figures(
        self,
        counts: SessionCounts,
        words: AxisCodes,
        venue_types: Codes,
        hidden_up_to: int,
        youth: Codes,
    ) -> ProtectedFigures:
        """Every declared table of the months of these counts.

        The youth are not told if a part counted other age groups as ``youth``.
        """
        mixed = any(set(own.youth) != set(youth).intersection(own.ages) for own in self._words())
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
            for table in blanks(months_of(counts), words, venue_types)
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
