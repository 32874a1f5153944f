"""Everything that is published or must not be told, as sums of the finest counts.

Cells that are the same sum share one ``Sum``, and are open or hidden together. An example is a
quarter's total and its French row, when all sessions were in French.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from dashboard.domain.publications.protected import YOUTH, CellMark
from dashboard.publications.protecting.asked import AskableCount
from dashboard.publications.protecting.counts import AxisCodes, EarlierCounts, Rules, SessionCounts
from dashboard.publications.protecting.declared import Blank, blank
from dashboard.publications.protecting.equations import covered
from dashboard.publications.protecting.facts import (
    Fact,
    Name,
    Need,
    facts,
    growth,
    growth_need,
    need,
)
from dashboard.publications.protecting.grid import Grid, Integers

_BY_WAY = {"total": 200.0, "youth": 150.0, "one": 30.0, "two": 4.0}
_BY_GRAIN = {"project": 4.0, "year": 2.5, "quarter": 1.6, "month": 1.0}
_HEADLINE = 20.0  # the project’s totals of everyone and of youth, which pages begin with
_ZERO = 3.0
_KEPT = 0.6  # an older count instead of none


@dataclass(slots=True)
class Sum:
    """A sum of finest counts, and everything known or wanted of it.

    ``shown``: an earlier publication has it open. ``worth``: the value of having it open in this
    one, 0 if it is not one of its cells. ``declared``: it is a cell of some publication, so an x
    may be read as "at least 1". ``headline``: pages begin with it. ``was_hidden``: by an earlier
    publication. ``reached``: readers are told that somebody is in it.
    """

    parts: Integers
    count: int
    shown: bool = False
    declared: bool = False
    headline: bool = False
    was_hidden: bool = False
    reached: bool = False
    worth: float = 0.0
    is_block: bool = False
    needs: list[Need] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    kept_back: bool = False


class SumBook:
    """Registers cells as sums; a sum is identified by the total of random numbers of its parts."""

    def __init__(self, grid: Grid, words: AxisCodes, rules: Rules) -> None:
        self.grid, self.words, self.rules = grid, words, rules
        self.sums: list[Sum] = []
        self.cells: dict[Name, int] = {}
        self._at: dict[int, int] = {}
        self._marks = np.random.default_rng(7).integers(1, 2**62, len(grid.cells), dtype=np.uint64)
        self._taste = np.random.default_rng(rules.seed)
        self._age = np.array([cell.age for cell in grid.cells], dtype=object)
        self._adult = np.array([cell.age not in words.youth for cell in grid.cells], dtype=bool)
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
        """Register this publication's cells, and the growth of each since the earlier ones."""
        found = facts(counts, self.words, tables)
        for table in tables:
            for codes, (mark, own) in zip(table.cells(), self._parts(step, table), strict=True):
                if not len(own):
                    continue
                name = Name(table.period, table.by, codes)
                self.cells[name] = at = self._sum(mark, own)
                entry, fact = self.sums[at], found[name]
                entry.declared = True
                entry.headline |= _is_headline(table, codes)
                entry.names.append(name)
                entry.worth += self._worth(table, codes, fact, kept=self._was_shown(name))
                self._want(at, need(fact, self.rules.hidden_up_to))
                entry.kept_back |= self._grown(name, own, fact)
        self._enter_coverage(step, counts)
        self._enter_adults(step, [b for b in tables if b.grain == "month" and not b.by])

    def enter_asked(self, every: Iterable[AskableCount]) -> None:
        """Register the askable counts that are no cells."""
        columns = {cell: at for at, cell in enumerate(self.grid.cells)}
        for each in every:
            own = np.sort(np.array([columns[part] for part in each.parts], dtype=np.int64))
            at = self._sum(self._mark(own), own)
            self.sums[at].is_block |= len({part[:5] for part in each.parts}) == 1
            self._want(at, each.need)

    def enter_single_sessions(self, counts: SessionCounts) -> None:
        """Register each session known to be the only one of its sensitive type, month and kind."""
        alone = {
            (t.month, t.language, t.venue_type, t.kind)
            for t in counts.tallies
            if t.sessions == 1 and t.venue_type in self.words.sensitive and any(t.participations)
        }
        where: dict[tuple[str, ...], list[int]] = {}
        for at, cell in enumerate(self.grid.cells):
            if cell[1:5] in alone:
                where.setdefault(cell[1:5], []).append(at)
        for places in where.values():
            own = np.array(places, dtype=np.int64)
            at = self._sum(self._mark(own), own)
            self.sums[at].is_block = len({self.grid.cells[n][:5] for n in places}) == 1
            self._want(at, Need(apart=self.rules.hidden_up_to))

    def _enter_coverage(self, step: int, counts: SessionCounts) -> None:
        """Register whether an age group was reached in the whole project."""
        for known in covered(counts, self.words):
            [age] = known.name.codes
            own = np.flatnonzero((self._age == age) & (self.grid.step <= step))
            if len(own):
                entry = self.sums[self._sum(self._mark(own), own)]
                entry.shown |= known.most == 0
                entry.reached |= known.least > 0

    def _parts(self, step: int, table: Blank, first: int = 0) -> list[tuple[int, Integers]]:
        places, columns = self.grid.within(table, self.words.youth)
        steps = self.grid.step[columns]
        already = (first <= steps) & (steps <= step)
        places, columns = places[already], columns[already]
        order = np.argsort(places, kind="stable")
        size = int(np.prod([len(codes) for codes in table.codes], dtype=np.int64))
        ends = np.searchsorted(places[order], np.arange(size + 1))
        columns = columns[order]
        own = [columns[ends[n] : ends[n + 1]] for n in range(size)]
        return [(self._mark(each), each) for each in own]

    def _mark(self, parts: Integers) -> int:
        return int(self._marks[parts].sum(dtype=np.uint64))

    def _sum(self, mark: int, parts: Integers) -> int:
        if mark not in self._at:
            self._at[mark] = len(self.sums)
            self.sums.append(Sum(parts, int(self.grid.count[parts].sum())))
        return self._at[mark]

    def _want(self, at: int, wanted: Need | None) -> None:
        if wanted is not None and wanted not in self.sums[at].needs:
            self.sums[at].needs.append(wanted)

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
        """Register those who are not youth: a month's total less its youth, though in no table."""
        for month in months:
            [(_, total)] = self._parts(step, month)
            own = total[self._adult[total]]
            for before in (-1, *range(len(self._past))):
                new = own[self.grid.step[own] > before]
                count = int(self.grid.count[new].sum())
                wanted = growth_need(Fact(count, others=1), self.rules.hidden_up_to)
                if len(new) and wanted is not None:
                    self._want(self._sum(self._mark(new), new), wanted)

    def _worth(self, table: Blank, codes: Sequence[str], fact: Fact, *, kept: bool) -> float:
        youth = "age" in table.by and codes[table.by.index("age")] == YOUTH
        way = ("total", "youth" if youth else "one", "two")[len(table.by)]
        worth = _BY_WAY[way] * _BY_GRAIN[table.grain] * self._taste.uniform(0.85, 1.15)
        worth *= _HEADLINE if _is_headline(table, codes) else 1.0
        return worth * (1.0 if fact.count else _ZERO) * (_KEPT if kept else 1.0)


def _is_headline(table: Blank, codes: Sequence[str]) -> bool:
    return table.grain == "project" and (*table.by, *codes) in {(), ("age", YOUTH)}
