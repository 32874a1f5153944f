"""Which totals are usual, kept beside the findings."""

from sqlalchemy import Connection, delete

from dashboard.domain.sessions.outliers import Cell, UsualRange
from dashboard.tables import UsualSize
from dashboard.writes.bulk import insert_rows


def write_usual(connection: Connection, usual: dict[Cell, UsualRange]) -> None:
    """Write what is usual anew, in place of what was."""
    connection.execute(delete(UsualSize))
    rows = [(*cell, one.low, one.high, one.kind, one.venue_type) for cell, one in usual.items()]
    columns = ("kind", "venue_type", "low", "high", "of_kind", "of_venue_type")
    insert_rows(connection, UsualSize, columns, rows)
