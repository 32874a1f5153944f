"""Find ranges for what a correction takes from a block, whose own ranges stay as they are."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np

from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting.counts import AxisCodes, Rules, checked
from dashboard.publications.protecting.declared import PROJECT
from dashboard.publications.protecting.facts import Name
from dashboard.publications.protecting.grid import Finest, Grid, Integers
from dashboard.publications.protecting.ranges.audit import People
from dashboard.publications.protecting.ranges.block import TOTAL, YOUTH_TOTAL
from dashboard.publications.protecting.ranges.cover import BlockRanges
from dashboard.publications.protecting.ranges.programme import Leeway
from dashboard.publications.protecting.ranges.protecting import ProtectedBlock
from dashboard.publications.protecting.ranges.searching import search
from dashboard.publications.protecting.ranges.taken import Shown, Taking
from dashboard.publications.protecting.ranges.taken_audit import audit_taking
from dashboard.publications.protecting.sums import SumBook
from dashboard.publications.protecting.system import System, system_of

Change = Mapping[Finest, int]
_KEPT = ((TOTAL, YOUTH_TOTAL), ())


def take(
    taking: Taking, witnesses: Sequence[Change] = (), *, exact: bool = False
) -> ProtectedBlock:
    """Ranges for what is taken, with tables as proofs for all parts of the block.

    ``witnesses`` are those of the frozen block. Where they move only people who are kept, they
    still hold. With ``exact``, the totals of everyone and of the youth must be told exactly.

    Raises:
        ValueError: The counts are impossible, more is taken than the block has, or the totals can't
            be ``exact``.
    """
    words, rules = taking.whole[0].words, taking.new.block.rules
    for counts in taking.versions:
        checked(counts, words)
    if min(taking.truth.values(), default=0) < 0:
        msg = "more is taken than there is"
        raise ValueError(msg)
    book = _book(taking, rules)
    system = system_of(book)
    for kept in _KEPT:
        cover = _TakenRanges(system, rules, kept, book.bounds)
        for change in witnesses:
            _still(cover, taking, change)
        search(cover, all_or_none=exact)
        if not np.any(cover.missing):
            break
        if exact:
            msg = "no proof leaves the totals as they are"
            raise ValueError(msg)
    shown = {
        name: cover.interval(system.cells[name]) if name in system.cells else Interval.exactly(0)
        for name in taking.new.rows()
    }
    found = tuple(
        {system.grid.cells[at]: int(move[at]) for at in np.flatnonzero(move).tolist()}
        for move in cover.witnesses
    )
    return ProtectedBlock(shown, found, audit_taking(taking, shown, found))


class _TakenBook(SumBook):
    """The cells of what is taken, which are sought, and those that readers have, which stay."""

    def __init__(self, grid: Grid, words: AxisCodes, rules: Rules) -> None:
        super().__init__(grid, words, rules)
        self.bounds: dict[int, Interval] = {}
        self._column = {cell: at for at, cell in enumerate(grid.cells)}

    def enter_taken(self, taking: Taking) -> None:
        found, rows = taking.new.facts(), taking.new.rows()
        forms = {(table.period, table.by): table for table in taking.new.block.tables}
        for name, people in rows.items():
            if not people:
                continue
            self.cells[name] = at = self._at_parts(people)
            entry = self.sums[at]
            entry.declared = True
            entry.names.append(name)
            form = forms.get((name.period, name.by), forms[PROJECT, name.by])
            entry.worth += self._worth(form, name.codes, found[name], kept=False)

    def enter_fixed(self, rows: Mapping[Name, People], shown: Shown) -> None:
        for name, people in rows.items():
            if not people:
                continue
            at, told = self._at_parts(people), shown[name]
            self.sums[at].declared = True
            known = self.bounds.get(at, told)
            self.bounds[at] = Interval(max(told.low, known.low), min(told.high, known.high))

    def enter_secrets(self, taking: Taking) -> None:
        self._enter_coverage(taking.kept, taking.versions[-1])
        for _, people, wanted in taking.secrets():
            self._want(self._at_parts(people), wanted)

    def _at_parts(self, people: People) -> int:
        own = np.sort(np.array([self._column[at] for at in people], dtype=np.int64))
        return self._sum(self._mark(own), own)


def _book(taking: Taking, rules: Rules) -> _TakenBook:
    book = _TakenBook(Grid.of(taking.known), taking.whole[0].words, rules)
    book.enter_taken(taking)
    for rows, shown in taking.rows:
        book.enter_fixed(rows, shown)
    book.enter_secrets(taking)
    return book


class _TakenRanges(BlockRanges):
    """Ranges of which some were shown before, and stay as they are."""

    def __init__(
        self,
        system: System,
        rules: Rules,
        keeping: Collection[Name],
        bounds: Mapping[int, Interval],
    ) -> None:
        self._bounds = bounds
        self._fixed = np.zeros(len(system.sums), dtype=bool)
        self._fixed[list(bounds)] = True
        super().__init__(system, rules, keeping, {})
        for at, told in bounds.items():
            self.low[at], self.high[at] = told.low, told.high
            self._hidden[at] = not told.exact
            self.kept[at] = told.exact

    def leeway(self) -> Leeway:
        """The same, and none beyond what was shown before."""
        found = super().leeway()
        fixed = self._fixed[self.cells]
        return replace(found, price=np.where(fixed, np.inf, found.price), told=found.told & ~fixed)

    def take(self, move: Integers, *, strict: bool) -> None:
        """Add a witness, unless it leaves a range that was shown before; the audit asks again."""
        now = self.system.counts + np.asarray(self.system.matrix @ move, dtype=np.int64)
        outside = (now < self._least()) | (now > self._most())
        if not np.any(outside & (self._fixed | self.kept)):
            super().take(move, strict=strict)

    def _show(self, sums: Integers) -> None:
        super()._show(sums[~self._fixed[sums]])


def _still(cover: _TakenRanges, taking: Taking, change: Change) -> None:
    """Take a witness of the frozen block again, if it moves nobody but those who are kept."""
    columns = {cell: at for at, cell in enumerate(cover.system.grid.cells)}
    move = np.zeros(len(columns), dtype=np.int64)
    for at, people in change.items():
        column = columns.get(at._replace(step=taking.kept))
        if column is None or cover.system.grid.count[column] + people < 0:
            return
        move[column] = people
    system = cover.system
    now = system.counts + np.asarray(system.matrix @ move, dtype=np.int64)
    filled = np.all((now > 0) | (system.counts == 0) | ~system.declared)
    there = np.zeros(len(system.grid.floor), dtype=np.int64)
    np.add.at(there, system.grid.block, system.grid.count + move)
    cover.take(move, strict=bool(filled and np.all(there >= system.grid.floor)))
