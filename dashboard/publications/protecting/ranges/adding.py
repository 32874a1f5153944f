"""What a new block counts, and what was counted with it: pure arithmetic on tallies."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

from dashboard.domain.shared.periods import month_of
from dashboard.publications.protecting.counts import (
    AxisCodes,
    MonthTally,
    SessionCounts,
    checked,
)
from dashboard.publications.protecting.declared import periods_of
from dashboard.publications.protecting.ranges.block import LessenedError, added, in_order
from dashboard.publications.protecting.ranges.changes import (
    Correction,
    Entered,
    explained,
    new_sessions,
)

_DAY = timedelta(days=1)
_MANY, _ENOUGH = 150, 60


@dataclass(frozen=True, slots=True)
class Addition:
    """The sessions of a new block.

    ``late`` counts those of months that were told before. ``outdated``: something that was told has
    been corrected since, and is not in these counts. ``corrected`` are these sessions, if they are
    known one by one. ``entry`` is the last one of the audit log; ``None`` where it is not known
    which sessions are counted.
    """

    counts: SessionCounts
    late: int = 0
    outdated: bool = False
    entry: int | None = None
    corrected: tuple[Correction, ...] = ()


def addition(
    told: SessionCounts,
    now: SessionCounts,
    words: AxisCodes,
    since: Entered | None = None,
) -> Addition:
    """What is new in the data since what was told.

    These are all sessions that were never counted, if the changes of single sessions are known and
    explain the counts. Else corrections show as counts that are lower than before. Then the block
    has new months only, since what was moved from one count to another must not be counted in both.
    """
    changes, entry = (since.changes, since.entry) if since else (None, None)
    if changes and changes.corrected and explained(told, changes, words):
        new = checked(new_sessions(told, now, changes, words), words)
        return Addition(
            new, _late(told, new), outdated=True, entry=entry, corrected=changes.corrected
        )
    try:
        new = checked(added(told, now), words)
    except (LessenedError, ValueError):
        last = month_of(told.as_of)
        later = tuple(tally for tally in now.tallies if tally.month > last)
        return Addition(replace(now, tallies=later), outdated=True)
    return Addition(new, _late(told, new), entry=entry)


def _late(told: SessionCounts, new: SessionCounts) -> int:
    first = month_of(told.as_of + _DAY)  # a month that was cut short is no earlier one
    return sum(tally.sessions for tally in new.tallies if tally.month < first)


def joined(told: SessionCounts, new: SessionCounts) -> SessionCounts:
    """What was told and what is new, together."""
    found = {_key(tally): tally for tally in in_order(told, new.ages).tallies}
    for tally in new.tallies:
        before = found.get(_key(tally))
        found[_key(tally)] = _more(before, tally) if before else tally
    return replace(new, tallies=tuple(found[key] for key in sorted(found)))


def split(new: SessionCounts) -> tuple[SessionCounts, ...]:
    """The blocks that these sessions make: one, or if they are many one for each fiscal year or so.

    A block's cost grows faster than its size. A year with few sessions goes with the next, the last
    one with the one before. What is kept of publications depends on this rule: it can't change.
    """
    if len(new.tallies) <= _MANY:
        return (new,) if new.tallies else ()
    found: list[tuple[MonthTally, ...]] = []
    waiting: tuple[MonthTally, ...] = ()
    for _, year in groupby(new.tallies, lambda tally: periods_of(tally.month)[1]):
        waiting += tuple(year)
        if len(waiting) >= _ENOUGH:
            found.append(waiting)
            waiting = ()
    if waiting:
        found = [*found[:-1], (*(found[-1] if found else ()), *waiting)]
    return tuple(replace(new, tallies=own) for own in found)


def nothing(day: date, ages: Iterable[str]) -> SessionCounts:
    """No session."""
    return SessionCounts(day, tuple(ages), ())


def _key(tally: MonthTally) -> tuple[str, str, str, str]:
    return tally.month, tally.language, tally.venue_type, tally.kind


def _more(one: MonthTally, other: MonthTally) -> MonthTally:
    return replace(
        one,
        sessions=one.sessions + other.sessions,
        participations=_plus(one.participations, other.participations),
        sessions_with=_plus(one.sessions_with, other.sessions_with),
        sessions_with_youth=one.sessions_with_youth + other.sessions_with_youth,
    )


def _plus(one: tuple[int, ...], other: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(a + b for a, b in zip(one, other, strict=True))
