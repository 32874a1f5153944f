"""Find narrower ranges for the sums of a year's blocks, whose own ranges stay as they are."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting.counts import Rules
from dashboard.publications.protecting.facts import Name
from dashboard.publications.protecting.grid import Finest, Grid, Integers
from dashboard.publications.protecting.ranges.block import TOTAL, YOUTH_TOTAL
from dashboard.publications.protecting.ranges.fixed import FixedBook, FixedRanges, fills
from dashboard.publications.protecting.ranges.protecting import ProtectedBlock
from dashboard.publications.protecting.ranges.searching import search
from dashboard.publications.protecting.ranges.tightened import YearOfBlocks, outermost
from dashboard.publications.protecting.ranges.tightened_audit import audit_tightened
from dashboard.publications.protecting.solver import Work
from dashboard.publications.protecting.system import System, system_of

Change = Mapping[Finest, int]


@dataclass(frozen=True, slots=True)
class Outside:
    """All that is told of other sessions, and how open the project is with ranges beside that."""

    past: Mapping[Name, Interval]
    worth: Callable[[Mapping[Name, Interval]], float]


def tighten(
    year: YearOfBlocks,
    witnesses: Sequence[Sequence[Change]],
    outside: Outside,
    seeds: Sequence[int],
    work: Work | None = None,
) -> ProtectedBlock:
    """Ranges for the sums of these blocks, with tables as proofs, and what the audit says.

    ``witnesses`` are those of each block, which hold here too: the other blocks may be as they are.
    They are taken where nothing cheaper is found, or the ``work`` for that is over. What proves
    the ranges of the first of the ``seeds`` is tried with the ends that the others draw, too: that
    costs next to nothing.
    """
    ranges = _Ranges(year, outside)
    system, first = ranges.system, ranges.drawn(seeds[0])
    search(first, work=work)
    _with_known(first, _known(system, [((step,), own) for step, own in enumerate(witnesses)]))
    moves = [(move, fills(system, move)) for move in first.witnesses]
    again = (ranges.drawn(seed, moves) for seed in seeds[1:])
    return ranges.most_open([first, *(one for one in again if not np.any(one.missing))])


def tighten_across(year: YearOfBlocks, outside: Outside, seeds: Iterable[int]) -> ProtectedBlock:
    """Ranges for the project's sums over several tightened years, and what the audit says.

    The years share nobody, so a witness of one holds while the others are as they are. A sum over
    all need not be wider than the widest of them is: nothing is sought. Only small counts that lie
    in several years need what these prove side by side. So each of the ``seeds`` costs little.
    """
    ranges = _Ranges(year, outside)
    known = _known(ranges.system, [(one.of, one.witnesses) for one in outermost(year.years)])
    moves = [
        (m, bool(f)) for own in known for m, f in zip(own.moves[1:], own.fills[1:], strict=True)
    ]
    covers = [ranges.drawn(seed, moves) for seed in seeds]
    for cover in covers:
        _with_known(cover, known)
    return ranges.most_open(covers)


class _Ranges:
    """What is sought for some blocks: the same system, with ends of ranges drawn anew each time."""

    def __init__(self, year: YearOfBlocks, outside: Outside) -> None:
        self._year, self._outside = year, outside
        self._book = _YearBook(Grid.of(year.known), year.whole.words, Rules(year.hidden_up_to))
        self._book.enter_year(year)
        self.system = system_of(self._book)
        both = (TOTAL, YOUTH_TOTAL)
        self._exact = [name for name in both if all(told[name].exact for _, told in year.parts)]

    def drawn(self, seed: int, moves: Iterable[tuple[Integers, bool]] = ()) -> FixedRanges:
        """Ranges around these witnesses; of each, whether it leaves somebody where anyone is."""
        rules, bounds = Rules(self._year.hidden_up_to, seed), self._book.bounds
        cover = FixedRanges(self.system, rules, self._exact, bounds, self._outside.past)
        for move, full in moves:
            cover.take(move, strict=full)
        down, up, wide = cover.lacks()
        cover.missing[:] = down | (up > 0) | (wide > 0)
        return cover

    def most_open(self, covers: Iterable[FixedRanges]) -> ProtectedBlock:
        """Those that are worth most, and what the audit says of them."""
        names, worth = self._year.rows, self._outside.worth
        best = max(covers, key=lambda cover: worth(cover.intervals(names)))
        shown, found = best.intervals(names), best.proofs()
        return ProtectedBlock(shown, found, audit_tightened(self._year, shown, found))


class _YearBook(FixedBook):
    """The sums that get a range, the cells that readers have, and what must not be told."""

    def enter_year(self, year: YearOfBlocks) -> None:
        forms = {(table.period, table.by): table for table in year.whole.tables}
        for name, people in year.rows.items():
            if not people:
                continue
            self.cells[name] = at = self._at_parts(people)
            entry = self.sums[at]
            entry.declared = True
            entry.names.append(name)
            form = forms[name.period, name.by]
            entry.worth += self._worth(form, name.codes, year.facts[name], kept=False)
        for rows, shown in year.shown():
            self.enter_fixed(rows, shown)
        for group in year.reached:
            self.sums[self._at_parts(group)].reached = True
        for _, people, wanted in year.secrets():
            self._want(self._at_parts(people), wanted)


class _Known(NamedTuple):
    """The witnesses of a part as changes of all finest counts, with no change before them.

    ``fills`` tells which of them leave somebody wherever there is anyone.
    """

    moves: Integers
    fills: NDArray[np.bool_]


def _known(system: System, parts: Iterable[tuple[Sequence[int], Sequence[Change]]]) -> list[_Known]:
    """Those of parts, whose witnesses number their blocks by their places among ``of``."""
    columns = {cell: at for at, cell in enumerate(system.grid.cells)}
    found = []
    for of, own in parts:
        moves = np.zeros((len(own) + 1, len(columns)), dtype=np.int64)
        for move, change in zip(moves[1:], own, strict=True):
            for at, people in change.items():
                move[columns[at._replace(step=of[at.step])]] = people
        found.append(_Known(moves, np.array([fills(system, move) for move in moves])))
    return found


def _with_known(cover: FixedRanges, known: Sequence[_Known]) -> None:
    """Take what the parts proved, side by side, for the sums that lack a witness."""
    for at in np.flatnonzero(cover.missing).tolist():
        for combined in _farthest(known, cover.system.sums[at].parts):
            cover.take(combined, strict=fills(cover.system, combined))


def _farthest(known: Sequence[_Known], parts: Integers) -> Iterator[Integers]:
    """The changes that take a sum as far down and up as all parts together can."""
    reach = [own.moves[:, parts].sum(axis=1) for own in known]
    none = 0 * known[0].moves[0]
    yield sum((own.moves[np.argmin(far)] for own, far in zip(known, reach, strict=True)), none)
    for sign in (1, -1):
        best = [
            own.moves[np.argmax(np.where(own.fills, sign * far, -np.inf))]
            for own, far in zip(known, reach, strict=True)
        ]
        yield sum(best, none)
