"""New sessions by the hundred thousand: made ready before the lock, written under it.

They are kept in a private SQLite file, in tables like those of the database, with their tallies and
what is to fix in them. What is left to do under the lock is to copy rows, and to add tallies up.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import Connection, func, select
from sqlalchemy.orm import InstrumentedAttribute

from dashboard.domain.sessions.columns import IN_SESSION_ROW
from dashboard.queries.sessions.findings.duplicates import Spot
from dashboard.tables import (
    AgeGroup,
    Attendance,
    Base,
    Facilitator,
    FacilitatorPack,
    KeptFinding,
    Language,
    OutreachSession,
    SessionFacilitator,
    SessionKind,
    SessionPack,
    Venue,
)
from dashboard.writes import adding, session_packs, tallies
from dashboard.writes.bulk import stream_rows, table_of
from dashboard.writes.new_findings import NewFindings
from dashboard.writes.new_ids import new_ids
from dashboard.writes.new_numbers import NewNumbers, ReferenceValues
from dashboard.writes.private_file import PrivateFile, Select
from dashboard.writes.references import looked_up_before
from dashboard.writes.sessions import first_version
from dashboard.writes.tuning import as_counted, indexed_afterwards

if TYPE_CHECKING:
    from dashboard.writes.new_spots import NewSpots

AT_ONCE = 20_000
COLUMNS = tuple(column.in_database for column in IN_SESSION_ROW)
_VENUE = 1 + COLUMNS.index("venue_id")  # after the number of a session
_values = itemgetter(*(column.code for column in IN_SESSION_ROW))
_WRITTEN = (
    (OutreachSession, "id", (*COLUMNS, "version")),
    (Attendance, "session_id", ("age_group", "participations")),
    (SessionFacilitator, "session_id", ("facilitator_id",)),
)
_COPIED = (Venue, Facilitator)
_CODES = {"kind": SessionKind.code, "language": Language.code, "age_group": AgeGroup.code}
_TALLIES = (*tallies.COUNTED, SessionPack, FacilitatorPack)

Row = tuple[Any, ...]


class NewSessions:
    """The new sessions of one file, with their tallies and ``findings``.

    ``are_most``: once written, they are most of all sessions.
    """

    def __init__(self, connection: Connection) -> None:
        self._count = 0
        self.are_most = False
        self._reference = ReferenceValues.of(connection)
        self._ids = {code: id_ for id_, (code, _) in self._reference.venues.items()}
        people = connection.execute(select(Facilitator.code, Facilitator.id)).all()
        self._people: dict[str, int] = dict(people)
        self._version = first_version(connection)
        self._greatest_id = connection.scalar(select(func.max(OutreachSession.id))) or 0
        written = [table for table, *_ in _WRITTEN]
        self._numbers = NewNumbers()
        self._codes = self._numbers.numbered
        self._days: list[date] = []
        self._sizes: dict[tuple[str, str, int], int] = {}
        self._spots: NewSpots | None = None
        self._counted = [adding.of_spans(table_of(tally)) for tally in _TALLIES]
        self._file = PrivateFile([*written, *_COPIED, *self._counted, adding.PIECES, KeptFinding])
        for table in map(table_of, _COPIED):
            rows = map(tuple, connection.execute(select(table)))
            stream_rows(self._file.store, table, table.c.keys(), rows)
        self.findings = NewFindings(self._file)

    def close(self) -> None:
        """Delete the file."""
        self._file.close()

    def go_by_day(self, count: int) -> bool:
        """Whether to ``add`` so many sessions day by day.

        Each is put into every index, most of which have days in their order: the whole index is
        then passed once, and not page by page in no order. Where they are most, the indexes are
        made anew, so sorting would be in vain.
        """
        return count < self._greatest_id

    def add(self, states: Iterable[bytes]) -> None:
        """Make ready sessions, none of which the database has, from their JSON.

        Raises:
            KeyError: A venue or a facilitator is not there any more.
        """
        sessions: list[Row] = []
        attendance: list[tuple[int, str, int]] = []
        led_by: list[tuple[int, str]] = []
        people = self._people
        for number, state in enumerate(states, start=self._count):
            session = orjson.loads(state)
            values = [number, *_values(session), self._version]
            values[_VENUE] = self._ids[values[_VENUE]]
            sessions.append(tuple(values))
            attendance += [(number, age, came) for age, came in session["attendance"].items()]
            led_by += [(number, code) for code in session["facilitators"]]
        led = [(number, people[code]) for number, code in led_by]
        self._count += len(sessions)
        written: tuple[list[Any], ...] = (sessions, attendance, led)
        for (table, key, columns), rows in zip(_WRITTEN, written, strict=True):
            stream_rows(self._file.store, table, (key, *columns), rows)
        self._numbers.add(("id", *COLUMNS), sessions, attendance, led_by)

    def __len__(self) -> int:
        return self._count

    def make_ready(self, connection: Connection) -> None:
        """Count the sessions, and find what is to fix in them; ``add`` no more then."""
        self._spots = self._count_tallies(connection)
        self.findings.find(connection, self._spots)

    def attach(self, to: sqlite3.Connection, *, alone: bool) -> None:
        """Attach them to a connection of an SQLite database, which then copies them by itself.

        ``alone``: nothing else that refers to anything is written there. SQLite then looks up no
        reference row by row, since ``are_of`` looks for each of them once. Only tallies may then be
        refused statement by statement: their pages are kept in memory meanwhile, not in a file.
        """
        self._file.attach(to)
        if alone:
            to.execute("PRAGMA foreign_keys = OFF").close()
            to.execute("PRAGMA temp_store = MEMORY").close()

    def are_of(self, connection: Connection) -> bool:
        """Whether the database has all that the sessions refer to; it stays until they are written.

        On PostgreSQL, whoever takes some of it away waits until this transaction ends.
        """

        def there(column: InstrumentedAttribute[Any]) -> set[Any]:
            kept = select(column).with_for_update(read=True, key_share=True)
            return {*connection.scalars(kept)}

        return (
            all(there(code) >= self._codes[name].keys() for name, code in _CODES.items())
            and there(Venue.id) >= self._reference.venues.keys()
            and there(Facilitator.id) >= {*self._people.values()}
        )

    def write(self, connection: Connection) -> Iterator[int]:
        """Write the sessions without their tallies; yield now and then how many are written.

        Nobody else sees them before the end of the transaction: on PostgreSQL, no turn is needed.

        Raises:
            sqlalchemy.exc.IntegrityError: Something that they refer to has changed.
        """
        if connection.dialect.name == "sqlite":  # see ``attach``; indexes are sorted in files
            connection.exec_driver_sql("PRAGMA temp_store = DEFAULT")
        ids = new_ids(connection, OutreachSession, self._count)
        self.are_most = self._count >= ids[0]
        most = self.are_most
        with (
            looked_up_before(connection),
            indexed_afterwards(connection, OutreachSession, are_most=most),
            indexed_afterwards(connection, SessionFacilitator, are_most=most),
        ):
            for first in range(0, self._count, AT_ONCE):
                for table, key, columns in _WRITTEN:
                    self._write(connection, table, (key, *columns), ids, first)
                yield min(first + AT_ONCE, self._count)
        self._name_in_packs(ids)
        for tally in map(table_of, _TALLIES):
            adding.wait_beside(connection, tally, self._file)

    def add_tallies(self, connection: Connection) -> None:
        """Add what was counted to the tallies, whatever others have added meanwhile."""
        session_packs.keep(connection, self._reference.coding)
        with as_counted(connection):
            for tally in map(table_of, _TALLIES):
                adding.add(connection, tally, self._file)
        tallies.mark(connection, self._days)

    def spots_of(self, places: Iterable[tuple[str, date]]) -> set[Spot]:
        """Those of these venues and days, by the ids of venues, where any of the sessions are."""
        spots = ((self._ids[venue], day) for venue, day in places)
        return {spot for spot in spots if self._spots and spot in self._spots}

    def sizes(self) -> dict[tuple[str, str, int], int]:
        """How many delivered ones of each kind and venue type have each total."""
        return self._sizes

    def _count_tallies(self, connection: Connection) -> "NewSpots":
        """Count them; returns where the sessions are."""
        from dashboard.writes.new_tallies import NewTallies  # noqa: PLC0415 - numpy

        counted = NewTallies(self._numbers, self._reference)
        for tally in counted.each():
            adding.keep(connection, tally, self._file)
        for table, rows in counted.packs():
            stream_rows(self._file.store, table, table.c.keys(), rows)
        self._sizes = counted.sizes()
        self._days = sorted(map(date.fromisoformat, self._numbers.numbered["held_on"]))
        self._numbers = NewNumbers()  # a million sessions are thirty megabytes
        return counted.spots()

    def _name_in_packs(self, ids: Sequence[int]) -> None:
        """Put the ids of the sessions into the packs of facilitators, which have their places."""
        from dashboard.writes.new_packs import ids_for_places  # noqa: PLC0415 - numpy

        table = adding.of_spans(table_of(FacilitatorPack))
        self._file.raw.create_function("ids_for_places", 1, ids_for_places(ids))
        self._file.raw.execute(f"UPDATE {table.name} SET whose = ids_for_places(whose)")  # noqa: S608 - our name
        self._file.change(table)

    def _write(
        self,
        connection: Connection,
        table: type[Base],
        columns: Sequence[str],
        ids: Sequence[int],
        first: int,
    ) -> None:
        """Write some rows of a table, with their ids; those in a row need no look at each."""
        key, *others = columns
        in_order = ", ".join(table_of(table).primary_key.columns.keys())
        some = f"WHERE {key} >= ? AND {key} < ? ORDER BY {in_order}"
        end, offset = first + AT_ONCE, ids[0] if isinstance(ids, range) else 0
        cells = (f"{key} + {offset}", *others)
        if isinstance(ids, range):
            if table is OutreachSession:
                now = _now(connection)
                columns, cells = (*columns, *now), (*cells, *now.values())
            self._file.copy(connection, table, columns, Select(cells, some, (first, end)))
            return
        statement = f"SELECT {', '.join(cells)} FROM {table.__tablename__} {some}"  # noqa: S608 - our names
        rows = self._file.raw.execute(statement, (first, end))
        stream_rows(connection, table, columns, ((ids[n], *row) for n, *row in rows))


def _now(connection: Connection) -> dict[str, str]:
    """What SQLite would put into columns of moments by itself.

    It would do so by a function, which might fail: see ``PrivateFile.copy``.
    """
    if connection.dialect.name == "postgresql":
        return {}
    now = connection.exec_driver_sql("SELECT quote(CURRENT_TIMESTAMP)").scalar_one()
    return dict.fromkeys(("created_at", "updated_at"), now)
