"""The day of the latest session that the filters keep."""

from datetime import date

from sqlalchemy import Connection, func, select

from dashboard.domain.shared.filters import Filters
from dashboard.queries.progress.from_tallies import TallySlice
from dashboard.queries.shared.kept import attended, kept
from dashboard.queries.shared.source import source
from dashboard.tables import OutreachSession, Venue


def last_session(connection: Connection, filters: Filters) -> date | None:
    """The day of the latest kept session in the filters' range; ``None`` without any."""
    return source(filters, tallies=_from_tallies, sessions=_from_sessions)(connection, filters)


def _from_tallies(connection: Connection, filters: Filters) -> date | None:
    return TallySlice.of(connection, filters).latest()


def _from_sessions(connection: Connection, filters: Filters) -> date | None:
    conditions = *kept(filters), *attended(filters)
    query = select(func.max(OutreachSession.held_on)).join(Venue).where(*conditions)
    return connection.scalar(query)
