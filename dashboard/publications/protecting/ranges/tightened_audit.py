"""The audit of a tightened year: plain arithmetic, without a solver.

A witness is a table of whole people for every block of the year. It must agree with all that was
shown of each block, and with what is shown of their sums. Every count that must not be told is
tried again.
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
    told_by_coverage,
    within,
    wrongly_shown,
)
from dashboard.publications.protecting.ranges.tightened import YearOfBlocks


def audit_tightened(
    year: YearOfBlocks, shown: Mapping[Name, Interval], witnesses: Sequence[Change]
) -> RangeEvidence:
    """Check what is shown of the sums of a year's blocks, beside all that was shown of each."""
    truth, most, reached = year.truth, year.hidden_up_to, year.reached
    rows = [(year.rows, shown), *year.shown()]
    counts = [{name: sum(truth[at] for at in own) for name, own in row.items()} for row, _ in rows]
    watched = [
        Watch(what, own, sum(truth[at] for at in own), wanted, told_by_coverage(own, reached))
        for what, own, wanted in year.secrets()
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
        strict = fills_sessions(witness, year.known) and all(
            after > 0 or not before
            for own, each in zip(counts, now, strict=True)
            for before, after in zip(own.values(), each.values(), strict=True)
        )
        for watch in watched:
            watch.take(witness, strict=strict)
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
