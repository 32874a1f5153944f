"""What the rules find in sessions as they are now, before anybody says that it is right."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.domain.sessions.duplicates import (
    DELIVERED,
    PLANNED,
    Attendances,
    alike,
    in_common,
    traits,
)
from dashboard.domain.sessions.findings import FindingRule, key_of
from dashboard.domain.sessions.outliers import UsualRange
from dashboard.domain.sessions.record import SessionRecord
from dashboard.domain.sessions.traits import SessionTraits

CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule finds of some sessions of one day; the larger ``rank`` is listed first.

    ``apart`` are those of them that are planned, and overdue if these are no duplicates.
    """

    rule: FindingRule
    references: tuple[str, ...]
    day: date
    rank: int = 0
    apart: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The key of the finding."""
        return key_of(self.rule, self.references)


@dataclass(frozen=True, slots=True)
class Place:
    """A venue on a day, with its sessions that were not cancelled, in the order they were made."""

    venue: str
    day: date
    sessions: tuple[SessionTraits, ...]

    def groups(self) -> list[tuple[SessionTraits, ...]]:
        """The sessions that may be one session, logged more than once."""
        return alike(self.sessions)


def hits_of_one(session: SessionRecord, usual: UsualRange | None) -> Iterator[Hit]:
    """What a session is found for by itself; ``usual`` is the usual total of sessions like it."""
    these, day = (session.reference,), session.date
    if session.total != sum(session.attendance.values()):
        yield Hit(FindingRule.SUM, these, day)
    elif session.status == DELIVERED and usual is not None and session.total not in usual:
        yield Hit(FindingRule.OUTLIER, these, day, session.total)
    if session.status == PLANNED:
        yield Hit(FindingRule.OVERDUE, these, day)
    if lacks_facilitator(session):
        yield Hit(FindingRule.NO_FACILITATOR, these, day)


def lacks_facilitator(session: SessionRecord) -> bool:
    """Whether nobody is named who led it or will lead it; a cancelled session needs nobody."""
    return not session.facilitators and session.status != CANCELLED


def hits_at(place: Place, attendance: Attendances) -> Iterator[Hit]:
    """The likely duplicates at a place, and its planned sessions, overdue once their day is past.

    Duplicates that differ in nothing rank first. A planned session that was logged again as
    delivered is not overdue: it is listed with its duplicate, and should be cancelled.
    """
    held = [traits(session) for session in place.sessions if session.status == DELIVERED]
    planned = [session for session in place.sessions if session.status == PLANNED]
    overdue = [one for one in planned if all(map(traits(one).isdisjoint, held))]
    yield from (Hit(FindingRule.OVERDUE, (one.reference,), place.day) for one in overdue)
    anew = {one.reference for one in planned} - {one.reference for one in overdue}
    for members in place.groups():
        references = tuple(session.reference for session in members)
        rank = int(in_common(members, attendance).all_the_same)
        apart = tuple(reference for reference in references if reference in anew)
        yield Hit(FindingRule.DUPLICATE, references, place.day, rank, apart)


def in_doubt(places: Sequence[Place]) -> list[int]:
    """The ids of sessions whose attendance decides whether they differ in nothing."""
    return [
        session.id
        for place in places
        for members in place.groups()
        if in_common(members).all_the_same
        for session in members
    ]
