"""What is planned at each venue."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
from sqlalchemy import Connection, Select, select

from dashboard.domain.shared.filters import Filters
from dashboard.queries.progress.choosing import chosen_venues
from dashboard.queries.progress.planned_rows import planned_rows
from dashboard.queries.shared.filtering import of_sessions, of_venues
from dashboard.tables import OutreachSession, Venue

NEVER = date.max.toordinal()


def planned(connection: Connection, filters: Filters, today: date) -> Mapping[int, date]:
    """The first day from today on with a planned session that the filters keep, by venue id.

    Whatever days and ages are chosen.
    """
    rows = planned_rows(connection, filters, today, chosen_venues(connection, filters))
    if rows is None:
        return _asked(connection, filters, today)
    first = np.full(1 + int(rows.venue.max(initial=0)), NEVER, np.int32)
    days = rows.first.astype(first.dtype)  # of one type: ten times as fast
    np.minimum.at(first, rows.venue, days)
    there = np.flatnonzero(first < NEVER)
    days_there = map(date.fromordinal, first[there].tolist())
    return dict(zip(there.tolist(), days_there, strict=True))


def _asked(connection: Connection, filters: Filters, today: date) -> Mapping[int, date]:
    """With min(), the database would read all sessions of each venue."""
    session = OutreachSession
    there = session.venue_id == Venue.id, session.status == "planned", session.held_on >= today
    to_come: Select[Any] = select(session.held_on).where(*there, *of_sessions(filters))
    first = to_come.order_by(session.held_on).limit(1).scalar_subquery()
    rows = connection.execute(select(Venue.id, first).where(*of_venues(filters)))
    return {id_: day for id_, day in rows if day is not None}
