"""The day of the latest session that the filters keep."""

from datetime import date

from sqlalchemy import Connection

from dashboard.domain.shared.filters import Filters
from dashboard.queries.progress.tally_slice import TallySlice


def last_session(connection: Connection, filters: Filters) -> date | None:
    """The day of the latest kept session in the filters' range; ``None`` without any."""
    return TallySlice.of(connection, filters).latest()
