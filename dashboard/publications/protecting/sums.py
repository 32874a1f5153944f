"""Everything that is published or must not be told, as sums of the finest counts.

Cells that are the same sum share one ``Sum``, and are open or hidden together. An example is a
quarter's total and its French row, when all sessions were in French.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from dashboard.domain.publications.protected import YOUTH
from dashboard.publications.protecting.asked import AskableCount
from dashboard.publications.protecting.counts import AxisCodes, Rules, SessionCounts
from dashboard.publications.protecting.declared import Blank
from dashboard.publications.protecting.facts import (
    Fact,
    Name,
    Need,
    facts,
    growth_need,
    is_alone,
    need,
)
from dashboard.publications.protecting.grid import Finest, Grid, Integers

_BY_WAY = {"total": 200.0, "youth": 150.0, "one": 30.0, "two": 4.0}
_BY_GRAIN = {"project": 4.0, "year": 2.5, "quarter": 1.6, "month": 1.0}
_HEADLINE = 20.0  # the project’s totals of everyone and of youth, which pages begin with
_ZERO = 3.0


@dataclass(slots=True)
class Sum:
    """A sum of finest counts, and everything known or wanted of it.

    ``worth``: the value of having it open, 0 if it is not one of the cells. ``declared``: it is a
    cell of some publication, so an x may be read as "at least 1". ``reached``: readers are told
    that somebody is in it, and that ``least`` are. ``alone``: all came to one session
    at a sensitive venue type.
    """

    parts: Integers
    count: int
    declared: bool = False
    reached: bool = False
    least: int = 0
    alone: bool = False
    worth: float = 0.0
    needs: list[Need] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)


class SumBook:
    """Registers cells as sums; a sum is identified by the total of random numbers of its parts."""

    of_one_block = False
    """Whether the steps of finest counts are parts of one block; else they are blocks."""

    def __init__(self, grid: Grid, words: AxisCodes, rules: Rules) -> None:
        self.grid, self.words, self.rules = grid, words, rules
        self.sums: list[Sum] = []
        self.cells: dict[Name, int] = {}
        self._at: dict[int, int] = {}
        self._marks = np.random.default_rng(7).integers(1, 2**62, len(grid.cells), dtype=np.uint64)
        self._taste = np.random.default_rng(rules.seed)
        self._age = np.array([cell.age for cell in grid.cells], dtype=object)
        self._adult = np.array([cell.age not in words.youth for cell in grid.cells], dtype=bool)

    def enter(self, step: int, counts: SessionCounts, tables: Sequence[Blank]) -> None:
        """Register a publication's cells."""
        found = facts(counts, self.words, tables)
        for table in tables:
            for codes, (mark, own) in zip(table.cells(), self._parts(step, table), strict=True):
                if not len(own):
                    continue
                name = Name(table.period, table.by, codes)
                self.cells[name] = at = self._sum(mark, own)
                self._enter_cell(at, name, table, found[name])
        self._enter_adults(step, [b for b in tables if b.grain == "month" and not b.by])

    def _enter_cell(self, at: int, name: Name, table: Blank, fact: Fact) -> None:
        entry = self.sums[at]
        entry.declared = True
        entry.names.append(name)
        entry.worth += self._worth(table, name.codes, fact)
        entry.alone |= is_alone(fact)
        self._want(at, need(fact, self.rules.hidden_up_to))

    def enter_asked(self, every: Iterable[AskableCount]) -> None:
        """Register the askable counts that are no cells."""
        columns = {cell: at for at, cell in enumerate(self.grid.cells)}
        asked = tuple(every)
        parts = [[columns[part] for part in each.parts if part in columns] for each in asked]
        for each, own, mark in zip(asked, parts, self._marks_of(parts), strict=True):
            if mark not in self._at:
                self._sum(mark, np.sort(np.array(own, dtype=np.int64)))
            self._want(self._at[mark], each.need)

    def enter_open(self, venue_types: Iterable[str]) -> None:
        """Register each finest count and the adults of each month, whatever they are.

        Other tables may make them small. Some ``venue_types`` are told together.
        """
        code = {one: each for each in venue_types for one in each.split("+")}
        found = defaultdict[tuple[object, ...], list[int]](list)
        for at, cell in enumerate(self.grid.cells):
            venue_type = code.get(cell.venue_type, cell.venue_type)
            found[cell._replace(venue_type=venue_type)].append(at)
            if self._adult[at]:
                found[cell.step, cell.month].append(at)
        for parts in found.values():
            own = np.array(parts, dtype=np.int64)
            self._sum(self._mark(own), own)

    def enter_known(self, people: Iterable[Finest], least: int) -> None:
        """Register that readers know of at least so many people."""
        columns = {cell: at for at, cell in enumerate(self.grid.cells)}
        own = np.sort(np.array([columns[at] for at in people if at in columns], dtype=np.int64))
        if len(own) and least:
            entry = self.sums[self._sum(self._mark(own), own)]
            entry.least = max(entry.least, least)

    def enter_single_sessions(self, counts: SessionCounts) -> None:
        """Register each session known to be the only one of its sensitive type, month and kind."""
        alone = {
            t.place
            for t in counts.tallies
            if t.sessions == 1 and t.venue_type in self.words.sensitive and any(t.participations)
        }
        where: dict[tuple[str, ...], list[int]] = {}
        for at, cell in enumerate(self.grid.cells):
            if cell[1:5] in alone:
                where.setdefault(cell[1:5], []).append(at)
        for places in where.values():
            self._enter_single(np.array(places, dtype=np.int64))

    def _enter_single(self, own: Integers) -> None:
        self._want(self._sum(self._mark(own), own), Need(apart=self.rules.hidden_up_to))

    def enter_named(self, step: int, ages: Iterable[str]) -> None:
        """Register the age groups of which readers know that somebody is in all up to a step."""
        for age in sorted(ages):
            own = np.flatnonzero((self._age == age) & (self.grid.step <= step))
            if len(own):
                self.sums[self._sum(self._mark(own), own)].reached = True

    def _parts(self, step: int, table: Blank) -> list[tuple[int, Integers]]:
        places, columns = self.grid.within(table, self.words.youth)
        already = self.grid.step[columns] <= step
        places, columns = places[already], columns[already]
        order = np.argsort(places, kind="stable")
        size = int(np.prod([len(codes) for codes in table.codes], dtype=np.int64))
        ends = np.searchsorted(places[order], np.arange(size + 1))
        columns = columns[order]
        own = [columns[ends[n] : ends[n + 1]] for n in range(size)]
        return [(self._mark(each), each) for each in own]

    def _marks_of(self, sums: Sequence[Sequence[int]]) -> list[int]:
        """The marks of some sums."""
        every = self._marks[[part for parts in sums for part in parts]]
        ends = np.cumsum([0, *map(len, sums)])
        added = np.concatenate([np.zeros(1, dtype=np.uint64), np.cumsum(every, dtype=np.uint64)])
        found: list[int] = np.diff(added[ends]).tolist()
        return found

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

    def _enter_adults(self, step: int, months: Iterable[Blank]) -> None:
        """Register those who are not youth: a month's total less its youth, though in no table."""
        for month in months:
            [(_, total)] = self._parts(step, month)
            self._want_adults(total[self._adult[total]])

    def _want_adults(self, own: Integers) -> None:
        count = int(self.grid.count[own].sum())
        wanted = growth_need(Fact(count, others=1), self.rules.hidden_up_to)
        if len(own) and wanted is not None:
            self._want(self._sum(self._mark(own), own), wanted)

    def _worth(self, table: Blank, codes: Sequence[str], fact: Fact) -> float:
        youth = "age" in table.by and codes[table.by.index("age")] == YOUTH
        way = ("total", "youth" if youth else "one", "two")[len(table.by)]
        worth = _BY_WAY[way] * _BY_GRAIN[table.grain] * self._taste.uniform(0.85, 1.15)
        worth *= _HEADLINE if is_headline(table, codes) else 1.0
        return worth * (1.0 if fact.count else _ZERO)


def is_headline(table: Blank, codes: Sequence[str]) -> bool:
    """Whether pages begin with it: everyone of the project, or its youth."""
    return table.grain == "project" and (*table.by, *codes) in {(), ("age", YOUTH)}
