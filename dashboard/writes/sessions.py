"""Sessions with their attendance and facilitators, written as a whole."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select, update

from dashboard.domain.records import SessionRecord
from dashboard.queries.session_records import records as session_records
from dashboard.tables import (
    Attendance,
    DataState,
    Facilitator,
    OutreachSession,
    SessionFacilitator,
    Venue,
)
from dashboard.writes.bulk import insert_rows, new_ids
from dashboard.writes.changes import Changes

REMOVED_AT_ONCE = 1_000
_COLUMNS = (
    "reference",
    "held_on",
    "status",
    "kind",
    "language",
    "venue_id",
    "duration_minutes",
    "total",
    "first_time",
    "note",
)


def existing(connection: Connection, records: Sequence[SessionRecord]) -> dict[str, SessionRecord]:
    """The sessions that the database holds under these records' references."""
    references = [record.reference for record in records]
    found = session_records(connection, OutreachSession.reference.in_(references))
    return {record.reference: record for record in found.values()}


def save(connection: Connection, changes: Changes[SessionRecord]) -> set[date]:
    """Write new and changed sessions, remove others; the days that this touches, old and new."""
    _remove(connection, changes.removed)
    venues = _ids(connection, Venue)
    before = [record for record, _ in changes.changed]
    after = [record for _, record in changes.changed]
    ids = new_ids(connection, OutreachSession, len(changes.added))
    version = _first_version(connection)
    rows = [(id_, *_row(r, venues), version) for id_, r in zip(ids, changes.added, strict=True)]
    insert_rows(connection, OutreachSession, ("id", *_COLUMNS, "version"), rows)
    if after:
        ids += _update(connection, after, venues)
    _write_parts(connection, ids, [*changes.added, *after])
    return {record.date for record in (*changes.added, *before, *after, *changes.removed)}


def _first_version(connection: Connection) -> int:
    """Above any that a removed session of the same reference had: every write raises the data's.

    So who saw the one that was removed cannot take the next one for it.
    """
    return connection.execute(select(DataState.version)).scalar_one() + 1


def _remove(connection: Connection, records: Sequence[SessionRecord]) -> None:
    """Their parts go with them."""
    references = [record.reference for record in records]
    for at in range(0, len(references), REMOVED_AT_ONCE):
        some = references[at : at + REMOVED_AT_ONCE]
        connection.execute(delete(OutreachSession).where(OutreachSession.reference.in_(some)))


def _ids(connection: Connection, table: type[Venue] | type[Facilitator]) -> dict[str, int]:
    return dict(connection.execute(select(table.code, table.id)).all())


def _row(record: SessionRecord, venues: dict[str, int]) -> tuple[Any, ...]:
    return (
        record.reference,
        record.date,
        record.status,
        record.kind,
        record.language,
        venues[record.venue],
        record.duration_minutes,
        record.total,
        record.first_time,
        record.note,
    )


def _update(
    connection: Connection, records: Sequence[SessionRecord], venues: dict[str, int]
) -> list[int]:
    """Rewrite the sessions themselves; their parts are taken away, to be written anew."""
    new_version = {"version": OutreachSession.version + 1, "updated_at": func.current_timestamp()}
    connection.execute(
        update(OutreachSession)
        .where(OutreachSession.reference == bindparam("which"))
        .values({name: bindparam(f"new_{name}") for name in _COLUMNS} | new_version),
        [
            {"which": record.reference}
            | {
                f"new_{name}": value
                for name, value in zip(_COLUMNS, _row(record, venues), strict=True)
            }
            for record in records
        ],
    )
    known = connection.execute(
        select(OutreachSession.reference, OutreachSession.id).where(
            OutreachSession.reference.in_([record.reference for record in records])
        )
    )
    by_reference = dict(known.all())
    ids = [by_reference[record.reference] for record in records]
    for part in (Attendance, SessionFacilitator):
        connection.execute(delete(part).where(part.session_id.in_(ids)))
    return ids


def _write_parts(
    connection: Connection, ids: Sequence[int], records: Sequence[SessionRecord]
) -> None:
    facilitators = _ids(connection, Facilitator)
    attendance = [
        (id_, age_group, participations)
        for id_, record in zip(ids, records, strict=True)
        for age_group, participations in record.attendance.items()
    ]
    led = [
        (id_, facilitators[code])
        for id_, record in zip(ids, records, strict=True)
        for code in record.facilitators
    ]
    insert_rows(connection, Attendance, ("session_id", "age_group", "participations"), attendance)
    insert_rows(connection, SessionFacilitator, ("session_id", "facilitator_id"), led)
