"""Sessions that were told and then struck out, and come back: nobody is protected a second time.

What is taken out of a block has ranges of its own, beside those of its block. Were the session
counted in a later block, there would be a third range of the same people, and no proof covers them
together. So it is counted in the block that it was taken from, or nowhere.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.domain.shared.periods import month_of
from dashboard.publications.protecting.counts import Place
from dashboard.publications.protecting.ranges.needs.changes import (
    Correction,
    HeldSession,
    OutSession,
    Withheld,
    alike,
)


class Likeness:
    """Which sessions are taken for one of these, whatever their reference.

    That is one of the same day and venue type, or of the same month with the same people.
    """

    def __init__(self, sessions: Iterable[HeldSession]) -> None:
        every = tuple(sessions)
        self._days = {(one.day, one.venue_type) for one in every}
        self._people = {(month_of(one.day), one.people) for one in every if any(one.people)}

    def has(self, one: HeldSession) -> bool:
        """Whether this session is taken for one of them."""
        people = (month_of(one.day), one.people)
        return (one.day, one.venue_type) in self._days or people in self._people


@dataclass(frozen=True, slots=True)
class Sorted:
    """What became of sessions: ``fresh`` ones were never counted."""

    fresh: tuple[HeldSession, ...]
    corrected: tuple[Correction, ...]
    withheld: Withheld


def sorted_out(
    frozen: Mapping[str, HeldSession],
    now: Mapping[str, HeldSession | None],
    out: Sequence[OutSession],
    until: date,
) -> Sorted:
    """Tell sessions that are new from those that were told, struck out, and come back.

    ``frozen`` are sessions as they are counted, ``now`` is what became of them, of those that are
    ``out`` and of those that are new. ``until`` is the day of what was counted. A counted session
    that was struck out, and entered once more under another reference, is no correction.
    """
    barred = {one.was.key for one in out}
    fresh = {key: one for key, one in now.items() if one and key not in {*frozen, *barred}}
    struck = {key: one for key, one in frozen.items() if now[key] is None}
    kept = set[str]()
    names: dict[tuple[Place, tuple[int, ...]], list[str]] = {}
    for key in sorted(fresh, reverse=True):
        names.setdefault(_same(fresh[key]), []).append(key)
    for key in sorted(struck):
        same = [one for one in names.get(_same(struck[key]), ()) if fresh[one].day <= until]
        if same:
            names[_same(struck[key])].remove(same[-1])
            del fresh[same[-1]], struck[key]
            kept.add(key)
    like = Likeness([*struck.values(), *(one.was for one in out)])
    back = [fresh.pop(key) for key in sorted(fresh) if like.has(fresh[key])]
    again = [own for key in sorted(barred) if (own := now.get(key))] + back
    seen = Likeness(again)
    return Sorted(
        tuple(fresh.values()),
        tuple(
            (old, now[key])
            for key, old in sorted(frozen.items())
            if key not in kept and not alike(old, now[key])
        ),
        Withheld(
            tuple(again),
            (*out, *(OutSession(one) for one in back)),
            frozenset(key for key, one in struck.items() if seen.has(one)),
        ),
    )


def _same(one: HeldSession) -> tuple[Place, tuple[int, ...]]:
    return one.place, one.people
