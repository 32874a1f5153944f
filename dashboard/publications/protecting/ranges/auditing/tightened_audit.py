"""The audit of a tightened year: plain arithmetic, without a solver.

A witness is a table of whole people for every block of the year. It must agree with all that was
shown of each block, and with what is shown of their sums. Every count that must not be told is
tried again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting.facts import Name
from dashboard.publications.protecting.grid import Finest
from dashboard.publications.protecting.ranges.auditing.audit import fills_sessions
from dashboard.publications.protecting.ranges.auditing.evidence import RangeEvidence, evidence
from dashboard.publications.protecting.ranges.auditing.watching import (
    Ends,
    ManySums,
    credible_each,
    watch,
)
from dashboard.publications.protecting.ranges.needs.knowing import (
    Change,
    KnownPeople,
    People,
    apart_people,
    possible,
)
from dashboard.publications.protecting.ranges.needs.ruling import Rule
from dashboard.publications.protecting.ranges.told.year_of_blocks import YearOfBlocks

_AT_ONCE = 50


def audit_tightened(
    year: YearOfBlocks, shown: Mapping[Name, Interval], witnesses: Sequence[Change]
) -> RangeEvidence:
    """Check what is shown of the sums of a year's blocks, beside all that was shown of each."""
    truth, most, reached = year.truth, year.hidden_up_to, year.reached
    apart = [
        (own, part.rules.hidden_up_to)
        for step, (part, _) in enumerate(year.parts)
        for own in apart_people(part, [at for at in truth if at.step == step])
    ]
    nobody = _before_anyone(truth) if year.made_by >= Rule.COVERAGE else frozenset()
    besides = KnownPeople(reached, nobody, apart)
    rows = [
        _Row(sum([truth[at] for at in people]), told.get(name), people)
        for own, told in ((year.rows, shown), *year.shown)
        for name, people in own.items()
    ]
    watched = watch(year.secrets, truth, reached)
    of_rows, of_watched = (
        ManySums(truth, [each.people for each in own]) for own in (rows, watched)
    )
    counts = np.array([row.count for row in rows], dtype=np.int64)
    told = [row.told for row in rows]
    agree, ends = 0, Ends(watched)
    able = list(filter(possible(truth, besides), witnesses))
    for begin in range(0, len(able), _AT_ONCE):
        some = able[begin : begin + _AT_ONCE]
        now = counts + of_rows.changes(some)
        fitting = np.flatnonzero(credible_each(now, told).all(axis=1)).tolist()
        stay = ((now > 0) | (counts == 0)).all(axis=1)
        strictly = [at for at in fitting if stay[at] and fills_sessions(some[at], year.known)]
        ends.take(of_watched.changes(some), fitting, strictly)
        agree += len(fitting)
    ends.note()
    return evidence(year.facts, shown, watched, (agree, len(witnesses)), most)


def _before_anyone(truth: Mapping[Finest, int]) -> People:
    """The people of each age group in the blocks before the first with anyone of it."""
    first: dict[str, int] = {}
    for at, count in truth.items():
        if count:
            first[at.age] = min(at.step, first.get(at.age, at.step))
    return frozenset(at for at in truth if at.age not in first or at.step < first[at.age])


@dataclass(frozen=True, slots=True)
class _Row:
    """A sum that readers have: its count, what is shown of it, and the people in it."""

    count: int
    told: Interval | None
    people: People
