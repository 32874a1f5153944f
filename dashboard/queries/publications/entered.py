"""What was entered since a publication, as the audit log tells it to the caller's transaction.

The log keeps each session before and after each change. So it tells which sessions were counted
then, whatever was done to them since.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import orjson
from sqlalchemy import Connection, select

from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.publications.protecting.ranges.changes import HeldSession, SessionChanges, alike
from dashboard.queries.publications.publishable import counts
from dashboard.queries.shared.trail import end_of_log, latest
from dashboard.tables import AuditEntry, Venue

_SESSIONS = "sessions"
_AT_ONCE = 5_000


def last_entry(connection: Connection) -> int:
    """The number of the last entry of the log."""
    return end_of_log(connection).entries


def changes_since(
    connection: Connection,
    entry: int,
    waiting: Sequence[HeldSession],
    days: tuple[date, date],
    words: Vocabulary,
) -> SessionChanges:
    """What became of sessions after this entry of the log.

    ``waiting`` are sessions that are told otherwise than they were then, as they are told.
    ``days``: the day of the data of then, and of now.
    """
    told_until, until = days
    read = _Reader(connection, words.ages.codes)
    frozen, now = {one.key: one for one in waiting}, dict[str, HeldSession | None]()
    statement = (
        select(AuditEntry.key, AuditEntry.before, AuditEntry.after)
        .where(AuditEntry.subject == _SESSIONS, AuditEntry.id > entry)
        .order_by(AuditEntry.id)
        .execution_options(yield_per=_AT_ONCE)
    )
    for key, before, after in connection.execute(statement):
        if key not in now and key not in frozen:
            counted = read.held(before, told_until)
            if counted:
                frozen[key] = counted
        now[key] = read.held(after, until)
    for key in frozen.keys() - now.keys():
        last = latest(connection, _SESSIONS, key)
        now[key] = read.held(last.after if last else None, until)
    late = (one for key, one in now.items() if key not in frozen and one)
    return SessionChanges(
        tuple(one for one in late if one.day <= told_until),
        tuple((old, now[key]) for key, old in sorted(frozen.items()) if not alike(old, now[key])),
        counts(connection, told_until, words),
    )


class _Reader:
    """Reads sessions from their JSON, with the venue types of today."""

    def __init__(self, connection: Connection, ages: tuple[str, ...]) -> None:
        rows = connection.execute(select(Venue.code, Venue.venue_type))
        self._types: Mapping[str, str] = dict(rows.all())
        self._ages = ages

    def held(self, state: str | None, until: date) -> HeldSession | None:
        """The session, if it was delivered by that day."""
        session = orjson.loads(state) if state else None
        if not session or session["status"] != "delivered" or session["date"] > until.isoformat():
            return None
        came = session["attendance"]
        return HeldSession(
            session["reference"],
            date.fromisoformat(session["date"]),
            session["language"],
            self._types.get(session["venue"], ""),
            session["kind"],
            tuple(came.get(age, 0) for age in self._ages),
        )
