"""The audit of what a correction takes from a frozen block: plain arithmetic, without a solver.

It reads all parts of the block, what readers have of them, and the witnesses. Each is a table of
whole people for every part. It must agree with all that was ever shown of the block, and with what
is shown of the part that is taken now. Every count that must not be told is tried again, for each
part, for the block as it was and as it is now, and for what changes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting.facts import Name
from dashboard.publications.protecting.ranges.audit import (
    RangeEvidence,
    RangeFailure,
    agrees,
    fills_sessions,
    reached_groups,
    told_by_coverage,
    unreached_people,
    wrongly_shown,
)
from dashboard.publications.protecting.ranges.knowing import (
    Change,
    KnownPeople,
    apart_people,
    possible,
)
from dashboard.publications.protecting.ranges.ruling import Rule
from dashboard.publications.protecting.ranges.taken import Taking
from dashboard.publications.protecting.ranges.watching import Moves, Watch, note


def audit_taking(
    taking: Taking, shown: Mapping[Name, Interval], witnesses: Sequence[Change]
) -> RangeEvidence:
    """Check what is shown of the part that is taken, beside all that was shown of its block."""
    truth, most = taking.truth, taking.hidden_up_to
    rows = [(taking.new.rows(), shown), *taking.rows]
    counts = [{name: sum(truth[at] for at in own) for name, own in row.items()} for row, _ in rows]
    whole, _ = taking.whole
    number = taking.new.made_by
    reached = reached_groups(replace(whole, made_by=number), truth)
    besides = KnownPeople(
        [*reached, *taking.still_named] if number >= Rule.NAMES else reached,
        unreached_people(truth) if number >= Rule.COVERAGE else frozenset(),
        [(own, whole.rules.hidden_up_to) for own in apart_people(whole, truth)],
    )
    watched = [
        Watch(what, own, sum(truth[at] for at in own), wanted, told_by_coverage(own, reached))
        for what, own, wanted in taking.secrets()
    ]
    sums = Moves(truth, witnesses)
    by_rows = [sums.changes(row.values()) for row, _ in rows]
    fitting, strictly = [], []
    for number, witness in enumerate(witnesses):
        now = [
            dict(zip(own, (changes[number] + list(own.values())).tolist(), strict=True))
            for own, changes in zip(counts, by_rows, strict=True)
        ]
        fits = all(agrees(each, told) for each, (_, told) in zip(now, rows, strict=True))
        if not (fits and possible(witness, truth, besides)):
            continue
        fitting.append(number)
        if fills_sessions(witness, taking.known) and all(
            after > 0 or not before
            for own, each in zip(counts, now, strict=True)
            for before, after in zip(own.values(), each.values(), strict=True)
        ):
            strictly.append(number)
    note(watched, sums.changes([each.people for each in watched]), fitting, strictly)
    refused = len(witnesses) - len(fitting)
    lacking = [each for each in watched if not each.met(most)]
    found = taking.new.facts()
    return RangeEvidence(
        cells=len(found),
        needs=len(watched),
        witnesses=len(witnesses) - refused,
        refused=refused,
        failures=(
            *wrongly_shown(found, shown, most),
            *(RangeFailure(each.what, each.count, each.least, each.most) for each in lacking),
        ),
    )
