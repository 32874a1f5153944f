"""The audit of what a correction takes from a frozen block: plain arithmetic, without a solver.

It reads all parts of the block, what readers have of them, and the witnesses. Each is a table of
whole people for every part. It must agree with all that was ever shown of the block, and with what
is shown of the part that is taken now. Every count that must not be told is tried again, for each
part, for the block as it was and as it is now, and for what changes.
"""

from collections.abc import Mapping, Sequence

from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting.facts import Name
from dashboard.publications.protecting.ranges.audit import (
    Change,
    RangeEvidence,
    RangeFailure,
    Watch,
    agrees,
    fills_sessions,
    possible,
    reached_groups,
    told_by_coverage,
    within,
    wrongly_shown,
)
from dashboard.publications.protecting.ranges.taken import Taking


def audit_taking(
    taking: Taking, shown: Mapping[Name, Interval], witnesses: Sequence[Change]
) -> RangeEvidence:
    """Check what is shown of the part that is taken, beside all that was shown of its block."""
    truth, most = taking.truth, taking.hidden_up_to
    rows = [(taking.new.rows(), shown), *taking.rows()]
    counts = [{name: sum(truth[at] for at in own) for name, own in row.items()} for row, _ in rows]
    reached = reached_groups(truth)
    watched = [
        Watch(what, own, sum(truth[at] for at in own), wanted, told_by_coverage(own, reached))
        for what, own, wanted in taking.secrets()
    ]
    refused = 0
    for witness in witnesses:
        now = [
            {name: count + within(witness, row[name]) for name, count in own.items()}
            for (row, _), own in zip(rows, counts, strict=True)
        ]
        fits = all(agrees(each, told) for each, (_, told) in zip(now, rows, strict=True))
        if not (fits and possible(witness, truth, reached)):
            refused += 1
            continue
        strict = fills_sessions(witness, taking.known) and all(
            after > 0 or not before
            for own, each in zip(counts, now, strict=True)
            for before, after in zip(own.values(), each.values(), strict=True)
        )
        for watch in watched:
            watch.take(witness, strict=strict)
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
