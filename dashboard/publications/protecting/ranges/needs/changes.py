"""What became of single sessions since they were counted: entered late, corrected, or struck out.

Counts alone can't tell a session that was entered late from the correction of another one.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from dashboard.domain.shared.periods import month_of
from dashboard.publications.protecting.counts import AxisCodes, MonthTally, Place, SessionCounts


@dataclass(frozen=True, slots=True)
class HeldSession:
    """A delivered session; ``people`` by age group, in the order of the counts it belongs to."""

    key: str
    day: date
    language: str
    venue_type: str
    kind: str
    people: tuple[int, ...]

    @property
    def place(self) -> Place:
        """Its month, language, venue type and kind."""
        return month_of(self.day), self.language, self.venue_type, self.kind


def alike(one: HeldSession | None, other: HeldSession | None) -> bool:
    """Whether they count the same."""
    return one == other or (
        one is not None
        and other is not None
        and month_of(one.day) == month_of(other.day)
        and replace(one, day=other.day) == other
    )


Correction = tuple[HeldSession, HeldSession | None]
"""A session as it was counted, and as it is now; ``None`` if it no longer counts."""


@dataclass(frozen=True, slots=True)
class SessionChanges:
    """What was entered since everything that was told.

    ``late`` were held by the day of the data of then, and not counted. ``corrected`` were counted
    otherwise. ``then`` counts all sessions that were held by that day, as they are now.
    """

    late: tuple[HeldSession, ...]
    corrected: tuple[Correction, ...]
    then: SessionCounts

    @property
    def frozen(self) -> tuple[HeldSession, ...]:
        """The corrected sessions as they were counted."""
        return tuple(before for before, _ in self.corrected)


@dataclass(frozen=True, slots=True)
class OutSession:
    """A session that no later block may count.

    It was taken out of a block, by the part of this number. Without a number it is one of another
    reference that resembles one that was struck out.
    """

    was: HeldSession
    part: int | None = None

    @property
    def place(self) -> Place:
        """Its month, language, venue type and kind."""
        return self.was.place


@dataclass(frozen=True, slots=True)
class TriedInVain:
    """What a correction would have taken, and the ``work`` within which no proof was found.

    ``what`` tells it from others, and no more. Since then it was ``passed`` over so often.
    """

    what: str
    work: int
    passed: int = 0


@dataclass(frozen=True, slots=True)
class Withheld:
    """All sessions that no later block may count (``out``), and those of them that are held now.

    ``stuck`` are the keys of counted sessions that were struck out, while one that resembles them
    is withheld: they stay counted.
    """

    sessions: tuple[HeldSession, ...] = ()
    out: tuple[OutSession, ...] = ()
    stuck: frozenset[str] = frozenset()

    def from_counts(self, counts: SessionCounts, words: AxisCodes) -> SessionCounts:
        """These counts of all that is held by their day, without the sessions that are withheld.

        Raises:
            ValueError: They are not among them.
        """
        own = tallied((one for one in self.sessions if one.day <= counts.as_of), words)
        left = summed((counts.tallies, 1), (own, -1))
        if own and any(tally.sessions <= 0 or min(tally.participations) < 0 for tally in left):
            msg = "a session is withheld that is not there"
            raise ValueError(msg)
        return SessionCounts(counts.as_of, counts.ages, left) if own else counts


@dataclass(frozen=True, slots=True)
class Entered:
    """The last ``entry`` of the audit log, and what changed since everything that was told.

    ``changes`` is ``None`` where it is not known which sessions were counted. ``moved`` are
    sessions that lost publications may have counted, and that are held in a later month now.
    """

    entry: int | None
    changes: SessionChanges | None = None
    withheld: Withheld = field(default_factory=Withheld)
    moved: tuple[tuple[HeldSession, HeldSession], ...] = ()


def held_after(month: str, entered: Entered) -> Entered:
    """Only what became of sessions that were held after this month.

    One that was held before, and is moved to such a month, is never counted there: a publication
    that was lost may have counted it. One that was counted after this month, and is moved back, is
    struck out.
    """
    changes, withheld = entered.changes, entered.withheld
    held = [one for one in withheld.sessions if month_of(one.day) > month]
    out = [*withheld.out]
    found: list[Correction] = []
    for old, now in changes.corrected if changes else ():
        later = now if now and month_of(now.day) > month else None
        if month_of(old.day) > month:
            found.append((old, later))
        elif later:
            held.append(later)
            out.append(OutSession(old))
    known = {one.was.key for one in out} | {old.key for old, _ in found}
    moved = [pair for pair in entered.moved if pair[0].key not in known]
    held += (now for _, now in moved)
    out += (OutSession(old) for old, _ in moved)
    if changes:
        again = {one.key for one in held}
        late = tuple(
            one for one in changes.late if month_of(one.day) > month and one.key not in again
        )
        changes = SessionChanges(late, tuple(found), months_after(month, changes.then))
    withheld = replace(withheld, sessions=tuple(held), out=tuple(out))
    return Entered(entered.entry, changes, withheld)


def months_after(month: str, counts: SessionCounts) -> SessionCounts:
    """The counts of later months."""
    return replace(counts, tallies=tuple(one for one in counts.tallies if one.month > month))


def explained(told: SessionCounts, changes: SessionChanges, words: AxisCodes) -> bool:
    """Whether these changes, and no others, lead from what was told to the sessions of now.

    They don't where a venue has got another type, for example, or where sessions were written by
    other programs than ours.
    """
    found = summed(
        (told.tallies, 1),
        (tallied(changes.late, words), 1),
        (tallied(changes.frozen, words), -1),
        (tallied((n for _, n in changes.corrected if n and n.day <= told.as_of), words), 1),
        (changes.then.tallies, -1),
    )
    return told.ages == words.ages == changes.then.ages and not found


def new_sessions(
    told: SessionCounts, now: SessionCounts, changes: SessionChanges, words: AxisCodes
) -> SessionCounts:
    """The sessions of now that were never counted; none that was corrected is among them."""
    tallies = summed(
        (now.tallies, 1),
        (told.tallies, -1),
        (tallied(changes.frozen, words), 1),
        (tallied((n for _, n in changes.corrected if n), words), -1),
    )
    return SessionCounts(now.as_of, now.ages, tallies)


def summed(*parts: tuple[Iterable[MonthTally], int]) -> tuple[MonthTally, ...]:
    """The sums of tallies with their signs, by their keys; those that are all 0 are left out."""
    found: dict[Place, list[int]] = {}
    ages = 0
    for tallies, sign in parts:
        for tally in tallies:
            ages = len(tally.participations)
            numbers = (
                *(tally.sessions, tally.sessions_with_youth),
                *(*tally.participations, *tally.sessions_with),
            )
            before = found.get(tally.place, [0] * len(numbers))
            found[tally.place] = [old + sign * n for old, n in zip(before, numbers, strict=True)]
    return tuple(
        MonthTally(
            *key,
            sessions=numbers[0],
            participations=tuple(numbers[2 : 2 + ages]),
            sessions_with=tuple(numbers[2 + ages :]),
            sessions_with_youth=numbers[1],
        )
        for key, numbers in sorted(found.items())
        if any(numbers)
    )


def tallied(sessions: Iterable[HeldSession], words: AxisCodes) -> tuple[MonthTally, ...]:
    """The tallies of some sessions."""
    return summed(*(((_tally(one, words),), 1) for one in sessions))


def _tally(one: HeldSession, words: AxisCodes) -> MonthTally:
    youth = any(n for age, n in zip(words.ages, one.people, strict=True) if age in words.youth)
    return MonthTally(
        month_of(one.day),
        one.language,
        one.venue_type,
        one.kind,
        sessions=1,
        participations=one.people,
        sessions_with=tuple(int(n > 0) for n in one.people),
        sessions_with_youth=int(youth),
    )
