"""Find narrower ranges for the sums of a year's blocks, whose own ranges stay as they are."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting.counts import Rules
from dashboard.publications.protecting.facts import Name
from dashboard.publications.protecting.grid import Finest, Grid, Integers
from dashboard.publications.protecting.ranges.auditing.tightened_audit import audit_tightened
from dashboard.publications.protecting.ranges.drafting.protecting import ProtectedBlock
from dashboard.publications.protecting.ranges.needs.apart import apart, by_step, empty
from dashboard.publications.protecting.ranges.needs.block import TOTAL, YOUTH_TOTAL
from dashboard.publications.protecting.ranges.proving.fixed import FixedBook, FixedRanges
from dashboard.publications.protecting.ranges.proving.pacing import SOON
from dashboard.publications.protecting.ranges.proving.pairing import (
    known,
    reach_alone,
    take_side_by_side,
)
from dashboard.publications.protecting.ranges.proving.regaining import closed
from dashboard.publications.protecting.ranges.proving.searching import Manner, search
from dashboard.publications.protecting.ranges.told.tightened import outermost
from dashboard.publications.protecting.ranges.told.year_of_blocks import YearOfBlocks
from dashboard.publications.protecting.solver import Work
from dashboard.publications.protecting.system import system_of

Change = Mapping[Finest, int]
_MANNER = Manner(paced=True, pace=SOON, branches=False)


@dataclass(frozen=True, slots=True)
class Outside:
    """All that is told of other sessions, and how open the project is with ranges beside that."""

    past: Mapping[Name, Interval]
    worth: Callable[[Mapping[Name, Interval]], float]


class YearRanges:
    """What is sought for some blocks: the same system, with ends of ranges drawn anew each time."""

    def __init__(self, year: YearOfBlocks, outside: Outside) -> None:
        self.year, self._outside = year, outside
        parts = [(part, by_step(year.known, step)) for step, (part, _) in enumerate(year.parts)]
        nobody = year.unreached.union(*(empty(*each) for each in parts))
        grid = Grid.of(year.known, nobody)
        self._book = _YearBook(grid, year.whole.words, Rules(year.hidden_up_to))
        self._book.enter_year(year)
        for people, least in (one for each in parts for one in apart(*each)):
            self._book.enter_known(people, least)
        self.system = system_of(self._book)
        both = (TOTAL, YOUTH_TOTAL)
        self._exact = [name for name in both if all(told[name].exact for _, told in year.parts)]
        self.worth = cache(self._worth)

    def drawn(self, seed: int, moves: Iterable[tuple[Integers, bool]] = ()) -> FixedRanges:
        """Ranges around these witnesses; of each, whether it leaves somebody where anyone is."""
        rules, bounds = Rules(self.year.hidden_up_to, seed), self._book.bounds
        cover = FixedRanges(self.system, rules, self._exact, bounds, self._outside.past)
        for move, full in moves:
            cover.take(move, strict=full)
        cover.note_missing()
        return cover

    def most_open(self, covers: Iterable[FixedRanges]) -> FixedRanges:
        """Those that are worth most."""
        return max(covers, key=self.worth)

    def _worth(self, cover: FixedRanges) -> float:
        """How open the project is with these."""
        return self._outside.worth(cover.intervals(self.year.rows))

    def audited(self, cover: FixedRanges) -> ProtectedBlock:
        """These ranges, and what the audit says of them."""
        shown, found = cover.intervals(self.year.rows), cover.proofs()
        return ProtectedBlock(shown, found, audit_tightened(self.year, shown, found))


def tighten(
    ranges: YearRanges,
    witnesses: Sequence[Sequence[Change]],
    seeds: Sequence[int],
    work: Work | None = None,
) -> FixedRanges:
    """Ranges for the sums of some blocks, as far as they are proved.

    ``witnesses`` are those of each block, which hold here too: the other blocks may be as they are.
    They are taken where nothing cheaper is found, or the ``work`` for that is over. One session
    alone is shown around the same window as in its block: of two, readers would know what both
    hold. What proves the ranges of the first of the ``seeds`` is tried with the ends that the
    others draw, too: that costs next to nothing.
    """
    first = ranges.drawn(seeds[0])
    every = known(ranges.system, [((step,), own) for step, own in enumerate(witnesses)])
    first.goals.look_within(reach_alone(ranges.system, first.goals.alone, every))
    search(first, _MANNER, work)
    if np.any(first.missing):
        first.cut_short = bool(work and work.over)
        take_side_by_side(first, every)
    return closed(first, seeds, ranges.worth, work)


def tighten_across(
    ranges: YearRanges,
    alone: Mapping[int, Sequence[Change]],
    seeds: Sequence[int],
) -> FixedRanges:
    """Ranges for the project's sums over tightened years, as far as they are proved.

    ``alone`` are the witnesses of the blocks that are in no tightened year, by their places. All
    these parts share nobody, so a witness of one holds while the others are as they are. A sum over
    all need not be wider than the widest of them is: nothing is sought. Only small counts that lie
    in several parts need what these prove side by side. So each of the ``seeds`` costs little.
    """
    parts = [(one.of, one.witnesses) for one in outermost(ranges.year.years)]
    every = known(ranges.system, [*parts, *(((at,), own) for at, own in alone.items())])
    moves = [
        (m, bool(f)) for own in every for m, f in zip(own.moves[1:], own.fills[1:], strict=True)
    ]
    first = ranges.drawn(seeds[0], moves)
    take_side_by_side(first, every)
    return ranges.most_open([first, *first.again(seeds[1:])])


class _YearBook(FixedBook):
    """The sums that get a range, the cells that readers have, and what must not be told."""

    def enter_year(self, year: YearOfBlocks) -> None:
        forms = {(table.period, table.by): table for table in year.whole.tables}
        for name, people in year.rows.items():
            if not self.has(people):
                continue
            self.cells[name] = at = self._at_parts(people)
            entry = self.sums[at]
            entry.declared = True
            entry.names.append(name)
            form = forms[name.period, name.by]
            entry.worth += self._worth(form, name.codes, year.facts[name])
        for rows, shown in year.shown:
            self.enter_fixed(rows, shown)
        for group in year.reached:
            self.sums[self._at_parts(group)].reached = True
        for _, people, wanted in year.secrets:
            self._want(self._at_parts(people), wanted)
        self.enter_open(year.whole.venue_types)
