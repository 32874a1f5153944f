"""Totals of delivered sessions: how many there are of each, and which are usual."""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import Connection, func, select

from dashboard.domain.sessions.outliers import Cell, Histogram, UsualRange, usual_ranges
from dashboard.queries.shared.filtering import NOT_HELD
from dashboard.tables import OutreachSession, SizeTally, UsualSize, Venue


def sizes(connection: Connection) -> dict[Cell, dict[int, int]]:
    """How many delivered sessions of each kind and venue type have each total."""
    session = OutreachSession
    group = session.kind, Venue.venue_type, session.total
    rows = connection.execute(
        select(*group, func.count())
        .outerjoin(Venue, session.venue_id == Venue.id)
        .where(session.status.not_in(NOT_HELD))  # with ``==``, SQLite would use the index of days
        .group_by(*group)
    )
    found: defaultdict[Cell, dict[int, int]] = defaultdict(dict)
    for kind, venue_type, total, count in rows:
        found[kind, venue_type][total] = count
    return found


def kept_sizes(connection: Connection) -> dict[Cell, dict[int, int]]:
    """The tally of totals: how many delivered sessions of each kind and venue type have each."""
    found: dict[Cell, dict[int, int]] = {}
    for kind, venue_type, total, count in connection.execute(select(*SizeTally.__table__.c)):
        found.setdefault((kind, venue_type), {})[total] = count
    return found


def ranges(sizes: Mapping[Cell, Histogram]) -> dict[Cell, UsualRange]:
    """The usual totals; where there are too few sessions to compare, any total above 0."""
    anybody = {cell: UsualRange(1, max(histogram)) for cell, histogram in sizes.items()}
    return anybody | usual_ranges(sizes)


def usual_sizes(connection: Connection) -> dict[Cell, UsualRange]:
    """The usual totals of each kind in each venue type."""
    one = UsualSize
    columns = one.kind, one.venue_type, one.low, one.high, one.of_kind, one.of_venue_type
    rows = connection.execute(select(*columns))
    return {
        (kind, venue_type): UsualRange(low, high, of_kind, of_venue_type)
        for kind, venue_type, low, high, of_kind, of_venue_type in rows
    }
