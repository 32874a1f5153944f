"""The draft that a schedule prepares once: the data to the end of the last month."""

from datetime import date, timedelta

import orjson
from sqlalchemy import Connection

from dashboard.domain.publications.rhythm import PublishingRhythm, closing
from dashboard.publications.making.press import is_stale
from dashboard.queries.publications.publications import latest_as_of, open_draft
from dashboard.queries.publications.publishable import latest_day


def end_of_last_month(today: date) -> date:
    """The last day of the latest month that is over."""
    return today.replace(day=1) - timedelta(days=1)


def is_due(
    connection: Connection, today: date, rhythm: PublishingRhythm = PublishingRhythm.QUARTER
) -> bool:
    """Whether the last month has something to publish that no draft contains yet.

    After the first publication, only whole quarters do, or longer parts of the year: see
    ``PublishingRhythm``.

    A waiting draft is left to its reviewers, unless the data have changed since.
    """
    last = latest_as_of(connection)
    day = latest_day(connection, closing(end_of_last_month(today), last, rhythm))
    if day is None or (last is not None and day <= last):
        return False
    draft = open_draft(connection)
    if draft is None or is_stale(connection, draft):
        return True
    return draft.record.as_of < day and not orjson.loads(draft.evidence).get("waits")
