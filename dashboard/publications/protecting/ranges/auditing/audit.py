"""The audit that every block must pass: plain arithmetic on what is shown, without a solver.

From the exact counts it works out each cell, and what must not be told. It tries each witness,
another table of whole numbers, on the ranges as they are shown: every cell must be a count that
readers of its range can suppose. A count passes if the witnesses that agree take it as far as they
must. The audit shares with the method only the reading of the counts, and the list of what can be
asked.

Blocks share nobody, so each is audited alone. A sum over blocks can be as small as its parts can
be together, and as large: what is proved of the parts holds for it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting.facts import Fact, Name, facts, need
from dashboard.publications.protecting.grid import Finest, Stratum, StratumContents, strata
from dashboard.publications.protecting.ranges.auditing.evidence import RangeEvidence, evidence
from dashboard.publications.protecting.ranges.auditing.watching import (
    Moves,
    credible_each,
    note,
    watch,
)
from dashboard.publications.protecting.ranges.needs.adults import adults_by_month
from dashboard.publications.protecting.ranges.needs.block import BlockCounts
from dashboard.publications.protecting.ranges.needs.knowing import (
    Change,
    KnownPeople,
    People,
    Secret,
    apart_people,
    possible,
)
from dashboard.publications.protecting.ranges.needs.listing import Listed, listed
from dashboard.publications.protecting.ranges.needs.naming import named_alone
from dashboard.publications.protecting.ranges.needs.parts import numbers_of
from dashboard.publications.protecting.ranges.needs.ruling import Rule

_AT_ONCE = 4_000
"""So many counts are tried at a time: of tiny sessions there are tens of thousands."""


def audit(
    block: BlockCounts,
    shown: Mapping[Name, Interval],
    witnesses: Sequence[Change],
    asked: Listed | None = None,
) -> RangeEvidence:
    """Check a block as it is shown, and report what is wrong with it.

    ``asked`` is what must not be told besides its cells, where that is listed already.
    """
    hidden_up_to = block.rules.hidden_up_to
    known = strata([block.counts], block.words.ages, [block.attending])
    truth = {Finest(*one, age): n for one, own in known.items() for age, n in own.people.items()}
    found, parts = facts(block.counts, block.words, block.tables), numbers_of(block, truth)
    reached = reached_groups(block, truth)
    secrets = chain(
        _cells(found, parts, tuple(truth), hidden_up_to),
        ((each.what, frozenset(each.parts), each.need) for each in asked or listed(block)),
        _adults(block, truth),
    )
    watched = watch(secrets, truth, reached)
    moves = Moves(truth, witnesses)
    fits, stay = _agreeing(moves, parts, found, shown)
    is_possible = possible(truth, _known(block, truth, reached))
    fitting = [at for at, witness in enumerate(witnesses) if fits[at] and is_possible(witness)]
    strictly = [at for at in fitting if stay[at] and fills_sessions(witnesses[at], known)]
    for begin in range(0, len(watched), _AT_ONCE):
        some = watched[begin : begin + _AT_ONCE]
        note(some, moves.changes(each.people for each in some), fitting, strictly)
    return evidence(found, shown, watched, (len(fitting), len(witnesses)), hidden_up_to)


def _agreeing(
    moves: Moves,
    parts: Mapping[Name, Sequence[int]],
    found: Mapping[Name, Fact],
    shown: Mapping[Name, Interval],
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which witnesses agree with all that is shown, and which keep somebody in each such cell."""
    counts = np.array([found[name].count for name in parts], dtype=np.int64)
    told = [shown.get(name) for name in parts]
    now = counts + moves.changes_at(tuple(parts.values()))
    fits = credible_each(now, told).all(axis=1) & credible_each(counts, told).all()
    return fits, ((now > 0) | (counts == 0)).all(axis=1)


def _known(block: BlockCounts, truth: Mapping[Finest, int], reached: list[People]) -> KnownPeople:
    """What readers know of people besides the ranges."""
    return KnownPeople(
        reached,
        unreached_people(truth) if block.made_by >= Rule.COVERAGE else frozenset(),
        [(own, block.rules.hidden_up_to) for own in apart_people(block, truth)],
    )


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


def _cells(
    found: Mapping[Name, Fact],
    parts: Mapping[Name, Sequence[int]],
    every: Sequence[Finest],
    hidden_up_to: int,
) -> Iterator[Secret]:
    """The cells that must not be told."""
    for name, fact in found.items():
        if wanted := need(fact, hidden_up_to):
            people = frozenset(every[at] for at in parts[name])
            yield " ".join((name.period, *name.codes)), people, wanted


def _adults(block: BlockCounts, truth: Mapping[Finest, int]) -> Iterator[Secret]:
    """The adults of each month that must not be told."""
    for month, adults in adults_by_month(truth, block.words.youth).items():
        count = sum(truth[at] for at in adults)
        if wanted := need(Fact(count, others=1), block.rules.hidden_up_to):
            yield f"adults of {month}", frozenset(adults), wanted


def fills_sessions(witness: Change, known: Mapping[Stratum, StratumContents]) -> bool:
    """Whether someone still came to each session that had anyone: a young person, if one did."""
    now: dict[Stratum, dict[str, int]] = {}
    for at, change in witness.items():
        place = at[:5]
        own = now.setdefault(place, dict(known[place].people))
        own[at.age] += change
    return all(
        sum(people[age] for age in known[place].attending) >= known[place].floor
        for place, people in now.items()
    )
