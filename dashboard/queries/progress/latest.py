"""The day of the latest session that the filters keep."""

from datetime import date
from functools import cache

from sqlalchemy import Connection, Date, Select, String, bindparam, func, literal_column, select

from dashboard.domain.shared.filters import Filters
from dashboard.queries.progress.from_tallies import filtered_by
from dashboard.queries.shared.kept import attended, kept
from dashboard.queries.shared.pieces import FIRST, LAST
from dashboard.tables import AttendanceTally, OutreachSession, SessionTally, Venue


def last_session(connection: Connection, filters: Filters) -> date | None:
    """Its day, in the range of the filters; ``None`` when they keep no delivered session."""
    if filters.venue:
        return connection.scalar(_from_sessions(filters))
    filtered = filtered_by(filters)
    values: dict[str, object] = {name: filters.codes(name) for name in filtered}
    days = filters.range
    values |= {"first": days.start or FIRST, "last": days.end or LAST}
    return connection.scalar(_from_tallies(filtered), values)


@cache
def _from_tallies(filtered: frozenset[str]) -> Select[date]:
    """The tallies of days, from the last one back."""
    tally = AttendanceTally if "age" in filtered else SessionTally
    query = select(tally.starts_on).where(
        tally.grain == literal_column("'day'"),
        tally.starts_on >= bindparam("first", type_=Date),
        tally.starts_on <= bindparam("last", type_=Date),
    )
    for name in filtered:
        column = getattr(tally, "age_group" if name == "age" else name)
        query = query.where(column.in_(bindparam(name, type_=String, expanding=True)))
    return query.order_by(tally.starts_on.desc()).limit(1)


def _from_sessions(filters: Filters) -> Select[date]:
    return (
        select(func.max(OutreachSession.held_on))
        .join(Venue)
        .where(*kept(filters), *attended(filters))
    )
