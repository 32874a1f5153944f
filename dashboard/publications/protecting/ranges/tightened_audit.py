"""The audit of a tightened year: plain arithmetic, without a solver.

A witness is a table of whole people for every block of the year. It must agree with all that was
shown of each block, and with what is shown of their sums. Every count that must not be told is
tried again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting.facts import Name
from dashboard.publications.protecting.grid import Finest
from dashboard.publications.protecting.ranges.audit import (
    RangeEvidence,
    RangeFailure,
    fills_sessions,
    told_by_coverage,
    wrongly_shown,
)
from dashboard.publications.protecting.ranges.ends import credible
from dashboard.publications.protecting.ranges.knowing import (
    Change,
    KnownPeople,
    People,
    apart_people,
    possible,
)
from dashboard.publications.protecting.ranges.ruling import Rule
from dashboard.publications.protecting.ranges.tightened import YearOfBlocks
from dashboard.publications.protecting.ranges.watching import ManySums, Watch


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
        _Row(sum(truth[at] for at in people), told.get(name), people)
        for own, told in ((year.rows, shown), *year.shown())
        for name, people in own.items()
    ]
    watched = [
        Watch(what, own, sum(truth[at] for at in own), wanted, told_by_coverage(own, reached))
        for what, own, wanted in year.secrets
    ]
    of_rows = ManySums(row.people for row in rows)
    of_watched = ManySums(each.people for each in watched)
    wrong = {at for at, row in enumerate(rows) if not row.may_be(row.count)}
    refused = 0
    for witness in witnesses:
        moved = of_rows.changed(witness)
        fits = wrong <= moved.keys() and all(
            rows[at].may_be(rows[at].count + change) for at, change in moved.items()
        )
        if not (fits and possible(witness, truth, besides)):
            refused += 1
            continue
        strict = fills_sessions(witness, year.known) and all(
            rows[at].count + change > 0 or not rows[at].count for at, change in moved.items()
        )
        for at, change in of_watched.changed(witness).items():
            watched[at].note(watched[at].count + change, strict=strict)
    lacking = [each for each in watched if not each.met(most)]
    return RangeEvidence(
        cells=len(year.rows),
        needs=len(watched),
        witnesses=len(witnesses) - refused,
        refused=refused,
        failures=(
            *wrongly_shown(year.facts, shown, most),
            *(RangeFailure(each.what, each.count, each.least, each.most) for each in lacking),
        ),
    )


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

    def may_be(self, count: int) -> bool:
        """Whether readers can suppose that it is so many."""
        return self.told is not None and credible(count, self.told)
