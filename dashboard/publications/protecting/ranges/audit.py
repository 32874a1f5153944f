"""The audit that every block must pass: plain arithmetic on what is shown, without a solver.

From the exact counts it works out each cell, and what must not be told. It tries each witness,
another table of whole numbers, on the ranges as they are shown: every cell must be a count that
readers of its range can suppose. A count passes if the witnesses that agree take it as far as they
must. The audit shares with the method only the reading of the counts.

Blocks share nobody, so each is audited alone. A sum over blocks can be as small as its parts can
be together, and as large: what is proved of the parts holds for it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from dashboard.domain.publications.protected import YOUTH
from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting.asked import asked
from dashboard.publications.protecting.counts import AxisCodes
from dashboard.publications.protecting.declared import Blank, Codes, members, periods_of
from dashboard.publications.protecting.facts import Fact, Name, Need, facts, need
from dashboard.publications.protecting.grid import Block, BlockContents, Finest, blocks
from dashboard.publications.protecting.ranges.block import BlockCounts
from dashboard.publications.protecting.ranges.ends import credible, in_order
from dashboard.publications.protecting.ranges.few import small_sums
from dashboard.publications.protecting.ranges.knowing import (
    Change,
    KnownPeople,
    People,
    apart_people,
    possible,
    within,
)
from dashboard.publications.protecting.ranges.naming import named_alone
from dashboard.publications.protecting.ranges.ruling import Rule
from dashboard.publications.protecting.ranges.runs import small_runs


@dataclass(frozen=True, slots=True)
class RangeFailure:
    """A count without proof and how far witnesses go, or a cell that is shown wrongly."""

    what: str
    count: int
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class RangeEvidence:
    """What the audit found; ``refused`` witnesses do not agree with what is shown."""

    cells: int
    needs: int
    witnesses: int
    refused: int
    failures: tuple[RangeFailure, ...]

    @property
    def passed(self) -> bool:
        """Whether the block may be published."""
        return not self.failures and not self.refused


@dataclass(slots=True)
class Watch:
    """A count that must not be told, and how far witnesses take it.

    Strict witnesses leave somebody in each hidden cell that has anyone, and at each session.
    """

    what: str
    people: People
    count: int
    need: Need
    told: int
    least: int = field(init=False)
    most: int = field(init=False)
    strict_least: int = field(init=False)
    strict_most: int = field(init=False)

    def __post_init__(self) -> None:
        self.least = self.most = self.strict_least = self.strict_most = self.count

    def take(self, witness: Change, *, strict: bool) -> None:
        """Note how far a witness takes it."""
        self.note(self.count + within(witness, self.people), strict=strict)

    def note(self, now: int, *, strict: bool) -> None:
        """Note that a witness takes it so far."""
        self.least, self.most = min(self.least, now), max(self.most, now)
        if strict:
            self.strict_least = min(self.strict_least, now)
            self.strict_most = max(self.strict_most, now)

    def met(self, hidden_up_to: int) -> bool:
        """Whether it may be small and large, also for who takes all that is hidden to be 1."""
        low = max(self.need.low, self.told)
        if self.need.apart:
            return self.strict_most - self.strict_least >= self.need.apart
        enough = self.need.high
        if self.strict_least > max(low, 1):
            enough = max(enough, self.strict_least + hidden_up_to)
        return self.least <= low and self.strict_most >= enough


class ManySums:
    """Sums of unknowns, found by the unknowns that they are of: a witness changes few of them."""

    def __init__(self, sums: Iterable[People]) -> None:
        self._of: dict[Finest, list[int]] = defaultdict(list)
        for number, people in enumerate(sums):
            for at in people:
                self._of[at].append(number)

    def changed(self, witness: Change) -> dict[int, int]:
        """By how much a witness changes the sums that it changes, by their number."""
        found: dict[int, int] = defaultdict(int)
        for at, change in witness.items():
            for number in self._of.get(at, ()):
                found[number] += change
        return found


def audit(
    block: BlockCounts, shown: Mapping[Name, Interval], witnesses: Sequence[Change]
) -> RangeEvidence:
    """Check a block as it is shown, and report what is wrong with it."""
    known = blocks([block.counts], block.words.ages)
    truth = {Finest(*one, age): n for one, own in known.items() for age, n in own.people.items()}
    found = facts(block.counts, block.words, block.tables)
    parts = parts_of(block, truth)
    reached = reached_groups(block, truth)
    hidden_up_to = block.rules.hidden_up_to
    besides = KnownPeople(
        reached,
        unreached_people(truth) if block.made_by >= Rule.COVERAGE else frozenset(),
        [(own, hidden_up_to) for own in apart_people(block, truth)],
    )
    watched = [
        Watch(
            what, people, sum(truth[at] for at in people), wanted, told_by_coverage(people, reached)
        )
        for what, people, wanted in _secrets(block, known, found, parts)
    ]
    counts = {name: fact.count for name, fact in found.items()}
    names, still = tuple(counts), agrees(counts, shown)
    cells = ManySums(parts[name] for name in names)
    asked_for = ManySums(each.people for each in watched)
    refused = 0
    for witness in witnesses:
        moved = cells.changed(witness)
        now = {names[at]: counts[names[at]] + change for at, change in moved.items()}
        if not (still and agrees(now, shown) and possible(witness, truth, besides)):
            refused += 1
            continue
        strict = fills_sessions(witness, known) and all(
            count > 0 or not counts[name] for name, count in now.items()
        )
        for at, change in asked_for.changed(witness).items():
            watched[at].note(watched[at].count + change, strict=strict)
    lacking = [each for each in watched if not each.met(hidden_up_to)]
    return RangeEvidence(
        cells=len(found),
        needs=len(watched),
        witnesses=len(witnesses) - refused,
        refused=refused,
        failures=(
            *wrongly_shown(found, shown, hidden_up_to),
            *(RangeFailure(each.what, each.count, each.least, each.most) for each in lacking),
        ),
    )


def parts_of(block: BlockCounts, truth: Iterable[Finest]) -> dict[Name, People]:
    """The finest counts that each cell is the sum of."""
    tables = block.tables
    of_period: dict[str, list[int]] = defaultdict(list)
    for number, table in enumerate(tables):
        of_period[table.period].append(number)
    found: dict[Name, list[Finest]] = {name: [] for name in block.names}
    cells: dict[tuple[int, Codes], list[list[Finest]]] = {}
    for at in truth:
        for number in (number for period in periods_of(at.month) for number in of_period[period]):
            own: Codes = tuple([getattr(at, axis) for axis in tables[number].by])
            if (number, own) not in cells:
                names = _cells_with(tables[number], own, block.words)
                cells[number, own] = [found[name] for name in names]
            for each in cells[number, own]:
                each.append(at)
    return {name: frozenset(own) for name, own in found.items()}


def _cells_with(table: Blank, own: Codes, words: AxisCodes) -> Iterator[Name]:
    """The cells of a table that people of these codes are in."""
    pairs = zip(own, table.codes, strict=True)
    for chosen in product(*(_codes_of(code, codes, words) for code, codes in pairs)):
        yield Name(table.period, table.by, chosen)


def _codes_of(code: str, codes: Codes, words: AxisCodes) -> Iterator[str]:
    """The codes of an axis that mean this one, among others perhaps."""
    return (own for own in codes if code in (words.youth if own == YOUTH else members(own)))


def reached_groups(block: BlockCounts, truth: Iterable[Finest]) -> list[People]:
    """The people of each age group of which readers know that somebody is in the block."""
    of_age: dict[str, set[Finest]] = defaultdict(set)
    for at in truth:
        of_age[at.age].add(at)
    return [frozenset(of_age[age]) for age in sorted(named_alone(block))]


def unreached_people(truth: Mapping[Finest, int]) -> People:
    """The people of each age group that nobody was of: pages tell that it was not reached."""
    came = {at.age for at, count in truth.items() if count}
    return frozenset(at for at in truth if at.age not in came)


def told_by_coverage(people: People, reached: Sequence[People]) -> int:
    """How many people coverage puts into a count: one for each whole group that is named."""
    return sum(whole <= people for whole in reached)


def _secrets(
    block: BlockCounts,
    known: Mapping[Block, BlockContents],
    found: Mapping[Name, Fact],
    parts: Mapping[Name, People],
) -> Iterator[tuple[str, People, Need]]:
    """What must not be told: cells, what filters ask for, and the adults of each month."""
    words, hidden_up_to = block.words, block.rules.hidden_up_to
    for name, fact in found.items():
        if wanted := need(fact, hidden_up_to):
            yield " ".join((name.period, *name.codes)), parts[name], wanted
    for each in asked([block.counts], known, words, block.venue_types, hidden_up_to):
        yield each.what, frozenset(each.parts), each.need
    for each in (*small_sums(block), *small_runs(block)):
        yield each.what, frozenset(each.parts), each.need
    adults: dict[str, dict[Finest, int]] = defaultdict(dict)
    for place, own in known.items():
        adults[place[1]] |= {
            Finest(*place, age): n for age, n in own.people.items() if age not in words.youth
        }
    for month, people in adults.items():
        if wanted := need(Fact(sum(people.values()), others=1), hidden_up_to):
            yield f"adults of {month}", frozenset(people), wanted


def agrees(now: Mapping[Name, int], shown: Mapping[Name, Interval]) -> bool:
    """Whether readers of its range can suppose the count of every cell."""
    return all(name in shown and credible(count, shown[name]) for name, count in now.items())


def fills_sessions(witness: Change, known: Mapping[Block, BlockContents]) -> bool:
    """Whether someone still came to each session that had anyone."""
    moved: dict[Block, int] = defaultdict(int)
    for at, change in witness.items():
        moved[at[:5]] += change
    return all(
        sum(known[place].people.values()) + change >= known[place].floor
        for place, change in moved.items()
    )


def wrongly_shown(
    found: Mapping[Name, Fact], shown: Mapping[Name, Interval], hidden_up_to: int
) -> Iterator[RangeFailure]:
    """Cells that are shown untruly, too narrowly, off the grid, or with the count as an end."""
    for name in found.keys() | shown.keys():
        if name not in found or name not in shown:
            yield RangeFailure(f"not the declared cells: {name}", 0, 0, 0)
            continue
        count, own = found[name].count, shown[name]
        told = own.exact and not need(found[name], hidden_up_to)
        ranged = not own.exact and own.width >= hidden_up_to and in_order(own, hidden_up_to)
        if not credible(count, own) or not (told or ranged):
            yield RangeFailure(f"wrongly shown: {name}", count, own.low, own.high)
