"""One page, as a programme in whole numbers: which of its small counts come out?

The unknowns are sessions by block (on the axes of the page), sessions of a block with somebody of
an age group, and their participations. Nobody is without a session, and every such session has
somebody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from tests.attack.facts import AGES, Scope, Told, holds, within
from tests.attack.live import ANY, NOW, Page
from tests.attack.targets import Breach, words

SMALL = 4
MOST = 3000.0
SECONDS = 5


@dataclass(frozen=True)
class Happened:
    """A session that a page counts, as it was."""

    of: dict[str, str]  # month, language, venue_type, venue
    people: dict[str, int]


class Puzzle:
    """The blocks of a page and everything that it tells of them."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.blocks = _blocks(page)
        self.ages = [age for age in AGES if not page.kept or age in page.kept]
        self.many = len(self.blocks)
        self.size = self.many * (1 + 2 * len(self.ages))
        self._matrix: list[tuple[dict[int, float], float, float]] = []
        self.memory: list[np.ndarray] = []
        self._rules()
        for told in (*page.told, *page.hidden):
            if told.number == NOW:
                self._matrix.append((self._row(told), told.low, told.high))
        self._made: LinearConstraint | None = None

    def sessions(self, block: int) -> int:
        return block

    def with_age(self, block: int, age: int) -> int:
        return self.many + block * len(self.ages) + age

    def people(self, block: int, age: int) -> int:
        return self.many * (1 + len(self.ages)) + block * len(self.ages) + age

    def _rules(self) -> None:
        tops = self._tops()
        for b in range(self.many):
            for a in range(len(self.ages)):
                held, people, whole = self.with_age(b, a), self.people(b, a), self.sessions(b)
                self._matrix.append(({held: 1, whole: -1}, -ANY, 0))
                self._matrix.append(({people: 1, held: -1}, 0, ANY))
                self._matrix.append(({people: 1, held: -tops[b, a]}, -ANY, 0))
            if self.page.kept:  # each session has somebody whom the filter keeps
                some = {self.with_age(b, a): 1.0 for a in range(len(self.ages))}
                self._matrix.append((some | {self.sessions(b): -1.0}, 0, ANY))

    def _tops(self) -> dict[tuple[int, int], float]:
        """No count is greater than the least open sum that holds it."""
        tops = dict.fromkeys(product(range(self.many), range(len(self.ages))), MOST)
        for told in self.page.told:
            if told.number == NOW and not told.sessions and told.high < MOST:
                for b, a in tops:
                    if self._in(told.scope, b, a):
                        tops[b, a] = min(tops[b, a], told.high)
        return tops

    def _in(self, scope: Scope, block: int, age: int) -> bool:
        return holds(scope, self.blocks[block] | {"age": self.ages[age]})

    def _row(self, told: Told) -> dict[int, float]:
        if not told.sessions:
            return self.columns(told.scope)
        if any(axis == "age" for axis, _ in told.scope):
            return {self.with_age(b, a): 1.0 for b, a in self._kept(told.scope)}
        return {b: 1.0 for b in range(self.many) if holds(told.scope, self.blocks[b])}

    def _kept(self, scope: Scope) -> list[tuple[int, int]]:
        every = product(range(self.many), range(len(self.ages)))
        return [(b, a) for b, a in every if self._in(scope, b, a)]

    def columns(self, scope: Scope) -> dict[int, float]:
        """The participations that a count is the sum of."""
        return {self.people(b, a): 1.0 for b, a in self._kept(scope)}

    def wrong(self, happened: Sequence[Happened]) -> list[str]:
        """What the page tells and is not so; if anything is, it was misread."""
        truth, found = self.truth(happened), []
        told = [one for one in (*self.page.told, *self.page.hidden) if one.number == NOW]
        rules = len(self._matrix) - len(told)
        for at, (row, low, high) in enumerate(self._matrix):
            value = sum(truth[c] * times for c, times in row.items())
            if not low - 1e-6 <= value <= high + 1e-6:
                said = "a rule" if at < rules else told[at - rules].said
                found.append(f"{value:g} is not in {low:g}..{high:g}: {said}")
        return found

    def truth(self, happened: Sequence[Happened]) -> np.ndarray:
        """What was so, in the unknowns of the page."""
        found = np.zeros(self.size)
        names = (*self.page.axes, *(("venue", "venue_type") if self.page.venues else ()))
        for one in happened:
            b = self.blocks.index({axis: one.of[axis] for axis in names})
            found[self.sessions(b)] += 1
            for a, age in enumerate(self.ages):
                found[self.with_age(b, a)] += one.people.get(age, 0) > 0
                found[self.people(b, a)] += one.people.get(age, 0)
        return found

    def can_be_more(self, columns: Mapping[int, float], than: float, truth: np.ndarray) -> bool:
        """Whether a sum can be greater, as far as the page tells.

        Looks first where the sessions are as they were: that is quick, and often enough.
        """
        if any(sum(known[c] for c in columns) > than + 0.5 for known in self.memory):
            return True
        more, nothing = [(dict(columns), than + 1, ANY)], np.zeros(self.size)
        if isinstance(self._find(nothing, more, truth), np.ndarray):
            return True
        return self._find(nothing, more) is not False

    def least(self, columns: Mapping[int, float]) -> float:
        """The least that a sum can be."""
        return self._bound(columns, 1)

    def most(self, columns: Mapping[int, float]) -> float:
        """The most that a sum can be."""
        return -self._bound(columns, -1)

    def _bound(self, columns: Mapping[int, float], sign: int) -> float:
        cost = np.zeros(self.size)
        cost[list(columns)] = sign
        found = self._find(cost, [])
        return float(cost @ found) if isinstance(found, np.ndarray) else -ANY

    def _find(
        self,
        cost: np.ndarray,
        more: list[tuple[dict[int, float], float, float]],
        held: np.ndarray | None = None,
    ) -> np.ndarray | bool | None:
        """A possible table, ``False`` where there is none, ``None`` where that took too long.

        ``held`` is a table whose sessions are kept.
        """
        sessions = np.arange(self.size) < self.many * (1 + len(self.ages))
        low, high = np.zeros(self.size), np.full(self.size, MOST)
        if held is not None:
            low, high = np.where(sessions, held, low), np.where(sessions, held, high)
        constraints = [self._constraints(), *([_constraint(more, self.size)] if more else [])]
        solved = milp(
            cost,
            integrality=(sessions & (held is None)).astype(int),
            bounds=Bounds(low, high),
            constraints=constraints,
            options={"time_limit": SECONDS, "mip_rel_gap": 0},
        )
        if solved.x is not None:
            self.memory.append(solved.x)
            return self.memory[-1]
        return False if solved.status == 2 else None

    def _constraints(self) -> LinearConstraint:
        if self._made is None:
            self._made = _constraint(self._matrix, self.size)
        return self._made


def _constraint(
    rows: Sequence[tuple[Mapping[int, float], float, float]], size: int
) -> LinearConstraint:
    at = [n for n, (row, _, _) in enumerate(rows) for _ in row]
    columns = [column for row, _, _ in rows for column in row]
    values = [value for row, _, _ in rows for value in row.values()]
    matrix = sparse.csr_matrix((values, (at, columns)), shape=(len(rows), size))
    return LinearConstraint(matrix, [low for _, low, _ in rows], [high for _, _, high in rows])


def _blocks(page: Page) -> list[dict[str, str]]:
    """The blocks that may have a session: what is told to have none is left out."""
    names = list(page.axes)
    every = [dict(zip(names, codes, strict=True)) for codes in product(*page.axes.values())]
    if page.venues:
        every = [block | {"venue": venue, "venue_type": of}
                 for block in every for venue, of in page.venues]  # fmt: skip
    every = [block for block in every if holds(page.part, block)]
    none = [one.scope for one in page.told if one.sessions and one.high == 0
            and not any(axis == "age" for axis, _ in one.scope)]  # fmt: skip
    return [block for block in every if not any(holds(scope, block) for scope in none)]


def attack(page: Page, happened: Sequence[Happened], *, deep: bool) -> list[Breach]:
    """The small counts that a page gives away: those that it hides; ``deep``: any that exist."""
    puzzle = Puzzle(page)
    scopes = [one.scope for one in page.hidden]
    scopes += list(_deeper(puzzle)) if deep else []
    found: dict[tuple[int, ...], Breach] = {}
    truth = puzzle.truth(happened)
    for scope in scopes:
        columns = puzzle.columns(scope)
        key, true = tuple(sorted(columns)), sum(truth[c] for c in columns)
        if key in found or not 1 <= true <= SMALL or puzzle.can_be_more(columns, SMALL, truth):
            continue
        least, most = puzzle.least(columns), puzzle.most(columns)
        how = "pinned" if least == most else "bounded"
        found[key] = Breach(how, NOW, words(scope), int(true), least, most)
    return list(found.values())


def _deeper(puzzle: Puzzle) -> list[Scope]:
    """Every count by up to three of the axes."""
    axes: dict[str, list[str]] = {"age": list(puzzle.ages)}
    for block in puzzle.blocks:
        for axis, code in block.items():
            if code not in axes.setdefault(axis, []):
                axes[axis].append(code)
    return [
        within(**dict(zip(chosen, codes, strict=True)))
        for many in (1, 2, 3)
        for chosen in combinations(axes, many)
        for codes in product(*(axes[axis] for axis in chosen))
    ]
