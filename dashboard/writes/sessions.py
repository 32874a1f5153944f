"""Sessions with their attendance and facilitators, written as a whole."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, delete, func, select, update

from dashboard.database import AnyColumn, AnySelect
from dashboard.domain.sessions.columns import IN_SESSION_ROW
from dashboard.domain.sessions.record import SessionRecord
from dashboard.queries.sessions.records import records as session_records
from dashboard.queries.shared.given import coming, given_texts, may_have, texts_to_come
from dashboard.tables import (
    Attendance,
    DataState,
    Facilitator,
    OutreachSession,
    SessionFacilitator,
    Venue,
)
from dashboard.writes.bulk import insert_rows
from dashboard.writes.cells import TallyCell
from dashboard.writes.changes import Changes
from dashboard.writes.new_ids import new_ids
from dashboard.writes.references import all_there

REMOVED_AT_ONCE = 20_000
_COLUMNS = tuple(column.in_database for column in IN_SESSION_ROW)
_VENUE = _COLUMNS.index("venue_id")
_values = attrgetter(*(column.code for column in IN_SESSION_ROW))


class _Place(NamedTuple):
    """The parts of a venue that sessions and tallies need."""

    id: int
    venue_type: str


_Venues = Mapping[str, _Place]
_Pair = tuple[SessionRecord, SessionRecord]


def existing(connection: Connection, records: Sequence[SessionRecord]) -> dict[str, SessionRecord]:
    """The sessions stored in the database under the references of these records."""
    references = [record.reference for record in records]
    found = session_records(connection, OutreachSession.reference.in_(references))
    return {record.reference: record for record in found.values()}


def ids(connection: Connection, records: Iterable[SessionRecord]) -> dict[str, int]:
    """The ids of the sessions stored under the references of these records."""
    references = [record.reference for record in records]
    if not references:
        return {}
    these = given_texts(connection, references)
    session = OutreachSession
    found = select(session.reference, session.id).join(these, session.reference == these.c.text)
    return dict(connection.execute(found).all())


def known(connection: Connection, references: Sequence[str]) -> set[str]:
    """Those of the references that have a session."""
    if not may_have(connection, OutreachSession.reference, references):
        return set()
    these = texts_to_come(connection.dialect.name)
    found = select(OutreachSession.reference).join(these, OutreachSession.reference == these.c.text)
    return set(connection.scalars(found, coming(references)))


def save(connection: Connection, changes: Changes[SessionRecord]) -> set[TallyCell]:
    """Write new and changed sessions, delete others, and return the cells to count again.

    Raises:
        ReferenceGoneError: A venue or a facilitator is gone since the records were checked.
    """
    _remove(connection, changes.removed)
    venues = _venues(connection, changes)
    new = new_ids(connection, OutreachSession, len(changes.added))
    version = first_version(connection)
    rows = [(id_, *_row(r, venues), version) for id_, r in zip(new, changes.added, strict=True)]
    insert_rows(connection, OutreachSession, ("id", *_COLUMNS, "version"), rows)
    _write_attendance(connection, new, changes.added)
    _write_facilitators(connection, new, changes.added)
    if changes.changed:
        _update(connection, changes.changed, venues)
    return set(_cells(changes, venues))


def _cells(changes: Changes[SessionRecord], venues: _Venues) -> Iterator[TallyCell]:
    """The cells before and after each change, unless it touches nothing that tallies count."""
    for before, after in changes.pairs():
        if before is None or after is None or _counted(before, venues) != _counted(after, venues):
            yield from (_cell(record, venues) for record in (before, after) if record)


def _counted(record: SessionRecord, venues: _Venues) -> tuple[object, ...]:
    """The values that tallies are counted from; of a venue they need only the type."""
    numbers = record.total, record.first_time, record.attendance
    return (_cell(record, venues), record.status, *numbers)


def _cell(record: SessionRecord, venues: _Venues) -> TallyCell:
    return TallyCell(record.date, record.language, venues[record.venue].venue_type, record.kind)


def first_version(connection: Connection) -> int:
    """A version above any that a deleted session of the same reference had.

    Every write raises the data's version. So a form opened on the deleted session cannot overwrite
    its successor by mistake.
    """
    return connection.execute(select(DataState.version)).scalar_one() + 1


def _remove(connection: Connection, records: Sequence[SessionRecord]) -> None:
    """Delete sessions; the database deletes their attendance and facilitators with them."""
    references = [record.reference for record in records]
    for at in range(0, len(references), REMOVED_AT_ONCE):
        some = references[at : at + REMOVED_AT_ONCE]
        connection.execute(delete(OutreachSession).where(OutreachSession.reference.in_(some)))


def _venues(connection: Connection, changes: Changes[SessionRecord]) -> _Venues:
    """The venues that these sessions were and are at: a save asks for one of hundreds."""
    named = {record.venue for pair in changes.pairs() for record in pair if record}
    columns = Venue.code, Venue.id, Venue.venue_type
    rows = connection.execute(_named(connection.dialect.name, *columns), coming(sorted(named)))
    found = {code: _Place(*place) for code, *place in rows}
    all_there(found, named)
    return found


@cache
def _named(dialect: str, code: AnyColumn, *more: AnyColumn) -> AnySelect:
    """The rows with the codes to come; built once, as every save asks."""
    these = texts_to_come(dialect)
    return select(code, *more).join(these, code == these.c.text)


def _row(record: SessionRecord, venues: _Venues) -> tuple[Any, ...]:
    values = _values(record)
    return (*values[:_VENUE], venues[record.venue].id, *values[_VENUE + 1 :])


def _update(connection: Connection, pairs: Sequence[_Pair], venues: _Venues) -> None:
    """Write only the columns and parts that differ: most of a session stays as it is."""
    alike: defaultdict[tuple[str, ...], list[tuple[str, tuple[Any, ...]]]] = defaultdict(list)
    for before, after in pairs:
        cells = zip(_COLUMNS, _row(before, venues), _row(after, venues), strict=True)
        new = {name: value for name, old, value in cells if old != value}
        alike[tuple(new)].append((after.reference, tuple(new.values())))
    for columns, rows in alike.items():
        _set(connection, columns, rows)
    came = [after for before, after in pairs if before.attendance != after.attendance]
    led = [after for before, after in pairs if before.facilitators != after.facilitators]
    _write_attendance(connection, _without(connection, Attendance, came), came)
    _write_facilitators(connection, _without(connection, SessionFacilitator, led), led)


def _set(
    connection: Connection, columns: Sequence[str], rows: Sequence[tuple[str, tuple[Any, ...]]]
) -> None:
    """Set columns of sessions, by reference; one statement does it if all get the same values.

    That is so when a venue was merged, or sessions were cancelled together.
    """
    new = {"version": OutreachSession.version + 1, "updated_at": func.current_timestamp()}
    if len({values for _, values in rows}) == 1:
        these = OutreachSession.reference.in_([reference for reference, _ in rows])
        new |= dict(zip(columns, rows[0][1], strict=True))
        connection.execute(update(OutreachSession).where(these).values(new))
        return
    new |= {name: bindparam(f"new_{name}") for name in columns}
    names = ["which", *(f"new_{name}" for name in columns)]
    connection.execute(
        update(OutreachSession).where(OutreachSession.reference == bindparam("which")).values(new),
        [dict(zip(names, (reference, *values), strict=True)) for reference, values in rows],
    )


def _without(
    connection: Connection,
    part: type[Attendance] | type[SessionFacilitator],
    records: Sequence[SessionRecord],
) -> list[int]:
    """Delete one part of these sessions, and return their ids so that it can be written again."""
    if not records:
        return []
    known = ids(connection, records)
    found = [known[record.reference] for record in records]
    connection.execute(delete(part).where(part.session_id.in_(found)))
    return found


def _write_attendance(
    connection: Connection, ids: Sequence[int], records: Sequence[SessionRecord]
) -> None:
    rows = [
        (id_, age_group, participations)
        for id_, record in zip(ids, records, strict=True)
        for age_group, participations in record.attendance.items()
    ]
    insert_rows(connection, Attendance, ("session_id", "age_group", "participations"), rows)


def _write_facilitators(
    connection: Connection, ids: Sequence[int], records: Sequence[SessionRecord]
) -> None:
    named = {code for record in records for code in record.facilitators}
    if not named:
        return
    asked = _named(connection.dialect.name, Facilitator.code, Facilitator.id)
    known: dict[str, int] = dict(connection.execute(asked, coming(sorted(named))).all())
    all_there(known, named)
    rows = [
        (id_, known[code])
        for id_, record in zip(ids, records, strict=True)
        for code in record.facilitators
    ]
    insert_rows(connection, SessionFacilitator, ("session_id", "facilitator_id"), rows)
