"""The audit of what a correction takes from a frozen block: plain arithmetic, without a solver.

It reads all parts of the block, what readers have of them, and the witnesses. Each is a table of
whole people for every part. It must agree with all that was ever shown of the block, and with what
is shown of the part that is taken now. Every count that must not be told is tried again, for each
part, for the block as it was and as it is now, and for what changes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting.facts import Name
from dashboard.publications.protecting.ranges.auditing.audit import (
    fills_sessions,
    reached_groups,
    unreached_people,
)
from dashboard.publications.protecting.ranges.auditing.evidence import RangeEvidence, evidence
from dashboard.publications.protecting.ranges.auditing.watching import (
    Moves,
    credible_each,
    note,
    watch,
)
from dashboard.publications.protecting.ranges.needs.knowing import (
    Change,
    KnownPeople,
    apart_people,
    possible,
)
from dashboard.publications.protecting.ranges.needs.ruling import Rule
from dashboard.publications.protecting.ranges.told.taken import Taking


def audit_taking(
    taking: Taking, shown: Mapping[Name, Interval], witnesses: Sequence[Change]
) -> RangeEvidence:
    """Check what is shown of the part that is taken, beside all that was shown of its block."""
    truth, most = taking.truth, taking.hidden_up_to
    rows = [
        (people, told.get(name))
        for own, told in ((taking.new.rows(), shown), *taking.rows)
        for name, people in own.items()
    ]
    counts = np.array([sum([truth[at] for at in people]) for people, _ in rows], dtype=np.int64)
    whole, _ = taking.whole
    number = taking.new.made_by
    reached = reached_groups(replace(whole, made_by=number), truth)
    besides = KnownPeople(
        [*reached, *taking.still_named] if number >= Rule.NAMES else reached,
        unreached_people(truth) if number >= Rule.COVERAGE else frozenset(),
        [(own, whole.rules.hidden_up_to) for own in apart_people(whole, truth)],
    )
    watched = watch(taking.secrets(), truth, reached)
    sums = Moves(truth, witnesses)
    now = counts + sums.changes(people for people, _ in rows)
    fits = credible_each(now, [told for _, told in rows]).all(axis=1)
    stay = ((now > 0) | (counts == 0)).all(axis=1)
    is_possible = possible(truth, besides)
    fitting = [
        number for number, witness in enumerate(witnesses) if fits[number] and is_possible(witness)
    ]
    strictly = [at for at in fitting if stay[at] and fills_sessions(witnesses[at], taking.known)]
    note(watched, sums.changes([each.people for each in watched]), fitting, strictly)
    return evidence(taking.new.facts(), shown, watched, (len(fitting), len(witnesses)), most)
