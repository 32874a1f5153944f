"""Find sessions of one venue and day that may be one session, logged more than once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

from dashboard.domain.sessions.findings import Copies
from dashboard.domain.sessions.record import SessionRecord
from dashboard.domain.sessions.traits import SessionTraits

DELIVERED, PLANNED = "delivered", "planned"
_compared = attrgetter("status", "kind", "language", "total", "first_time")

Attendances = Mapping[int, Mapping[str, int]]
"""Participations by age group, by session id; a missing session has no participations."""


def traits(session: SessionTraits | SessionRecord) -> set[tuple[str, str]]:
    """The kind and facilitators; likely duplicates at one venue on one day share one of these."""
    return {("kind", session.kind), *(("led by", code) for code in session.facilitators)}


def copies_of(
    known: Iterable[SessionTraits], new: Iterable[SessionTraits]
) -> Iterator[tuple[SessionTraits, tuple[SessionTraits, ...]]]:
    """Each new session that resembles known or earlier new ones, together with those.

    A copy found this way is not compared with later sessions. So if all copies are left out, no
    session is lost.
    """
    kept = [(session, traits(session)) for session in known]
    for session in new:
        its_own = traits(session)
        like = tuple(other for other, others in kept if not its_own.isdisjoint(others))
        if like:
            yield session, like
        else:
            kept.append((session, its_own))


def alike(sessions: Iterable[SessionTraits]) -> list[tuple[SessionTraits, ...]]:
    """The groups of two or more sessions that are linked by a common kind or facilitator."""
    groups: list[tuple[set[tuple[str, str]], list[SessionTraits]]] = []
    for session in sessions:
        found, members, apart = traits(session), [session], []
        for group in groups:
            if group[0].isdisjoint(found):
                apart.append(group)
            else:
                found |= group[0]
                members = group[1] + members
        groups = [*apart, (found, members)]
    return [tuple(members) for _, members in groups if len(members) > 1]


def in_common(sessions: Sequence[SessionTraits], attendance: Attendances | None = None) -> Copies:
    """What all of the sessions share; ages are compared where the attendance is given."""
    first, *others = sessions
    delivered = any(session.status == DELIVERED for session in sessions)
    plans = tuple(session.reference for session in sessions if session.status == PLANNED)
    return Copies(
        kind=first.kind if all(other.kind == first.kind for other in others) else None,
        facilitators=tuple(sorted(frozenset.intersection(*(s.facilitators for s in sessions)))),
        all_the_same=all(other.facilitators == first.facilitators for other in others)
        and same_but_for_facilitators(sessions, attendance),
        planned=plans if delivered else (),
    )


def same_but_for_facilitators(
    sessions: Sequence[SessionTraits], attendance: Attendances | None = None
) -> bool:
    """Whether all else agrees; ages, where the attendance is given."""
    first, *others = sessions
    if any(_compared(other) != _compared(first) for other in others):
        return False
    if attendance is None:
        return True
    ages = attendance.get(first.id)
    return all(attendance.get(other.id) == ages for other in others)
