"""Sessions as they stand, with version, day and author of the latest change."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from dashboard.domain.desk import Stored
from dashboard.domain.records import SessionRecord
from dashboard.tables import (
    Attendance,
    AuditEntry,
    Facilitator,
    OutreachSession,
    SessionFacilitator,
    Venue,
)


def stored(connection: Connection, references: Collection[str]) -> dict[str, Stored]:
    """The sessions that there are under these references."""
    found = _found(connection, OutreachSession.reference.in_(references))
    return {one.record.reference: one for one in found.values()}


def stored_by_id(connection: Connection, ids: Collection[int]) -> dict[int, Stored]:
    """The sessions of these ids."""
    return _found(connection, OutreachSession.id.in_(ids))


def _found(connection: Connection, these: ColumnElement[bool]) -> dict[int, Stored]:
    session = OutreachSession
    rows = connection.execute(
        select(
            session.id,
            session.version,
            session.updated_at,
            session.reference,
            session.held_on,
            session.status,
            session.kind,
            session.language,
            Venue.code,
            session.duration_minutes,
            session.total,
            session.first_time,
            session.note,
        )
        .join(Venue, session.venue_id == Venue.id)
        .where(these)
    ).all()
    ids = [row.id for row in rows]
    attendance, led = _attendance(connection, ids), _facilitators(connection, ids)
    authors = _authors(connection, [row.reference for row in rows])
    found = {}
    for row in rows:
        cells: Any = (*row[3:], attendance[row.id], tuple(led[row.id]))
        record = SessionRecord(*cells)
        author = authors.get(row.reference, "")
        found[row.id] = Stored(record, row.version, _utc(row.updated_at), author)
    return found


def _attendance(connection: Connection, ids: Sequence[int]) -> defaultdict[int, dict[str, int]]:
    found: defaultdict[int, dict[str, int]] = defaultdict(dict)
    part = Attendance
    rows = select(part.session_id, part.age_group, part.participations)
    for session_id, age_group, count in connection.execute(rows.where(part.session_id.in_(ids))):
        found[session_id][age_group] = count
    return found


def _facilitators(connection: Connection, ids: Sequence[int]) -> defaultdict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    led = SessionFacilitator
    rows = connection.execute(
        select(led.session_id, Facilitator.code)
        .join(Facilitator, led.facilitator_id == Facilitator.id)
        .where(led.session_id.in_(ids))
    )
    for session_id, code in sorted(rows.all()):
        found[session_id].append(code)
    return found


def _authors(connection: Connection, references: Sequence[str]) -> dict[str, str]:
    """Who made the latest change of each, as far back as the log goes."""
    entry = AuditEntry
    of_these = (entry.subject == "sessions", entry.key.in_(references))
    latest = select(func.max(entry.id)).where(*of_these).group_by(entry.key)
    rows = connection.execute(select(entry.key, entry.author).where(entry.id.in_(latest)))
    return dict(rows.all())


def _utc(moment: datetime) -> str:
    """SQLite keeps UTC without saying so; PostgreSQL tells the server's own zone."""
    aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return aware.isoformat(timespec="seconds")
