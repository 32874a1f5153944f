"""What is hidden in a block, its ranges, and how far the witnesses found so far take each sum."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from typing import NamedTuple, Self

import numpy as np

from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting.counts import Rules
from dashboard.publications.protecting.facts import Name
from dashboard.publications.protecting.grid import Finest, Integers
from dashboard.publications.protecting.ranges.needs.ends import GRID, Luck, around, narrowest, small
from dashboard.publications.protecting.ranges.proving.confining import Confined
from dashboard.publications.protecting.ranges.proving.pricing import Prices, Worth
from dashboard.publications.protecting.ranges.proving.programme import Leeway
from dashboard.publications.protecting.ranges.proving.reaching import (
    Flags,
    Goals,
    Lacks,
    Reach,
    are_named,
)
from dashboard.publications.protecting.ranges.proving.room import drawn_room
from dashboard.publications.protecting.system import System


class _Step(NamedTuple):
    """Each cell after a witness, and how far all witnesses so far take it."""

    now: Integers
    least: Integers
    most: Integers


class BlockRanges:
    """The ranges of a block while they are sought.

    ``goals``: how far each sum must go. ``kept`` cells stay exact; ``keeps_all``: so do all that
    should, as none of them must be hidden itself. ``missing``: sums for which no witness was found.
    ``cut_short``: the work for it was over before all that lacked a witness had the cheapest one.

    A hidden total or row of one axis of the project has room for up to ``spare`` people on each
    side, whatever witnesses need. So it can make up for what another block of the same year has to
    hide, and the sum of both may be exact once the year is narrowed.
    """

    def __init__(  # noqa: PLR0913 - of what, beside what, and how
        self,
        system: System,
        rules: Rules,
        keeping: Collection[Name],
        past: Mapping[Name, Interval],
        prices: Prices | None = None,
        *,
        spare: int = 0,
    ) -> None:
        self.system, self.hidden_up_to = system, rules.hidden_up_to
        self.cells = np.flatnonzero(system.declared)
        self.goals = Goals(system, rules.hidden_up_to, rules.seed)
        self.needed = self.goals.needed
        self.worth = Worth.of(system, past)
        named = are_named(system, keeping)
        self.kept = named & ~self.needed
        self._roomy = self.worth.first & ~self.needed & (spare > 0)
        self._spare = drawn_room(self._roomy, spare, rules.seed)
        self.cut_short = False
        self.confined = Confined.none()
        self.keeps_all = bool(np.array_equal(self.kept, named))
        self._begin(rules.seed, prices or Prices())

    def again(
        self, seeds: Iterable[int], witnesses: Sequence[Integers] | None = None
    ) -> Iterator[Self]:
        """The same witnesses or some of them, with ends of ranges drawn with each of these seeds.

        None where they lack something if only those count as strict that leave somebody wherever
        there is anyone.
        """
        reach, steps = Reach(*[self.system.counts] * 4), list[_Step]()
        for move in (moves := self.witnesses if witnesses is None else witnesses):
            now = self._after(move)
            reach = reach.with_one(now, strict=self.system.fills(move, now))
            steps.append(_Step(*(own[self.cells] for own in (now, reach.least, reach.most))))
        if self.goals.lacks(reach).anything:
            return
        for seed in seeds:
            other = copy(self)
            other._begin(seed, Prices())
            for step in steps:
                other._widen(step)
            other.witnesses, other.reach = list(moves), reach
            yield other

    def anew(self, kept: Flags, confined: Confined) -> Self:
        """The same with more ``kept`` and ``confined``, without witnesses that heed these not."""
        other = copy(self)
        other.kept, other.confined = self.kept | kept, self.confined.with_more(confined)
        other._begin(self._seed, Prices())
        for move in self.witnesses:
            now = self._after(move)
            if not np.any((now != self.system.counts)[kept]):
                other.take(move, strict=self.system.fills(move, now))
        return other

    def is_small(self, now: Integers) -> Flags:
        """Which of these are small counts."""
        return np.asarray((now >= 1) & (now <= self.hidden_up_to))

    def _begin(self, seed: int, prices: Prices) -> None:
        self._seed = seed
        self._dearer = np.where(self.worth.first, prices.first, 1.0)
        self._worth = self.worth.at(prices)
        self.missing = np.zeros(len(self.system.sums), dtype=bool)
        self._lacking: Lacks | None = None
        self.witnesses: list[Integers] = []
        self.reach = Reach(*[self.system.counts] * 4)
        self.low, self.high = self.system.counts.copy(), self.system.counts.copy()
        self._luck = np.random.default_rng(seed).random((len(self.missing), 2))
        self._hidden = self.needed & self.system.declared
        own = np.flatnonzero(self._hidden)
        self._show(own, self.system.counts[own], self.system.counts[own])

    def leeway(self) -> Leeway:
        """What cells may do now, in the order of ``cells``."""
        at = self.cells
        size = np.maximum(self.system.counts[at] + self.worth.before[at], self.hidden_up_to)
        told = ~self._hidden[at] & self.worth.exact[at]
        price = self._worth[at] * np.where(told, self._dearer[at], 1.0) / size
        price = np.where(self.kept[at], np.inf, price)
        return Leeway(self._least(at), self._most(at), price, told, size)

    def dearer(self, prices: Prices) -> Leeway:
        """The same where what is read first is dear to hide."""
        found, at = self.leeway(), self.cells
        price = found.price * np.where(self.worth.first[at] & found.told, prices.first, 1.0)
        return replace(found, price=price * np.where(self.worth.by_venue[at], prices.venues, 1.0))

    def take(self, move: Integers, *, strict: bool, now: Integers | None = None) -> bool:
        """Add a witness as its change of the finest counts, and widen the ranges it leaves.

        ``now`` are all sums after it, if known. False if what was told before does not allow it.

        Raises:
            ArithmeticError: It changes a count that must stay.
        """
        if not self._may_take(now := self._after(move) if now is None else now):
            return False
        self.witnesses.append(move)
        self._lacking = None
        self.reach = reach = self.reach.with_one(now, strict=strict)
        self._widen(_Step(*(own[self.cells] for own in (now, reach.least, reach.most))))
        return True

    def take_if_useful(self, move: Integers, *, strict: bool, now: Integers | None = None) -> bool:
        """Add a witness if there are fewer lacks with it; whether it was added."""
        now = self._after(move) if now is None else now
        return self.gain_of(now, strict=strict) > 0 and self.take(move, strict=strict, now=now)

    def _after(self, move: Integers) -> Integers:
        return self.system.counts + self.system.changes(move)

    def _may_take(self, now: Integers) -> bool:
        if np.any((now != self.system.counts)[self.kept]):
            msg = "a witness changes a count that must stay"
            raise ArithmeticError(msg)
        return self.confined.holds(now)

    def _widen(self, step: _Step) -> None:
        outside = (step.now < self._least(self.cells)) | (step.now > self._most(self.cells))
        at = self.cells[outside]
        self._hidden[at] = True
        self._show(at, step.least[outside], step.most[outside])

    def lacks(self) -> Lacks:
        """What each sum lacks still; see ``Goals``."""
        if self._lacking is None:
            self._lacking = self.goals.lacks(self.reach)
        return self._lacking

    def note_missing(self) -> None:
        """Note what lacks a witness as ``missing``."""
        self.missing[:] = self.lacks().where

    def look_elsewhere(self, at: int, begins: int) -> None:
        """Look for a window of one session alone there, as it has none where it was looked for."""
        self.goals.look_for(at, begins)
        self._lacking = None

    def gain_of(self, now: Integers, *, strict: bool) -> int:
        """How much fewer lacks there would be with a witness of so many people in each sum."""
        reach = self.reach.with_one(now, strict=strict)
        farther = reach.beyond(self.reach)  # the others lack what they lacked
        left = self.goals.among(farther).lacks(reach.among(farther))
        return sum(int(np.count_nonzero(own[farther])) for own in self.lacks()) - left.many

    def _least(self, at: Integers) -> Integers:
        """The least count of some sums that readers can suppose of ranges; see ``credible``."""
        low = self.low[at]
        return np.where(self._hidden[at] & (low > 0), low + 1, low)

    def _most(self, at: Integers) -> Integers:
        return np.where(self._hidden[at], self.high[at] - 1, self.high[at])

    def interval(self, at: int) -> Interval:
        """What is shown of a sum."""
        return Interval(int(self.low[at]), int(self.high[at]))

    def intervals(self, names: Iterable[Name]) -> dict[Name, Interval]:
        """What is shown of these cells; nobody is in one without a sum."""
        cells = self.system.cells
        return {
            name: self.interval(cells[name]) if name in cells else Interval.exactly(0)
            for name in names
        }

    def at_best(self, names: Iterable[Name]) -> dict[Name, Interval]:
        """What will be inside the ranges shown of these, whatever is found or drawn from now on."""
        found, cells = self.intervals(names), self.system.cells
        for name in found.keys() & cells.keys():
            if self._hidden[at := cells[name]]:
                ends = self._at_least(at, int(self.reach.least[at]), int(self.reach.most[at]))
                found[name] = narrowest(*ends, self.hidden_up_to)
        return found

    def proofs(self) -> tuple[dict[Finest, int], ...]:
        """The witnesses: how each changes the unknowns, where it does."""
        cells = self.system.grid.cells
        return tuple(
            {cells[at]: int(move[at]) for at in np.flatnonzero(move).tolist()}
            for move in self.witnesses
        )

    def _at_least(self, at: int, least: int, most: int) -> tuple[int, int]:
        """How far a sum is shown to go that witnesses take so far: as far as it must, besides."""
        if self.goals.ceiling[at] > 0:
            return min(least, int(self.goals.floor[at])), max(most, int(self.goals.ceiling[at]))
        count, (down, up) = int(self.system.counts[at]), self._spare[at].tolist()
        return min(least, max(count - down, 0)), max(most, count + up)

    def _show(self, sums: Integers, least_of: Integers, most_of: Integers) -> None:
        """Show sums that witnesses take so far down and up."""
        reach = zip(sums.tolist(), least_of.tolist(), most_of.tolist(), strict=True)
        for at, *ends in reach:
            (least, most), room, luck = self._at_least(at, *ends), GRID, Luck(*self._luck[at])
            if self._roomy[at] or self.goals.ceiling[at] > 0:
                room = self.hidden_up_to  # its count is often in the middle
            if self.goals.floor[at] <= 1 and most < small(self.hidden_up_to).high:
                found = small(self.hidden_up_to, luck if self.system.sums[at].alone else None)
            else:
                found = around(least, most, luck, self.hidden_up_to, room)
            self.low[at], self.high[at] = found.low, found.high
