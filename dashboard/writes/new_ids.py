"""Reserve the ids of rows before they are inserted: what refers to them can be made ready."""

from array import array
from collections.abc import Sequence

from sqlalchemy import Connection, FromClause, func, select

from dashboard.tables import Base

IDS_AT_ONCE = 10_000


def new_ids(connection: Connection, table: type[Base], count: int) -> Sequence[int]:
    """Reserve ids for rows that will be inserted; no other writer gets the same ids.

    They grow. Those in a row, which they are if nobody else took one meanwhile, come as a range.
    """
    if connection.dialect.name == "postgresql":
        return _drawn_ids(connection, table, count)
    column = table.__table__.c.id
    first = (connection.scalar(select(func.max(column))) or 0) + 1
    return range(first, first + count)


def _drawn_ids(connection: Connection, table: type[Base], count: int) -> Sequence[int]:
    """Ids from PostgreSQL’s sequence: their ends, if none is missing between them.

    Otherwise, as many others are drawn, and each is told.
    """
    name = func.to_regclass(func.pg_get_serial_sequence(table.__tablename__, "id"))
    sequence = select(name).scalar_subquery()  # or it would be looked up for each
    each = select(func.nextval(sequence).label("id")).select_from(_numbers(count))
    drawn = each.subquery()
    least, greatest = connection.execute(select(func.min(drawn.c.id), func.max(drawn.c.id))).one()
    if not count:
        return range(0)
    if greatest - least + 1 == count:
        return range(least, greatest + 1)
    streamed = each.execution_options(yield_per=IDS_AT_ONCE)
    return array("q", connection.scalars(streamed))  # a list has five times the bytes


def _numbers(count: int) -> FromClause:
    return func.generate_series(1, count).table_valued("number")
