"""The draft that a schedule prepares: the data to the end of the last month, once."""

from datetime import date, timedelta

from sqlalchemy import Connection

from dashboard.publications.making.press import is_stale
from dashboard.queries.publications.publications import latest_as_of, open_draft
from dashboard.queries.publications.publishable import latest_day


def end_of_last_month(today: date) -> date:
    """The last day that is wholly over with its month."""
    return today.replace(day=1) - timedelta(days=1)


def is_due(connection: Connection, today: date) -> bool:
    """Whether there is something to tell of the last month that no draft tells yet.

    A draft that waits is left to those who look at it, unless the data have moved on.
    """
    day, last = latest_day(connection, end_of_last_month(today)), latest_as_of(connection)
    if day is None or (last is not None and day <= last):
        return False
    draft = open_draft(connection)
    return draft is None or draft.record.as_of < day or is_stale(connection, draft)
