"""The day of the latest session that the filters keep."""

from datetime import date
from functools import cache

from sqlalchemy import Connection, Date, Select, String, bindparam, func, literal_column, select

from dashboard.domain.shared.filters import Filters
from dashboard.queries.progress.from_tallies import TALLIED
from dashboard.queries.shared.kept import attended, kept
from dashboard.queries.shared.source import source
from dashboard.tables import AttendanceTally, OutreachSession, SessionTally, Venue


def last_session(connection: Connection, filters: Filters) -> date | None:
    """The day of the latest kept session in the filters' range; ``None`` without any."""
    return source(filters, tallies=_from_tallies, sessions=_from_sessions)(connection, filters)


def _from_tallies(connection: Connection, filters: Filters) -> date | None:
    filtered = frozenset(dimension.code for dimension in filters.chosen)
    values: dict[str, object] = {name: filters.codes(name) for name in filtered}
    days = filters.range
    values |= {"first": days.start or date.min, "last": days.end or date.max}
    return connection.scalar(_latest_tally(filtered), values)


@cache
def _latest_tally(filtered: frozenset[str]) -> Select[date]:
    """A statement for the latest kept day of the tallies."""
    tally = AttendanceTally if "age" in filtered else SessionTally
    query = select(tally.starts_on).where(
        tally.grain == literal_column("'day'"),
        tally.starts_on >= bindparam("first", type_=Date),
        tally.starts_on <= bindparam("last", type_=Date),
    )
    for name in filtered:
        column = getattr(tally, TALLIED[name].column)
        query = query.where(column.in_(bindparam(name, type_=String, expanding=True)))
    return query.order_by(tally.starts_on.desc()).limit(1)


def _from_sessions(connection: Connection, filters: Filters) -> date | None:
    conditions = *kept(filters), *attended(filters)
    query = select(func.max(OutreachSession.held_on)).join(Venue).where(*conditions)
    return connection.scalar(query)
