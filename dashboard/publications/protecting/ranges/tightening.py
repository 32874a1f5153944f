"""Find narrower ranges for the sums of a year's blocks, whose own ranges stay as they are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting.counts import AxisCodes, Rules
from dashboard.publications.protecting.facts import Name
from dashboard.publications.protecting.grid import Finest, Grid, Integers
from dashboard.publications.protecting.ranges.block import TOTAL, YOUTH_TOTAL
from dashboard.publications.protecting.ranges.fixed import FixedBook, FixedRanges, fills
from dashboard.publications.protecting.ranges.protecting import ProtectedBlock
from dashboard.publications.protecting.ranges.searching import search
from dashboard.publications.protecting.ranges.tightened import YearOfBlocks, outermost
from dashboard.publications.protecting.ranges.tightened_audit import audit_tightened
from dashboard.publications.protecting.system import System, system_of

Change = Mapping[Finest, int]


def tighten(
    year: YearOfBlocks,
    witnesses: Sequence[Sequence[Change]],
    past: Mapping[Name, Interval],
    rules: Rules,
) -> ProtectedBlock:
    """Ranges for the sums of these blocks, with tables as proofs, and what the audit says.

    ``witnesses`` are those of each block, which hold here too: the other blocks may be as they are.
    They are taken where nothing cheaper is found. ``past`` is what is told of all other sessions.
    """
    book = _book(year, rules, year.whole.words)
    system = system_of(book)
    exact = [n for n in (TOTAL, YOUTH_TOTAL) if all(told[n].exact for _, told in year.parts)]
    cover = FixedRanges(system, rules, exact, book.bounds, past)
    search(cover)
    _with_known(cover, _known(system, witnesses))
    shown, found = cover.intervals(year.rows), cover.proofs()
    return ProtectedBlock(shown, found, audit_tightened(year, shown, found))


def tighten_across(
    year: YearOfBlocks, past: Mapping[Name, Interval], rules: Rules
) -> ProtectedBlock:
    """Ranges for the project's sums over several tightened years, and what the audit says.

    The years share nobody, so a witness of one holds while the others are as they are. A sum over
    all need not be wider than the widest of them is: nothing is sought. Only small counts that lie
    in several years need what these prove side by side.
    """
    system = system_of(book := _book(year, rules, year.whole.words))
    exact = [n for n in (TOTAL, YOUTH_TOTAL) if all(told[n].exact for _, told in year.parts)]
    cover = FixedRanges(system, rules, exact, book.bounds, past)
    known = _moves(system, [(one.of, one.witnesses) for one in outermost(year.years)])
    for move in (each for own in known for each in own[1:]):
        cover.take(move, strict=fills(system, move))
    down, up, wide = cover.lacks()
    cover.missing[:] = down | (up > 0) | (wide > 0)
    _with_known(cover, known)
    shown, found = cover.intervals(year.rows), cover.proofs()
    return ProtectedBlock(shown, found, audit_tightened(year, shown, found))


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


def _book(year: YearOfBlocks, rules: Rules, words: AxisCodes) -> _YearBook:
    book = _YearBook(Grid.of(year.known), words, rules)
    book.enter_year(year)
    return book


def _known(system: System, witnesses: Sequence[Sequence[Change]]) -> list[list[Integers]]:
    """The witnesses of each block as changes of all finest counts, and for each no change."""
    return _moves(system, [((step,), own) for step, own in enumerate(witnesses)])


def _moves(
    system: System, parts: Iterable[tuple[Sequence[int], Sequence[Change]]]
) -> list[list[Integers]]:
    """The same of parts, whose witnesses number their blocks by their places among ``of``."""
    columns = {cell: at for at, cell in enumerate(system.grid.cells)}
    found = []
    for of, own in parts:
        moves = [np.zeros(len(columns), dtype=np.int64)]
        for change in own:
            move = moves[0].copy()
            for at, people in change.items():
                move[columns[at._replace(step=of[at.step])]] = people
            moves.append(move)
        found.append(moves)
    return found


def _with_known(cover: FixedRanges, known: Sequence[Sequence[Integers]]) -> None:
    """Take what the blocks proved, side by side, for the sums that lack a witness."""
    system = cover.system
    moves = [np.array(own) for own in known]
    strict = [np.array([fills(system, move) for move in own]) for own in moves]
    for at in np.flatnonzero(cover.missing).tolist():
        parts = system.sums[at].parts
        for combined in _farthest(moves, strict, parts):
            cover.take(combined, strict=fills(system, combined))


def _farthest(
    moves: Sequence[Integers], strict: Sequence[Integers], parts: Integers
) -> Iterator[Integers]:
    """The changes that take a sum as far down and up as all blocks together can."""
    reach = [own[:, parts].sum(axis=1) for own in moves]
    yield sum((own[np.argmin(far)] for own, far in zip(moves, reach, strict=True)), 0 * moves[0][0])
    for sign in (1, -1):
        best = [
            own[np.argmax(np.where(good, sign * far, -np.inf))]
            for own, far, good in zip(moves, reach, strict, strict=True)
        ]
        yield sum(best, 0 * moves[0][0])
