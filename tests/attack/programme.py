"""Everything published together, as one linear programme: what do readers know of a count?

The unknowns are the participations that each publication added to each block (month, language,
venue type, kind) and age group. A reader supposes what anybody would: where the sessions of a block
are as many as before, so are its people; with more of them, there are no fewer people, with fewer,
no more. Where that is not so (a correction), the harness names the block as ``loose``, and the
reader supposes nothing there; so the attack is at least as strong as any reader's.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import highspy
import numpy as np
from scipy import sparse

from tests.attack.facts import AGES, Places, Scope, Told
from tests.attack.published import Block, Issue

NEAR = 1e-6
Sum = tuple[tuple[int, int], ...]  # columns, with how often each counts
Loose = Collection[tuple[int, Block]]


@dataclass(frozen=True)
class Cell:
    of: dict[str, str]
    columns: tuple[int, ...]


class Programme:
    """What is told of all publications, and the questions put to it."""

    def __init__(self, issues: Sequence[Issue], loose: Loose = ()) -> None:
        self.issues = issues
        self.lows: list[float] = []
        self.names: list[tuple[int, Block, str]] = []
        self.cells: dict[int, list[Cell]] = {}
        self._found_places: dict[int, Places] = {}
        self._rows: dict[tuple[int, ...], list[float]] = {}
        before: dict[tuple[Block, str], tuple[int, ...]] = {}
        counted: dict[Block, int | None] = {}
        for issue in issues:
            before, counted = self._add(issue, before, counted, loose)
        self.told: list[Told] = []
        self.memory = np.zeros((0, len(self.lows)))
        self._solver: highspy.Highs | None = None

    def _add(
        self,
        issue: Issue,
        before: dict[tuple[Block, str], tuple[int, ...]],
        counted: dict[Block, int | None],
        loose: Loose,
    ) -> tuple[dict[tuple[Block, str], tuple[int, ...]], dict[Block, int | None]]:
        now = _blocks(issue)
        columns = {}
        for block in sorted(set(now) | set(counted)):
            old, new = counted.get(block, 0), now.get(block, 0)
            for age in AGES:
                was = before.get((block, age), ())
                key = (issue.number, block, age)
                free = (issue.number, block) in loose and new != 0
                found = (self._column(key),) if free else self._columns(key, was, old, new)
                columns[block, age] = found
        held = {key: some for key, some in columns.items() if some}
        self.cells[issue.number] = [
            Cell(dict(zip(("month", "language", "venue_type", "kind"), block, strict=True))
                  | {"age": age}, some)
            for (block, age), some in held.items()
        ]  # fmt: skip
        return held, now

    def _columns(
        self, key: tuple[int, Block, str], was: tuple[int, ...], old: int | None, new: int | None
    ) -> tuple[int, ...]:
        """What a count is the sum of, where its block had ``old`` and has ``new`` sessions."""
        if new == 0:
            return ()
        if old == new and old is not None:
            return was
        if old is None or new is None or new > old:
            return (*was, self._column(key))
        fewer = self._column(key)
        self._rows[fewer, *(-1 - one for one in was)] = [-highspy.kHighsInf, 0]
        return (fewer,)

    def _column(self, key: tuple[int, Block, str]) -> int:
        self.lows.append(0)
        self.names.append(key)
        return len(self.lows) - 1

    def sum_of(self, number: int, scope: Scope) -> Sum:
        """The columns that a count is the sum of, as of a publication."""
        cells, kept = self.cells[number], self._places(number).kept(scope)
        found = Counter(column for at in kept for column in cells[at].columns)
        return tuple(sorted(found.items()))

    def is_count(self, difference: Sum) -> bool:  # noqa: ARG002 - see ``Followed``
        """Whether the difference of two counts is one, too."""
        return True

    def _places(self, number: int) -> Places:
        """Of the cells of a publication, which do not change any more once they are asked for."""
        if number not in self._found_places:
            self._found_places[number] = Places([cell.of for cell in self.cells[number]])
        return self._found_places[number]

    def learn(self, told: Iterable[Told]) -> None:
        """Take in what was told."""
        for one in told:
            columns = self.sum_of(one.number, one.scope)
            self.bound((column for column, _ in columns), one)
            self.told.append(one)

    def bound(self, columns: Iterable[int], told: Told) -> None:
        """Take in what was told of some columns."""
        row = self._rows.setdefault(tuple(columns), [-highspy.kHighsInf, highspy.kHighsInf])
        row[0], row[1] = max(row[0], told.low), min(row[1], told.high)
        self._solver = None

    def wrong(self, truth: Sequence[float]) -> list[str]:
        """What was learned and is not so: if there is any, the attacker misread."""
        found = []
        for one in self.told:
            columns = self.sum_of(one.number, one.scope)
            value = sum(truth[column] * times for column, times in columns)
            if not one.low - NEAR <= value <= one.high + NEAR:
                found.append(f"{value:g} is not in {one.low:g}..{one.high:g}: {one.said}")
        return found

    def most(self, asked: Sum) -> float:
        """The greatest value that a sum may have."""
        return self._solve(asked, -1)

    def least(self, asked: Sum) -> float:
        """The least value that a sum may have."""
        return self._solve(asked, 1)

    def remember(self, seed: int, many: int) -> None:
        """Find some possible tables at random; whatever one of them shows need not be solved."""
        chance = np.random.default_rng(seed)
        for _ in range(many):
            cost = chance.normal(size=len(self.lows)) * (chance.random(len(self.lows)) < 0.4)
            self._run(cost)

    def _solve(self, asked: Sum, sign: int) -> float:
        cost = np.zeros(len(self.lows))
        for column, times in asked:
            cost[column] = sign * times
        found = self._run(cost)
        return np.inf * -sign if found is None else float(sign * (cost @ found))

    def _run(self, cost: np.ndarray) -> np.ndarray | None:
        solver = self._ready()
        every = np.arange(len(cost), dtype=np.int32)
        solver.changeColsCost(len(cost), every, cost)
        solver.run()
        status = solver.getModelStatus()
        if status in (highspy.HighsModelStatus.kUnbounded,
                      highspy.HighsModelStatus.kUnboundedOrInfeasible):  # fmt: skip
            return None
        assert status == highspy.HighsModelStatus.kOptimal, f"the programme is {status}"
        found = np.array(solver.getSolution().col_value)
        self.memory = np.vstack([self.memory, found])
        return found

    def _ready(self) -> highspy.Highs:
        if self._solver is None:
            self._solver = highspy.Highs()
            self._solver.setOptionValue("output_flag", False)
            self._solver.setOptionValue("threads", 1)
            self._solver.passModel(self._model())
        return self._solver

    def _model(self) -> highspy.HighsLp:
        rows, columns, values = [], [], []
        for at, some in enumerate(self._rows):
            for column in some:
                rows.append(at)
                columns.append(column if column >= 0 else -1 - column)
                values.append(1.0 if column >= 0 else -1.0)
        shape = (len(self._rows), len(self.lows))
        matrix = sparse.csc_matrix((values, (rows, columns)), shape=shape)
        model = highspy.HighsLp()
        model.num_row_, model.num_col_ = shape
        model.col_cost_ = np.zeros(shape[1])
        model.col_lower_ = np.array(self.lows, dtype=float)
        model.col_upper_ = np.full(shape[1], 1e5)  # nobody reached so many in one block
        bounds = np.array(list(self._rows.values()), dtype=float).reshape(-1, 2)
        model.row_lower_, model.row_upper_ = bounds[:, 0], bounds[:, 1]
        model.a_matrix_.start_ = matrix.indptr
        model.a_matrix_.index_ = matrix.indices
        model.a_matrix_.value_ = matrix.data
        return model


def _blocks(issue: Issue) -> dict[Block, int | None]:
    """The sessions of each block; ``None`` where only a type that holds several is counted."""
    found: dict[Block, int | None] = {}
    for (month, language, code, kind), sessions in issue.sessions.items():
        members = issue.members[code]
        for member in members:
            found[month, language, member, kind] = sessions if len(members) == 1 else None
    return {block: sessions for block, sessions in found.items() if sessions != 0}
