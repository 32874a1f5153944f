"""The audit that every publication must pass: it checks proofs by plain arithmetic.

It does not know how cells were chosen and uses no solver. From the exact counts and the tables as
published it computes each cell and what must not be told of it. It is given other tables of whole
numbers, each as the true table plus a move, and tries each on everything published. No open cell of
any publication may differ, no finest count be below 0, nor above 0 where no session was. Tables
that agree are witnesses. A hidden count passes if two witnesses, or one and the truth, are as far
apart as they must be.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dashboard.domain.publications.protected import CellMark, ProtectedFigures
from dashboard.publications.protecting.counts import AxisCodes, Rules, SessionCounts
from dashboard.publications.protecting.grid import Finest, Stratum, StratumContents, strata
from dashboard.publications.protecting.joint.possible import Possible
from dashboard.publications.protecting.joint.watches import Key, ProtectedCount
from dashboard.publications.protecting.joint.world import World

Change = Mapping[Finest, int]
"""A move: by how much another table differs from the true one."""


@dataclass(frozen=True, slots=True)
class AuditFailure:
    """A count without proof, and how far witnesses go; ``untrue`` cells state something false."""

    what: str
    count: int
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class AuditEvidence:
    """What the audit found.

    ``hidden`` counts must have a proof, and ``proved`` ones do. ``strict`` is the number proved by
    tables in which every x of a count above 0 is 1 or more, and someone came to every session.
    ``refused`` tables do not agree with what is published. ``known`` counts have no proof, but were
    known before. Either earlier publications said as much, or they could be asked for before the
    program guarded against it.
    """

    cells: int
    hidden: int
    proved: int
    strict: int
    witnesses: int
    refused: int
    known: int
    failures: tuple[AuditFailure, ...]

    @property
    def passed(self) -> bool:
        """Whether it may be published."""
        return not self.failures and not self.refused


@dataclass(slots=True)
class _Range:
    """The range that witnesses reach for a watched count; ``told`` is its known minimum."""

    watch: ProtectedCount
    told: int = field(init=False, default=0)
    least: int = field(init=False)
    most: int = field(init=False)
    strict_least: int = field(init=False)
    strict_most: int = field(init=False)

    def __post_init__(self) -> None:
        self.least = self.most = self.strict_least = self.strict_most = self.watch.count

    def take(self, change: int, *, strict: bool) -> None:
        value = self.watch.count + change
        self.least, self.most = min(self.least, value), max(self.most, value)
        if strict:
            self.strict_least = min(self.strict_least, value)
            self.strict_most = max(self.strict_most, value)


Parts = dict[Key, list[tuple[_Range, int]]]
"""What is watched, by the cells that it is made of, with their signs."""


def audit(
    versions: Sequence[tuple[SessionCounts, ProtectedFigures]],
    words: AxisCodes,
    rules: Rules,
    moves: Sequence[Change],
) -> AuditEvidence:
    """Check the last publication against all earlier ones, and report the findings."""
    world = World.of(versions, words, rules)
    known = strata([counts for counts, _ in versions], words.ages)
    possible = Possible(known)
    ranges = [_Range(watch) for watch in world.watches]
    of_key: Parts = defaultdict(list)
    for each in ranges:
        for key, sign in each.watch.terms:
            of_key[key].append((each, sign))
    _tell(world, known, of_key)
    refused = 0
    for move in moves:
        changes = world.changes(move)
        if not (possible.holds(move) and _agrees(world, changes)):
            refused += 1
            continue
        strict = _keeps_to_x(world, changes) and _fills_sessions(move, known)
        moved: dict[int, int] = defaultdict(int)
        found = {}
        for key, change in changes.items():
            for each, sign in of_key.get(key, ()):
                moved[id(each)] += sign * change
                found[id(each)] = each
        for at, change in moved.items():
            found[at].take(change, strict=strict)
    lacking = [each for each in ranges if not _met(each)]
    unproved = [_failure(each) for each in lacking if not each.watch.older]
    silent = bool(unproved) and not world.tells(
        Finest(*stratum, age) for stratum, found in known.items() for age in found.people
    )
    failures = [*map(_untrue, world.untrue), *([] if silent else unproved)]
    return AuditEvidence(
        cells=len(world.cells),
        hidden=len(ranges),
        proved=sum(map(_met, ranges)),
        strict=sum(r.watch.need.met(r.strict_least, r.strict_most, r.told) for r in ranges),
        witnesses=len(moves) - refused,
        refused=refused,
        known=len(lacking) if silent else len(lacking) - len(unproved),
        failures=tuple(failures),
    )


def _met(each: _Range) -> bool:
    return each.watch.need.met(each.least, each.most, each.told)


def _tell(world: World, known: Mapping[Stratum, StratumContents], of_key: Parts) -> None:
    """Note how many people coverage puts into a watched count: one for each whole age group."""
    holds: dict[tuple[int, str], set[Finest]] = defaultdict(set)
    found: dict[int, _Range] = {}
    every = [Finest(*stratum, age) for stratum, own in known.items() for age in own.people]
    for finest in every:
        for key in world.changes({finest: 1}):
            for each, sign in of_key.get(key, ()):
                found[id(each)] = each
                if sign > 0:
                    holds[id(each), finest.age].add(finest)
                else:
                    holds[id(each), finest.age].discard(finest)
    wholes = [
        (age, {finest for finest in every if finest.age == age and finest.step <= step})
        for step, age in world.reached()
    ]
    for at, each in found.items():
        each.told = len({age for age, whole in wholes if whole and whole <= holds[at, age]})


def _failure(each: _Range) -> AuditFailure:
    return AuditFailure(each.watch.what, each.watch.count, each.least, each.most)


def _untrue(what: str) -> AuditFailure:
    return AuditFailure(what, 0, 0, 0)


def _agrees(world: World, changes: Mapping[Key, int]) -> bool:
    """Whether a move keeps every open cell, and everything else that was told."""
    for key, change in changes.items():
        cell = world.cells.get(key)
        if cell is not None and change != 0 and cell.mark is CellMark.OPEN:
            return False
        if key in world.counts and not _may_be(world, key, world.counts[key] + change):
            return False
    return True


def _may_be(world: World, key: Key, count: int) -> bool:
    return count >= 0 and all(
        known.least <= count and (known.most is None or count <= known.most)
        for known in world.told.get(key, ())
    )


def _keeps_to_x(world: World, changes: Mapping[Key, int]) -> bool:
    """Whether every hidden count above 0 stays above 0."""
    return all(
        world.counts[key] <= 0 or world.counts[key] + change >= 1
        for key, change in changes.items()
        if key in world.cells
    )


def _fills_sessions(move: Change, known: Mapping[Stratum, StratumContents]) -> bool:
    """Whether someone still came to each session that had anyone before."""
    people: dict[Stratum, int] = defaultdict(int)
    for finest, change in move.items():
        people[finest[:5]] += change
    return all(
        sum(known[stratum].people.values()) + change >= known[stratum].floor
        for stratum, change in people.items()
    )
