"""Copy an SQLite database to PostgreSQL as it is, with all that is derived."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection

from dashboard.backup.rows import read_file, write
from dashboard.backup.shapes import Shape, quoted, shapes
from dashboard.backup.swapping import unguarded
from dashboard.database import open_engine, writing

INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
WHERE indrelid::regclass::text = ANY(%s)
AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
"""
"""Those that belong to no key, with the statements that make them."""
FOR_THIS = {
    "session_replication_role": "replica",  # foreign keys unchecked: our role is a superuser
    "maintenance_work_mem": "'1GB'",
}


def copy(source: Path, url: str) -> None:
    """Put the rows of a file into a migrated database, in place of those that are there.

    Indexes are made when the rows are there, which takes a fraction of the time.
    """
    engine = open_engine(url)
    with closing(sqlite3.connect(source)) as file, writing(engine) as connection:
        every = shapes(file)
        for name, value in FOR_THIS.items():
            connection.exec_driver_sql(f"SET LOCAL {name} = {value}")
        with unguarded(connection, [one.name for one in every]):
            connection.exec_driver_sql(f"TRUNCATE {', '.join(quoted(one.name) for one in every)}")
        indexes = connection.exec_driver_sql(INDEXES, ([one.name for one in every],)).all()
        for index, _ in indexes:
            connection.exec_driver_sql(f"DROP INDEX {index}")
        for shape in every:
            write(connection, shape, read_file(file, shape))
            _go_on_counting(connection, shape)
        for _, made in indexes:
            connection.exec_driver_sql(made)
    engine.dispose()


def _go_on_counting(connection: Connection, shape: Shape) -> None:
    """New ids follow those that are there."""
    if shape.types[: len(shape.key)] == ("INTEGER",) and shape.key == ("id",):
        connection.exec_driver_sql(
            f"SELECT setval(pg_get_serial_sequence('{shape.name}', 'id'), max(id))"
            f" FROM {quoted(shape.name)}"
        )
