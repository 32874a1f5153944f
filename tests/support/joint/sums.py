"""Sums of the finest counts of all publications together, and what was published of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.domain.publications.protected import CellMark
from dashboard.publications.protecting.asked import AskableCount
from dashboard.publications.protecting.counts import EarlierCounts, SessionCounts
from dashboard.publications.protecting.declared import Blank, blank
from dashboard.publications.protecting.equations import covered
from dashboard.publications.protecting.facts import Fact, Name, facts, growth, growth_need, need
from dashboard.publications.protecting.grid import Integers
from dashboard.publications.protecting.sums import Sum, SumBook, is_headline

_KEPT = 0.6  # an older count instead of none


@dataclass(slots=True)
class JointSum(Sum):
    """A sum, and what was published of it.

    ``shown``: an earlier publication has it open. ``headline``: pages begin with it.
    ``was_hidden``: by an earlier publication. ``is_block``: it is all of a month, language,
    venue type and kind.
    """

    shown: bool = False
    headline: bool = False
    was_hidden: bool = False
    is_block: bool = False
    kept_back: bool = False


class JointBook(SumBook):
    """Registers the cells of one publication after the other."""

    def __init__(self, grid, words, rules) -> None:
        super().__init__(grid, words, rules)
        self._past: list[tuple[dict[Name, Fact], set[Name]]] = []

    def enter_earlier(self, step: int, each: EarlierCounts) -> None:
        """Register an earlier publication's cells: open ones are known, hidden ones stay hidden."""
        forms = [blank(table) for table in each.protected.tables]
        found = facts(each.counts, self.words, forms)
        shown: set[Name] = set()
        for table, form in zip(each.protected.tables, forms, strict=True):
            for cell, (mark, own) in zip(table.cells, self._parts(step, form), strict=True):
                name = Name(table.period, table.by, cell.codes)
                shown |= {name} if cell.mark is CellMark.OPEN else set()
                if not len(own):
                    continue
                at = self._sum(mark, own)
                entry = self.sums[at]
                entry.declared = True
                if cell.mark is CellMark.OPEN:
                    entry.shown = True
                else:
                    entry.was_hidden = True
                    self._want(at, need(found[name], self.rules.hidden_up_to))
                self._grown(name, own, found[name])
        self._enter_coverage(step, each.counts)
        self._enter_adults(step, [b for b in forms if b.grain == "month" and not b.by])
        self._past.append((found, shown))

    def enter(self, step: int, counts: SessionCounts, tables: Sequence[Blank]) -> None:
        """Register the publication's own cells, and which age groups it reached."""
        super().enter(step, counts, tables)
        self._enter_coverage(step, counts)

    def enter_asked(self, every: Iterable[AskableCount]) -> None:
        """Register the askable counts that are no cells."""
        columns = {cell: at for at, cell in enumerate(self.grid.cells)}
        asked = list(every)
        super().enter_asked(asked)
        for each in asked:
            own = np.sort(np.array([columns[part] for part in each.parts], dtype=np.int64))
            self._note_block(own)

    def _enter_single(self, own: Integers) -> None:
        super()._enter_single(own)
        self._note_block(own)

    def _note_block(self, own: Integers) -> None:
        entry = self.sums[self._sum(self._mark(own), own)]
        entry.is_block |= len({self.grid.cells[at][:5] for at in own.tolist()}) == 1

    def _enter_cell(self, at: int, name: Name, table: Blank, fact: Fact) -> None:
        super()._enter_cell(at, name, table, fact)
        entry = self.sums[at]
        entry.headline |= is_headline(table, name.codes)
        entry.kept_back |= self._grown(name, entry.parts, fact)

    def _enter_coverage(self, step: int, counts: SessionCounts) -> None:
        """Register whether an age group was reached in the whole project."""
        for known in covered(counts, self.words):
            [age] = known.name.codes
            self.enter_named(step, [age] if known.least > 0 else [])
            own = np.flatnonzero((self._age == age) & (self.grid.step <= step))
            if len(own):
                self.sums[self._sum(self._mark(own), own)].shown |= known.most == 0

    def _worth(self, table: Blank, codes: Sequence[str], fact: Fact) -> float:
        kept = self._was_shown(Name(table.period, table.by, tuple(codes)))
        return super()._worth(table, codes, fact) * (_KEPT if kept else 1.0)

    def _sum(self, mark: int, parts: Integers) -> int:
        if mark not in self._at:
            self._at[mark] = len(self.sums)
            self.sums.append(JointSum(parts, int(self.grid.count[parts].sum())))
        return self._at[mark]

    def _was_shown(self, name: Name) -> bool:
        return any(name in shown for _, shown in self._past)

    def _grown(self, name: Name, parts: Integers, now: Fact) -> bool:
        """Register a cell's growth since earlier publications.

        Return whether an older count stays.
        """
        kept = False
        for before, (found, shown) in enumerate(self._past):
            if name not in found:
                continue
            wanted = growth_need(growth(found[name], now), self.rules.hidden_up_to)
            if wanted is None:
                continue
            own = parts[self.grid.step[parts] > before]
            if len(own):
                self._want(self._sum(self._mark(own), own), wanted)
                kept |= name in shown
        return kept

    def _enter_adults(self, step: int, months: Iterable[Blank]) -> None:
        """Register those who are not youth, also those who came since each earlier publication."""
        for month in months:
            [(_, total)] = self._parts(step, month)
            own = total[self._adult[total]]
            for before in (-1, *range(len(self._past))):
                self._want_adults(own[self.grid.step[own] > before])
