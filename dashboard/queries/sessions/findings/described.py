"""Findings with everything that a coordinator needs to correct them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

from dashboard.database import AnyRow
from dashboard.domain.sessions.duplicates import Attendances, in_common
from dashboard.domain.sessions.findings import (
    Finding,
    FindingRule,
    Nobody,
    NoFacilitator,
    Overdue,
    Reason,
    Sums,
    Unusual,
)
from dashboard.domain.sessions.hits import Place
from dashboard.domain.sessions.outliers import Cell, UsualRange
from dashboard.domain.sessions.traits import SessionTraits
from dashboard.queries.sessions.findings.duplicates import attendance_of, places_at
from dashboard.queries.sessions.findings.sizes import usual_sizes
from dashboard.queries.shared.given import batched, given_texts
from dashboard.queries.shared.summed import summed
from dashboard.tables import Attendance, OutreachSession, Venue


def described(
    connection: Connection, rule: FindingRule, references: Sequence[str], today: date
) -> tuple[Finding, ...]:
    """The findings of a rule about these sessions, in their order; the first stands for a group."""
    if not references:
        return ()
    if rule is FindingRule.DUPLICATE:
        return _copies(connection, references)
    usual = usual_sizes(connection) if rule is FindingRule.OUTLIER else {}
    found = {row.reference: row for row in _sessions(connection, references)}
    return tuple(
        Finding(
            rule, (name,), row.venue, row.held_on, _reason(rule, row, usual, today), (row.version,)
        )
        for name, row in ((name, found[name]) for name in references)
    )


def _sessions(connection: Connection, references: Sequence[str]) -> Iterator[AnyRow]:
    session, part = OutreachSession, Attendance
    by_age = select(func.coalesce(summed(part.participations), 0))
    columns: tuple[Any, ...] = (
        session.reference,
        Venue.code.label("venue"),
        session.held_on,
        session.version,
        session.kind,
        session.status,
        session.total,
        Venue.venue_type,
        by_age.where(part.session_id == session.id).scalar_subquery().label("by_age"),
    )
    for some in batched(references):
        these = given_texts(connection, some)
        yield from connection.execute(
            select(*columns)
            .select_from(these)
            .join(session, session.reference == these.c.text)
            .join(Venue, session.venue_id == Venue.id)
        )


def _reason(
    rule: FindingRule,
    row: Any,  # noqa: ANN401
    usual: Mapping[Cell, UsualRange],
    today: date,
) -> Reason:
    match rule:
        case FindingRule.SUM:
            return Sums(row.status, row.total, row.by_age)
        case FindingRule.OVERDUE:
            return Overdue(row.kind, (today - row.held_on).days)
        case FindingRule.NO_FACILITATOR:
            return NoFacilitator(row.kind, row.status)
        case _:
            if not row.total:
                return Nobody(row.kind)
            return Unusual(row.total, usual[row.kind, row.venue_type])


def _copies(connection: Connection, references: Sequence[str]) -> tuple[Finding, ...]:
    session = OutreachSession
    spots = set[tuple[int, date]]()
    for some in batched(references):
        these = given_texts(connection, some)
        rows = select(session.venue_id, session.held_on).join(
            these, session.reference == these.c.text
        )
        spots.update((venue_id, day) for venue_id, day in connection.execute(rows))
    groups = {
        members[0].reference: (place, members)
        for place in places_at(connection, spots)
        for members in place.groups()
    }
    wanted = [groups[reference] for reference in references]
    attendance = attendance_of(
        connection, [session.id for _, members in wanted for session in members]
    )
    return tuple(_group(place, members, attendance) for place, members in wanted)


def _group(place: Place, members: tuple[SessionTraits, ...], attendance: Attendances) -> Finding:
    return Finding(
        FindingRule.DUPLICATE,
        tuple(session.reference for session in members),
        place.venue,
        place.day,
        in_common(members, attendance),
        tuple(session.version for session in members),
        members,
    )
