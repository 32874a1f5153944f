"""The draft that a schedule prepares once: the data to the end of the last month."""

from datetime import date, timedelta

import orjson
from sqlalchemy import Connection

from dashboard.domain.publications.rhythm import PublishingRhythm, closing
from dashboard.publications.making.approvable import is_stale
from dashboard.publications.making.proving import follows_older_rules
from dashboard.queries.publications.publications import latest_as_of, open_draft
from dashboard.queries.publications.publishable import latest_day
from dashboard.queries.publications.returns import returned_last


def end_of_last_month(today: date) -> date:
    """The last day of the latest month that is over."""
    return today.replace(day=1) - timedelta(days=1)


def due_to(connection: Connection, today: date, rhythm: PublishingRhythm) -> date | None:
    """The day up to which something is to be published that no draft contains; ``None`` if nothing.

    That is the end of the last month. After the first publication, it is the end of the last
    quarter, or of a longer part of the year: see ``PublishingRhythm``.

    A waiting draft is left to its reviewers, unless the data or the rules have changed since.
    """
    last = latest_as_of(connection)
    end = closing(end_of_last_month(today), last, rhythm)
    day = latest_day(connection, end)
    if day is None or (last is not None and day <= last):
        return None
    draft = open_draft(connection)
    if draft is None or follows_older_rules(draft) or is_stale(connection, draft):
        return end
    told = draft.record.as_of >= day or orjson.loads(draft.evidence).get("waits")
    return None if told else end


def is_due(connection: Connection, today: date, rhythm: PublishingRhythm) -> bool:
    """Whether something is to be published that no draft contains yet.

    A draft that was sent back is not made again of the same data: people decide on the next one.
    """
    returned = returned_last(connection)
    if returned and not is_stale(connection, returned[0]):
        return False
    return due_to(connection, today, rhythm) is not None
