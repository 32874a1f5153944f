"""What a new block counts, and what was counted with it: pure arithmetic on tallies."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

from dashboard.domain.publications.periods import periods_of
from dashboard.domain.shared.periods import month_of
from dashboard.publications.protecting.counts import (
    AxisCodes,
    MonthTally,
    Place,
    SessionCounts,
    checked,
)
from dashboard.publications.protecting.ranges.needs.block import LessenedError, added, in_order
from dashboard.publications.protecting.ranges.needs.changes import (
    Correction,
    Entered,
    HeldSession,
    SessionChanges,
    explained,
    new_sessions,
    tallied,
)

_DAY = timedelta(days=1)
_MANY, _FEW, _ENOUGH = 300, 80, 60
_SHORT, _LONG = 8, 13
"""So many quarters of a first publication tell each axis, though its sessions are not few; of so
many, it is one block."""
_FINE = 2
"""So many quarters of late sessions tell each axis in any case: the last ones, with what is new."""


@dataclass(frozen=True, slots=True)
class Addition:
    """The sessions of a new block.

    ``late`` counts those of months that were told before. ``outdated``: something that was told has
    been corrected since, and is not in these counts. ``corrected`` are these sessions, if they are
    known one by one. ``entry`` is the last one of the audit log; ``None`` where it is not known
    which sessions are counted. ``beside`` are the late sessions of places that one was struck out
    of, one by one.
    """

    counts: SessionCounts
    late: int = 0
    outdated: bool = False
    entry: int | None = None
    corrected: tuple[Correction, ...] = ()
    beside: tuple[HeldSession, ...] = ()


def addition(told: SessionCounts, now: SessionCounts, words: AxisCodes, since: Entered) -> Addition:
    """What is new in the data since what was told.

    These are all sessions that were never counted, if the changes of single sessions are known and
    explain the counts. Else corrections show as counts that are lower than before. Then the block
    has new months only, since what was moved from one count to another must not be counted in both.

    What is withheld is not among them. Where a session was struck out, a late one is only counted
    if it is known which one it is.
    """
    changes, withheld = since.changes, since.withheld
    try:
        now = withheld.from_counts(now, words)
        then = withheld.from_counts(changes.then, words) if changes else None
    except ValueError:
        return Addition(replace(now, tallies=()), outdated=True)
    changes = replace(changes, then=then) if changes and then else None
    found = _added(told, now, words, changes, since.entry)
    return _known(found, told, changes, {one.place for one in withheld.out}, words)


def _known(
    found: Addition,
    told: SessionCounts,
    changes: SessionChanges | None,
    places: set[Place],
    words: AxisCodes,
) -> Addition:
    """The same, but for late sessions that nothing is known of where others were struck out."""
    places |= {old.place for old, now in found.corrected if now is None}
    if not places:
        return found
    beside = tuple(one for one in changes.late if one.place in places) if changes else ()
    own = {tally.place: tally for tally in tallied(beside, words)}
    first = first_month(told)
    tallies = tuple(
        tally
        for tally in found.counts.tallies
        if tally.month >= first or tally.place not in places or own.get(tally.place) == tally
    )
    counted = {tally.place for tally in tallies}
    new = replace(found.counts, tallies=tallies)
    return replace(
        found,
        counts=new,
        late=_late(told, new),
        outdated=found.outdated or tallies != found.counts.tallies,
        beside=tuple(one for one in beside if one.place in counted and one.place[0] < first),
    )


def _added(
    told: SessionCounts,
    now: SessionCounts,
    words: AxisCodes,
    changes: SessionChanges | None,
    entry: int | None,
) -> Addition:
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


def first_month(told: SessionCounts) -> str:
    """The first month that was not told as a whole: one that was cut short is no earlier one."""
    return month_of(told.as_of + _DAY)


def _late(told: SessionCounts, new: SessionCounts) -> int:
    return sum(tally.sessions for tally in new.tallies if tally.month < first_month(told))


def joined(told: SessionCounts, new: SessionCounts) -> SessionCounts:
    """What was told and what is new, together."""
    found = {tally.place: tally for tally in in_order(told, new.ages).tallies}
    for tally in new.tallies:
        before = found.get(tally.place)
        found[tally.place] = _more(before, tally) if before else tally
    return replace(new, tallies=tuple(found[key] for key in sorted(found)))


def split(new: SessionCounts, *, first: bool) -> tuple[SessionCounts, ...]:
    """The blocks that these sessions make: one, or one for each fiscal year or so.

    A block's cost grows faster than its size, and faster than the length of a ``first``
    publication. So very many sessions, and long first publications, are split.
    """
    long = first and _quarters(new) > _LONG
    return by_years(new) if long or len(new.tallies) > _MANY else parted(new, 1)


def parted(new: SessionCounts, blocks: int) -> tuple[SessionCounts, ...]:
    """The sessions of each of the ``blocks`` of a publication; one block has all of them.

    The rule for when to make several has changed. So what is kept of a publication says how many.
    """
    return (new,) if blocks == 1 and new.tallies else by_years(new)


def by_years(new: SessionCounts) -> tuple[SessionCounts, ...]:
    """One block for each fiscal year or so.

    A year with few sessions goes with the next, the last one with the one before. What is kept of
    publications depends on this rule: it can't change.
    """
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


def tells_quarters(new: SessionCounts, *, first: bool) -> bool:
    """Whether the blocks of these sessions tell each axis of their quarters.

    Where there are many sessions, or a ``first`` publication has many quarters, these tables take
    most of the time, and much of what is exact. There are years then to tell each axis.
    """
    long = first and _quarters(new) > _SHORT
    return len(new.tallies) <= (_FEW if long else _MANY)


def coarser(new: SessionCounts) -> tuple[frozenset[str], ...]:
    """Which of their years and quarters tell less, should all tables take too much work.

    At first none; then all quarters but the last two; then all years but the last one besides; at
    last all of them. Sessions of one quarter or two have no old ones.
    """
    periods = [periods_of(tally.month) for tally in new.tallies]
    years, quarters = (sorted({own[grain] for own in periods}) for grain in (1, 2))
    old = quarters[:-_FINE]
    ways = ((), old, (*old, *years[:-1]), (*quarters, *years)) if old else ((),)
    return tuple(dict.fromkeys(map(frozenset, ways)))


def _quarters(counts: SessionCounts) -> int:
    return len({periods_of(tally.month)[2] for tally in counts.tallies})


def nothing(day: date, ages: Iterable[str]) -> SessionCounts:
    """No session."""
    return SessionCounts(day, tuple(ages), ())


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
