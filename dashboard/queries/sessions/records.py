"""Sessions with the version, the day and the author of their latest change."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Integer,
    Select,
    String,
    bindparam,
    func,
    select,
)

from dashboard.database import AnySelect
from dashboard.domain.sessions.column import ColumnType
from dashboard.domain.sessions.columns import IN_SESSION_ROW
from dashboard.domain.sessions.record import SessionRecord
from dashboard.domain.sessions.state import SessionState
from dashboard.queries.shared.moments import iso
from dashboard.tables import (
    Attendance,
    AuditEntry,
    Facilitator,
    OutreachSession,
    SessionFacilitator,
    Venue,
)

_IDS: BindParameter[int] = bindparam("session_ids", type_=Integer(), expanding=True)
_REFERENCES: BindParameter[str] = bindparam("references", type_=String(), expanding=True)


def state_of(connection: Connection, reference: str) -> SessionState | None:
    """A session by its reference, or ``None``."""
    return stored(connection, (reference,)).get(reference)


def stored(connection: Connection, references: Collection[str]) -> dict[str, SessionState]:
    """The existing sessions by these references."""
    found = _found(connection, OutreachSession.reference.in_(references))
    return {one.record.reference: one for one in found.values()}


def stored_by_id(connection: Connection, ids: Collection[int]) -> dict[int, SessionState]:
    """The existing sessions by these ids."""
    return _found(connection, OutreachSession.id.in_(ids))


def records(connection: Connection, these: ColumnElement[bool]) -> dict[int, SessionRecord]:
    """Sessions as files state them, by id."""
    rows = connection.execute(_every_session().where(these)).all()
    if not rows:
        return {}
    ids = [row.id for row in rows]
    attendance, led = _attendance(connection, ids), _facilitators(connection, ids)
    return {
        row.id: SessionRecord(
            *row[1:], attendance=attendance[row.id], facilitators=tuple(led[row.id])
        )
        for row in rows
    }


def as_in_files() -> list[ColumnElement[Any]]:
    """The session columns in the declared order, named as in files; join venues first."""
    return [
        (
            Venue.code
            if column.type is ColumnType.VENUE
            else getattr(OutreachSession, column.in_database)
        ).label(column.code)
        for column in IN_SESSION_ROW
    ]


def _found(connection: Connection, these: ColumnElement[bool]) -> dict[int, SessionState]:
    found = records(connection, these)
    authors = _authors(connection, [record.reference for record in found.values()])
    rows = connection.execute(_versions(), {_IDS.key: [*found]})
    return {
        id_: SessionState(found[id_], version, iso(moment), authors.get(found[id_].reference, ""))
        for id_, version, moment in rows
    }


def _attendance(connection: Connection, ids: Sequence[int]) -> defaultdict[int, dict[str, int]]:
    found: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for session_id, age_group, count in connection.execute(_who_came(), {_IDS.key: ids}):
        found[session_id][age_group] = count
    return found


def _facilitators(connection: Connection, ids: Sequence[int]) -> defaultdict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for session_id, code in sorted(connection.execute(_who_led(), {_IDS.key: ids}).all()):
        found[session_id].append(code)
    return found


def _authors(connection: Connection, references: Sequence[str]) -> dict[str, str]:
    """The author of the latest change of each session, as far back as the log goes."""
    return dict(connection.execute(_latest_authors(), {_REFERENCES.key: references}).all())


# Statements, built once: that takes longer than to read a session.


@cache
def _every_session() -> AnySelect:
    session = OutreachSession
    return select(session.id, *as_in_files()).join(Venue, session.venue_id == Venue.id)


@cache
def _versions() -> Select[int, int, datetime]:
    session = OutreachSession
    return select(session.id, session.version, session.updated_at).where(session.id.in_(_IDS))


@cache
def _who_came() -> Select[int, str, int]:
    part = Attendance
    rows = select(part.session_id, part.age_group, part.participations)
    return rows.where(part.session_id.in_(_IDS))


@cache
def _who_led() -> Select[int, str]:
    led = SessionFacilitator
    rows = select(led.session_id, Facilitator.code)
    rows = rows.join(Facilitator, led.facilitator_id == Facilitator.id)
    return rows.where(led.session_id.in_(_IDS))


@cache
def _latest_authors() -> Select[str, str]:
    entry = AuditEntry
    of_these = (entry.subject == "sessions", entry.key.in_(_REFERENCES))
    latest = select(func.max(entry.id)).where(*of_these).group_by(entry.key)
    return select(entry.key, entry.author).where(entry.id.in_(latest))
