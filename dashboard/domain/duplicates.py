"""Which sessions of one venue and day may be one session that was logged more than once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dashboard.domain.findings import Copies

DELIVERED, PLANNED = "delivered", "planned"
COMPARED = ("status", "kind", "language", "total", "first_time")

Attendances = Mapping[int, Mapping[str, int]]
"""Participations by age group, by the id of a session; none stands for no participation."""


@dataclass(frozen=True, slots=True)
class Logged:
    """What of a session tells it from another at the same venue on the same day."""

    id: int
    reference: str
    status: str
    kind: str
    language: str
    total: int
    first_time: int | None
    facilitators: frozenset[str]


def alike(sessions: Iterable[Logged]) -> list[tuple[Logged, ...]]:
    """The groups of two or more that hang together by a kind or by a facilitator in common."""
    groups: list[tuple[set[tuple[str, str]], list[Logged]]] = []
    for session in sessions:
        traits = {("kind", session.kind), *(("led by", code) for code in session.facilitators)}
        members, apart = [session], []
        for group in groups:
            if group[0].isdisjoint(traits):
                apart.append(group)
            else:
                traits |= group[0]
                members = group[1] + members
        groups = [*apart, (traits, members)]
    return [tuple(members) for _, members in groups if len(members) > 1]


def in_common(sessions: Sequence[Logged], attendance: Attendances | None = None) -> Copies:
    """What all of them have in common; ages are compared where the attendance is known."""
    first, *others = sessions
    ages = [attendance.get(session.id) for session in sessions] if attendance is not None else []
    delivered = any(session.status == DELIVERED for session in sessions)
    plans = tuple(session.reference for session in sessions if session.status == PLANNED)
    return Copies(
        kind=first.kind if all(other.kind == first.kind for other in others) else None,
        facilitators=tuple(sorted(frozenset.intersection(*(s.facilitators for s in sessions)))),
        all_the_same=all(_same(first, other) for other in others)
        and all(other == ages[0] for other in ages),
        planned=plans if delivered else (),
    )


def _same(one: Logged, other: Logged) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in COMPARED)
