"""The tallies of venues: how many sessions each has, of all time.

A write adds the sessions that it brings to a venue, and takes away those that leave it.
"""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Connection, delete, func, insert, select

from dashboard.domain.sessions.record import SessionRecord
from dashboard.tables import OutreachSession, Venue, VenueTally
from dashboard.writes.bulk import table_of


class VenueCell(NamedTuple):
    """What a tally counts together."""

    venue: str
    status: str
    language: str
    kind: str


def moves(before: object, after: object) -> Iterator[tuple[VenueCell, int]]:
    """The cells that a record leaves (-1) and comes to (1), if it is a session."""
    for record, number in ((before, -1), (after, 1)):
        if isinstance(record, SessionRecord):
            cell = VenueCell(record.venue, record.status, record.language, record.kind)
            yield cell, number


def rebuild(connection: Connection) -> None:
    """Count all of them again."""
    session, table = OutreachSession, table_of(VenueTally)
    cell = Venue.code, session.status, session.language, session.kind
    counted = select(*cell, func.count()).select_from(session).join(Venue).group_by(*cell)
    connection.execute(delete(table))
    connection.execute(insert(table).from_select(table.c.keys(), counted))
