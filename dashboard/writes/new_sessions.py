"""New sessions by the hundred thousand: made ready before the lock, written under it.

They are kept in a private SQLite file that is deleted when it is closed, in tables like those of
the database, with the tallies of their days: counted there, and in the database as it was read.
What is left to do under the lock is to copy rows.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from operator import itemgetter
from typing import Any

import orjson
from sqlalchemy import Connection, Table, create_engine, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.pool import StaticPool

from dashboard.domain.sessions.columns import IN_SESSION_ROW
from dashboard.domain.sessions.findings import FindingRule
from dashboard.domain.sessions.hits import Hit
from dashboard.domain.sessions.outliers import Cell, UsualRange
from dashboard.tables import (
    AgeGroup,
    Attendance,
    Base,
    Facilitator,
    OutreachSession,
    SessionFacilitator,
    SessionKind,
    Venue,
)
from dashboard.writes import tallies
from dashboard.writes.bulk import new_ids, stream_rows
from dashboard.writes.sessions import first_version

AT_ONCE = 20_000
CACHE_KIB = 16 * 1024
COLUMNS = tuple(column.in_database for column in IN_SESSION_ROW)
_VENUE, _DAY = COLUMNS.index("venue_id"), COLUMNS.index("held_on")
_values = itemgetter(*(column.code for column in IN_SESSION_ROW))
_WRITTEN = (
    (OutreachSession, "id", (*COLUMNS, "version")),
    (Attendance, "session_id", ("age_group", "participations")),
    (SessionFacilitator, "session_id", ("facilitator_id",)),
)
_COPIED = (Venue, SessionKind, AgeGroup)
_DIALECT = sqlite.dialect()

_FOUND_ALONE = {
    FindingRule.OUTLIER: (
        "SELECT reference, held_on, total FROM sessions JOIN venues ON venues.id = venue_id"
        " JOIN usual USING (kind, venue_type)"
        " WHERE status = 'delivered' AND total NOT BETWEEN low AND high"
    ),
    FindingRule.OVERDUE: "SELECT reference, held_on, 0 FROM sessions WHERE status = 'planned'",
    FindingRule.NO_FACILITATOR: (
        "SELECT reference, held_on, 0 FROM sessions WHERE status != 'cancelled' AND NOT EXISTS"
        " (SELECT 1 FROM session_facilitators AS led WHERE led.session_id = sessions.id)"
    ),
}

Row = tuple[Any, ...]


class NewSessions:
    """The new sessions of one file, and the tallies of their days."""

    def __init__(self, connection: Connection) -> None:
        self.days: set[date] = set()
        self.venues: set[str] = set()
        self._count = 0
        self._ids: dict[str, int] = dict(connection.execute(select(Venue.code, Venue.id)).all())
        people = connection.execute(select(Facilitator.code, Facilitator.id)).all()
        self._people: dict[str, int] = dict(people)
        self._version = first_version(connection)
        self._file = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._engine = create_engine("sqlite://", creator=lambda: self._file, poolclass=StaticPool)
        self._store = self._engine.connect()
        for pragma in ("journal_mode = OFF", f"cache_size = -{CACHE_KIB}", "foreign_keys = OFF"):
            self._file.execute(f"PRAGMA {pragma}")
        self._file.execute("BEGIN")
        written = [table for table, *_ in _WRITTEN]
        for table in chain(_tables(*written, *_COPIED), tallies.tables()):
            self._file.execute(_bare(table))
        for table in _tables(*_COPIED):
            stream_rows(
                self._store, table, table.c.keys(), map(tuple, connection.execute(select(table)))
            )

    def close(self) -> None:
        """Delete the file."""
        self._store.close()
        self._engine.dispose()

    def add(self, states: Iterable[bytes]) -> None:
        """Make ready sessions, none of which the database has, from their JSON.

        Raises:
            KeyError: A venue or a facilitator is not there any more.
        """
        sessions: list[Row] = []
        attendance: list[Row] = []
        led: list[Row] = []
        days = set()
        for number, state in enumerate(states, start=self._count):
            session = orjson.loads(state)
            values = _values(session)
            venue, people = values[_VENUE], self._people
            days.add(values[_DAY])
            self.venues.add(venue)
            after = (*values[_VENUE + 1 :], self._version)
            sessions.append((number, *values[:_VENUE], self._ids[venue], *after))
            attendance += [(number, *one) for one in session["attendance"].items()]
            led += [(number, people[code]) for code in session["facilitators"]]
        self._count += len(sessions)
        self.days.update(map(date.fromisoformat, days))
        for (table, key, columns), rows in zip(_WRITTEN, (sessions, attendance, led), strict=True):
            stream_rows(self._store, table, (key, *columns), rows)

    def __len__(self) -> int:
        return self._count

    def count(self, connection: Connection) -> None:
        """Count the days of the sessions: these ones, and those that the database has."""
        tallies.count_everything(self._store)
        for tally, rows in tallies.counted(connection, self.days):
            self._file.executemany(_adding(tally), map(_plain, rows))

    def write(self, connection: Connection) -> Iterator[int]:
        """Write the sessions without their tallies; yield now and then how many are written.

        Nobody else sees them before the end of the transaction: on PostgreSQL, no turn is needed.

        Raises:
            sqlalchemy.exc.IntegrityError: Something that they refer to has changed.
        """
        ids = new_ids(connection, OutreachSession, self._count)
        for first in range(0, self._count, AT_ONCE):
            for table, key, columns in _WRITTEN:
                rows = self._rows(table, key, columns, ids, first)
                stream_rows(connection, table, (key, *columns), rows)
            yield min(first + AT_ONCE, self._count)

    def replace_tallies(self, connection: Connection, but: Collection[date]) -> None:
        """Put the tallies that were counted into the database, ``but`` for those of some days."""
        days = self.days.difference(but)
        out = {day.isoformat() for day in self.days.intersection(but)}
        tallies.replace_days(connection, days, ((t, self._tally(t, out)) for t in tallies.tables()))

    def references(self) -> Iterator[str]:
        """Their references."""
        return (reference for (reference,) in self._file.execute("SELECT reference FROM sessions"))

    def spots(self) -> set[tuple[int, date]]:
        """The ids of venues, and the days, of all that are not cancelled."""
        rows = self._file.execute(
            "SELECT DISTINCT venue_id, held_on FROM sessions WHERE status != 'cancelled'"
        )
        return {(venue_id, date.fromisoformat(day)) for venue_id, day in rows}

    def sizes(self) -> dict[tuple[str, str, int], int]:
        """How many delivered ones of each kind and venue type have each total."""
        rows = self._file.execute(
            "SELECT kind, venue_type, total, count(*)"
            " FROM sessions JOIN venues ON venues.id = venue_id"
            " WHERE status = 'delivered' GROUP BY kind, venue_type, total"
        )
        return {(kind, venue_type, total): count for kind, venue_type, total, count in rows}

    def found_alone(self, usual: Mapping[Cell, UsualRange]) -> Iterator[Hit]:
        """What each is found for by itself, by the usual totals; the sums of a file are right."""
        self._file.execute("DROP TABLE IF EXISTS usual")
        self._file.execute("CREATE TABLE usual (kind, venue_type, low, high)")
        ranges = ((*cell, one.low, one.high) for cell, one in usual.items())
        self._file.executemany("INSERT INTO usual VALUES (?, ?, ?, ?)", ranges)
        for rule, statement in _FOUND_ALONE.items():
            for reference, day, rank in self._file.execute(statement):
                yield Hit(rule, (reference,), date.fromisoformat(day), rank)

    def _rows(
        self,
        table: type[Base],
        key: str,
        columns: Sequence[str],
        ids: Sequence[int],
        first: int,
    ) -> Iterator[Row]:
        """Some rows of a table, with their ids; those in a row need no look at each."""
        offset = ids[0] if isinstance(ids, range) else 0
        statement = (
            f"SELECT {key} + ?, {', '.join(columns)} FROM {table.__tablename__}"  # noqa: S608 - our names
            f" WHERE {key} >= ? AND {key} < ? ORDER BY {key}"
        )
        rows = self._file.execute(statement, (offset, first, first + AT_ONCE))
        return rows if isinstance(ids, range) else ((ids[n], *row) for n, *row in rows)

    def _tally(self, tally: Table, out: Collection[str]) -> Iterator[Row]:
        names = tally.c.keys()
        day = names.index("starts_on" if "starts_on" in names else "held_on")
        rows = self._file.execute(f"SELECT {', '.join(names)} FROM {tally.name}")  # noqa: S608 - our names
        return (row for row in rows if row[day] not in out) if out else rows


def _tables(*of: type[Base]) -> list[Table]:
    return [Base.metadata.tables[one.__tablename__] for one in of]


def _bare(table: Table) -> str:
    """A table like this one, without what takes time: constraints and other indexes."""
    key = ", ".join(column.name for column in table.primary_key)
    # without the types, SQLite would not compare by the keys
    columns = [f"{column.name} {column.type.compile(_DIALECT)}" for column in table.c]
    by_id = "" if key == "id" else " WITHOUT ROWID"
    return f"CREATE TABLE {table.name} ({', '.join(columns)}, PRIMARY KEY ({key})){by_id}"


def _adding(tally: Table) -> str:
    """Insert a row of a tally, or add its numbers to those that are there."""
    numbers = [column.name for column in tally.c if not column.primary_key]
    names, key = tally.c.keys(), ", ".join(column.name for column in tally.primary_key)
    added = ", ".join(f"{name} = {name} + excluded.{name}" for name in numbers)
    marks = ", ".join("?" * len(names))
    return (
        f"INSERT INTO {tally.name} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608 - our names
        f" ON CONFLICT ({key}) DO UPDATE SET {added}"
    )


def _plain(row: Iterable[object]) -> Row:
    return tuple(one.isoformat() if isinstance(one, date) else one for one in row)


def known(connection: Connection, references: Collection[str]) -> set[str]:
    """Those of the references that have a session."""
    reference = OutreachSession.reference
    return set(connection.scalars(select(reference).where(reference.in_(references))))
