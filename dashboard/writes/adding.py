"""Add rows of a private file to tallies: the numbers of rows with the same key are added up."""

from sqlalchemy import Connection, Table

from dashboard.writes.bulk import stream_rows
from dashboard.writes.private_file import PrivateFile, Select

WAITING = "adding_to_"
_TOGETHER = {"ages": "{old} | {new}", "last_on": "{later}({old}, {new})"}


def wait_beside(connection: Connection, tally: Table, file: PrivateFile) -> None:
    """On PostgreSQL, put the rows beside the tally; they are there until the transaction ends."""
    if connection.dialect.name == "postgresql":
        beside = f"{WAITING}{tally.name}"
        connection.exec_driver_sql(f"CREATE TEMP TABLE {beside} (LIKE {tally.name}) ON COMMIT DROP")
        rows = file.raw.execute(f"SELECT {_names(tally)} FROM {tally.name}")  # noqa: S608 - ours
        stream_rows(connection, beside, tally.c.keys(), rows)


def add(connection: Connection, tally: Table, file: PrivateFile) -> None:
    """Add the file's rows to a tally; on PostgreSQL, those that wait beside it."""
    names = _names(tally)
    if connection.dialect.name != "postgresql":
        file.copy(connection, tally, tally.c.keys(), Select(names), _added(tally, "max"))
        return
    beside = f"SELECT {names} FROM {WAITING}{tally.name}"  # noqa: S608 - our names
    connection.exec_driver_sql(
        f"INSERT INTO {tally.name} ({names}) {beside} {_added(tally, 'greatest')}"
    )


def _names(tally: Table) -> str:
    return ", ".join(tally.c.keys())  # from the program itself, never from input


def _added(tally: Table, later: str) -> str:
    key = ", ".join(column.name for column in tally.primary_key)
    numbers = [column.name for column in tally.c if not column.primary_key]
    sums = ", ".join(
        f"{name} = {_TOGETHER.get(name, '{old} + {new}')}".format(
            old=f"{tally.name}.{name}", new=f"excluded.{name}", later=later
        )
        for name in numbers
    )
    return f"ON CONFLICT ({key}) DO UPDATE SET {sums}"
