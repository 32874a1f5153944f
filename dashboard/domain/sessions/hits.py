"""What the rules find in sessions as they are now, before anybody says that it is right."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.domain.sessions.duplicates import (
    DELIVERED,
    PLANNED,
    Attendances,
    alike,
    same_but_for_facilitators,
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


Groups = Sequence[tuple[SessionTraits, ...]]
"""The sessions of a place that may be one session, logged more than once."""


@dataclass(frozen=True, slots=True)
class Place:
    """A venue on a day, with its sessions that were not cancelled, in the order they were made."""

    venue: str
    day: date
    sessions: tuple[SessionTraits, ...]

    def groups(self) -> Groups:
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


def hits_at(place: Place, groups: Groups, attendance: Attendances) -> Iterator[Hit]:
    """The likely duplicates at a place, and its planned sessions, overdue once their day is past.

    Duplicates that differ in nothing but their facilitators rank first. A planned session that was
    logged again as delivered is not overdue: it is listed with its duplicate, and should be
    cancelled.
    """
    planned = [session for session in place.sessions if session.status == PLANNED]
    overdue = [*_overdue(place, planned)] if planned else []
    yield from (Hit(FindingRule.OVERDUE, (reference,), place.day) for reference in overdue)
    anew = {session.reference for session in planned}.difference(overdue)
    for members in groups:
        references = tuple(session.reference for session in members)
        rank = int(same_but_for_facilitators(members, attendance))
        apart = tuple(reference for reference in references if reference in anew)
        yield Hit(FindingRule.DUPLICATE, references, place.day, rank, apart)


def in_doubt(groups: Iterable[tuple[SessionTraits, ...]]) -> list[int]:
    """The ids of sessions whose attendance decides how their group ranks."""
    return [
        session.id
        for members in groups
        if same_but_for_facilitators(members)
        for session in members
    ]


def _overdue(place: Place, planned: Iterable[SessionTraits]) -> Iterator[str]:
    """The references of planned sessions of a place that were not logged again as delivered."""
    held = [traits(session) for session in place.sessions if session.status == DELIVERED]
    for one in planned:
        if all(map(traits(one).isdisjoint, held)):
            yield one.reference
