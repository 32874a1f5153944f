"""What was entered since a publication, as the audit log tells it to the caller's transaction.

The log keeps each session before and after each change. So it tells which sessions were counted
then, whatever was done to them since.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

import orjson
from sqlalchemy import Connection, select

from dashboard.domain.shared.periods import month_of
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.publications.protecting.ranges.again import sorted_out
from dashboard.publications.protecting.ranges.changes import (
    HeldSession,
    Key,
    OutSession,
    SessionChanges,
    Withheld,
)
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
    kept: tuple[Sequence[HeldSession], Sequence[OutSession]],
    days: tuple[date, date],
    words: Vocabulary,
) -> tuple[SessionChanges, Withheld]:
    """What became of sessions after this entry of the log, and which must not be counted.

    ``kept``: sessions that are told otherwise than they were then, as they are told; and those that
    no later block may count. ``days``: the day of the data of then, and of now.
    """
    waiting, out = kept
    told_until, until = days
    read = _Reader(connection, words.ages.codes)
    barred = {one.was.key for one in out}
    frozen, now = {one.key: one for one in waiting}, dict[str, HeldSession | None]()
    statement = (
        select(AuditEntry.key, AuditEntry.before, AuditEntry.after)
        .where(AuditEntry.subject == _SESSIONS, AuditEntry.id > entry)
        .order_by(AuditEntry.id)
        .execution_options(yield_per=_AT_ONCE)
    )
    for key, before, after in connection.execute(statement):
        if key not in now and key not in frozen and key not in barred:
            counted = read.held(before, told_until)
            if counted:
                frozen[key] = counted
        now[key] = read.held(after, until)
    for key in {*frozen, *barred} - now.keys():
        now[key] = read.last(key, until)
    found = sorted_out(frozen, now, out, told_until)
    return SessionChanges(
        tuple(one for one in found.fresh if one.day <= told_until),
        found.corrected,
        counts(connection, told_until, words),
    ), found.withheld


def withheld_now(
    connection: Connection, out: Sequence[OutSession], until: date, words: Vocabulary
) -> Withheld:
    """Which sessions that no later block may count are held by now; others are not looked for."""
    read = _Reader(connection, words.ages.codes)
    now = {key: read.last(key, until) for key in sorted({one.was.key for one in out})}
    return sorted_out({}, now, out, until).withheld


def struck_out(
    connection: Connection, places: Collection[Key], entry: int, until: date, words: Vocabulary
) -> tuple[OutSession, ...]:
    """Sessions of these places that were held once, and no more by this entry of the log.

    For publications that did not keep which sessions were taken out of them.
    """
    read, then = _Reader(connection, words.ages.codes), dict[str, HeldSession | None]()
    months = {place[0] for place in places}
    was: dict[str, HeldSession] = {}
    statement = (
        select(AuditEntry.key, AuditEntry.before, AuditEntry.after)
        .where(
            AuditEntry.subject == _SESSIONS, AuditEntry.id <= entry, AuditEntry.before.is_not(None)
        )
        .order_by(AuditEntry.id)
        .execution_options(yield_per=_AT_ONCE)
    )
    for key, before, after in connection.execute(statement):
        held = read.held(before, until)
        if held and month_of(held.day) in months:
            was[key] = held
        then[key] = read.held(after, until)
    return tuple(
        OutSession(one) for key, one in sorted(was.items()) if one.place in places and not then[key]
    )


class _Reader:
    """Reads sessions from their JSON, with the venue types of today."""

    def __init__(self, connection: Connection, ages: tuple[str, ...]) -> None:
        rows = connection.execute(select(Venue.code, Venue.venue_type))
        self._types: Mapping[str, str] = dict(rows.all())
        self._ages = ages
        self._connection = connection

    def last(self, key: str, until: date) -> HeldSession | None:
        """The session as it is now, if it was delivered by that day."""
        found = latest(self._connection, _SESSIONS, key)
        return self.held(found.after if found else None, until)

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
