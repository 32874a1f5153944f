"""A private SQLite file with tables like the database's, deleted when it is closed.

It has no log, and no name under which others could open it. If the process is killed, the system
deletes it.
"""

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, create_engine
from sqlalchemy.dialects import sqlite
from sqlalchemy.pool import StaticPool

from dashboard.tables import Base
from dashboard.writes.bulk import run, stream_rows, table_of
from dashboard.writes.lines import copy_lines, line_of

CACHE_KIB = 16 * 1024
PAGE_BYTES = 16 * 1024  # of files that are only filled and read: few, large pages take less time
COPY = "beside"
_DIALECT = sqlite.dialect()


class Select(NamedTuple):
    """The parts of a SELECT from one table; without ``of``, from the one with the target's name."""

    cells: Sequence[str]
    rest: str = ""
    values: Sequence[object] = ()
    of: Table | None = None


class PrivateFile:
    """The file: ``store`` is for our queries, ``raw`` for rows of tuples, with days as ISO text."""

    def __init__(self, tables: Iterable[type[Base] | Table]) -> None:
        self.raw = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._engine = create_engine("sqlite://", creator=lambda: self.raw, poolclass=StaticPool)
        self.store: Connection = self._engine.connect()
        self.raw.execute(f"PRAGMA page_size = {PAGE_BYTES}")
        for pragma in ("journal_mode = OFF", f"cache_size = -{CACHE_KIB}", "foreign_keys = OFF"):
            self.raw.execute(f"PRAGMA {pragma}")
        self._attached: sqlite3.Connection | None = None
        self._changed = set[str]()
        self.raw.execute("BEGIN")
        for one in tables:
            self.raw.execute(_bare(table_of(one)))

    def close(self) -> None:
        """Delete the file."""
        self.store.close()
        self._engine.dispose()

    def attach(self, to: sqlite3.Connection) -> None:
        """Attach a copy of the file to a connection of an SQLite database.

        SQLite then copies rows from one into the other by itself. The copy loses its name before
        it gets its rows, and is made page by page, without a look at any row.
        """
        with tempfile.TemporaryDirectory(prefix="impact-") as folder:
            path = str(Path(folder) / "rows")
            copy = sqlite3.connect(path, isolation_level=None)
            to.execute(f"ATTACH ? AS {COPY}", (path,))
            for one, name in ((copy, "main"), (to, COPY)):
                one.execute(f"PRAGMA {name}.page_size = {PAGE_BYTES}").close()
                for pragma in ("journal_mode", "synchronous"):
                    one.execute(f"PRAGMA {name}.{pragma} = OFF").close()
            copy.execute("CREATE TABLE opened (one)")
            to.execute(f"SELECT * FROM {COPY}.opened").close()  # noqa: S608 - our name
        self.raw.execute("COMMIT")
        with closing(copy):
            self.raw.backup(copy)
        self.raw.execute("BEGIN")
        self._attached = to
        self._changed.clear()

    def change(self, table: type[Base] | Table) -> None:
        """Note that rows of a table have changed: an attached copy of it is not used any more."""
        self._changed.add(table_of(table).name)

    def lots(self, table: Table, rows: int) -> Iterator[tuple[int, int]]:
        """The numbers of rows that come before, and at the end, of each so many rows of a table."""
        (last,) = self.raw.execute(f"SELECT max(rowid) FROM {table.name}").fetchone()  # noqa: S608 - our name
        for first in range(0, last or 0, rows):
            yield first, first + rows

    def copy(
        self,
        connection: Connection,
        table: type[Base] | Table,
        columns: Sequence[str],
        select: Select,
        then: str = "",
    ) -> None:
        """Copy rows into a table of the database; days are ISO text.

        ``select`` gives their columns, and the rest of a SELECT statement after the name of its
        table, with the values of its marks. ``then`` follows the INSERT. A row that is refused ends
        the whole transaction: to end one statement, SQLite would note each page as it was before.

        Raises:
            sqlalchemy.exc.IntegrityError: The database refuses a row.
        """
        target = table_of(table)
        source = target if select.of is None else select.of
        here = connection.connection.driver_connection is self._attached
        if not here or source.name in self._changed:
            self.send(connection, target.name, columns, select._replace(of=source), then)
            return
        into = f"INSERT OR ROLLBACK INTO main.{target.name} ({', '.join(columns)})"
        rest = "" if select.rest else "WHERE true"  # or ON CONFLICT would belong to the FROM
        chosen = f"SELECT {', '.join(select.cells)} FROM {COPY}.{source.name} {select.rest}"  # noqa: S608 - our names
        run(connection, f"{into} {chosen} {rest} {then}", select.values)

    def send(
        self,
        connection: Connection,
        into: str,
        columns: Sequence[str],
        select: Select,
        then: str = "",
    ) -> None:
        """Read rows here, and insert them into a table of this name.

        For PostgreSQL, the SELECT must give the same order each time, and have columns with the
        names of those of ``of``.

        Raises:
            sqlalchemy.exc.IntegrityError: The database refuses a row.
        """
        if select.of is None:
            raise ValueError(into)
        rest = f"FROM {select.of.name} {select.rest}"
        statement = f"SELECT {', '.join(select.cells)} {rest}"

        def rows(after: int) -> Iterable[tuple[Any, ...]]:
            return islice(self.raw.execute(statement, select.values), after, None)

        is_postgresql = connection.dialect.name == "postgresql"
        line = line_of(select.of, columns, select.cells) if is_postgresql else None
        if line is None:
            stream_rows(connection, into, columns, rows(0), then)
            return
        lines = self.raw.execute(f"SELECT {line} {rest}", select.values)
        copy_lines(connection, into, columns, (text for (text,) in lines), rows)


def _bare(table: Table) -> str:
    """A table like this one, without what takes time: constraints and other indexes."""
    # without the types, SQLite would not compare by the keys
    cells = [f"{column.name} {column.type.compile(_DIALECT)}" for column in table.c]
    key = ", ".join(column.name for column in table.primary_key)
    if key:
        cells.append(f"PRIMARY KEY ({key})")
    by_id = "" if key in ("", "id") else " WITHOUT ROWID"
    return f"CREATE TABLE {table.name} ({', '.join(cells)}){by_id}"
