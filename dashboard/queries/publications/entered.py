"""What was entered since a publication, as the audit log tells it to the caller's transaction.

The log keeps each session before and after each change. So it tells which sessions were counted
then, whatever was done to them since.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import orjson
from sqlalchemy import Connection, select

from dashboard.domain.shared.periods import month_of
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.publications.protecting.counts import Place
from dashboard.publications.protecting.ranges.needs.changes import (
    HeldSession,
    OutSession,
    SessionChanges,
    Withheld,
)
from dashboard.publications.protecting.ranges.told.again import sorted_out
from dashboard.queries.publications.publishable import counts
from dashboard.queries.shared.given import batched
from dashboard.queries.shared.restores import lost_since
from dashboard.queries.shared.trail import end_of_log, latest
from dashboard.queries.shared.vocabulary import vocabulary
from dashboard.tables import Attendance, AuditEntry, OutreachSession, Venue

_SESSIONS, _VENUES = "sessions", "venues"
_ROWS_AT_ONCE = 5_000
_VENUES_AT_ONCE = 500


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
    no later block may count. ``days``: the day of the data of then, and of now. All sessions of a
    venue whose type was changed since are corrected.
    """
    waiting, out = kept
    told_until, until = days
    read = _Reader(connection, words.ages.codes)
    then = read.before(entry)
    barred = {one.was.key for one in out}
    frozen, now = {one.key: one for one in waiting}, dict[str, HeldSession | None]()
    statement = (
        select(AuditEntry.key, AuditEntry.before, AuditEntry.after)
        .where(AuditEntry.subject == _SESSIONS, AuditEntry.id > entry)
        .order_by(AuditEntry.id)
        .execution_options(yield_per=_ROWS_AT_ONCE)
    )
    for key, before, after in connection.execute(statement):
        if key not in now and key not in frozen and key not in barred:
            counted = then.held(before, told_until)
            if counted:
                frozen[key] = counted
        now[key] = read.held(after, until)
    for session in _at(connection, then.unlike(read)):
        counted, key = then.of(session, told_until), session["reference"]
        if counted and key not in {*now, *frozen, *barred}:
            frozen[key], now[key] = counted, read.of(session, until)
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
    connection: Connection, places: Collection[Place], entry: int, until: date, words: Vocabulary
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
        .execution_options(yield_per=_ROWS_AT_ONCE)
    )
    for key, before, after in connection.execute(statement):
        held = read.held(before, until)
        if held and month_of(held.day) in months:
            was[key] = held
        then[key] = read.held(after, until)
    return tuple(
        OutSession(one) for key, one in sorted(was.items()) if one.place in places and not then[key]
    )


def moved_after(
    connection: Connection, month: str, told: int, until: date
) -> tuple[tuple[HeldSession, HeldSession], ...]:
    """Sessions that lost publications may have counted, and that are held in a later month now.

    As they were, and as they are. ``month`` is the last that those may have told of; none is found
    if it is empty. By the entry ``told`` of the log, what was held after it was counted there.
    """
    if not month:
        return ()
    since, ages = lost_since(connection), vocabulary(connection).ages.codes
    read, was, counted = _Reader(connection, ages), dict[str, HeldSession](), set[str]()
    statement = (
        select(AuditEntry.id, AuditEntry.key, AuditEntry.before, AuditEntry.after)
        .where(AuditEntry.subject == _SESSIONS, AuditEntry.id > since)
        .order_by(AuditEntry.id)
        .execution_options(yield_per=_ROWS_AT_ONCE)
    )
    seen = set[str]()
    for entry, key, *states in connection.execute(statement):
        before, after = (read.held(state, until) for state in states)
        if entry <= told or key not in seen:
            then = after if entry <= told else before
            later = told and then and month_of(then.day) > month
            (counted.add if later else counted.discard)(key)
            seen.add(key)
        for held in (before, after):
            if held and month_of(held.day) <= month:
                was[key] = held
    pairs = ((was[key], read.last(key, until)) for key in sorted(was.keys() - counted))
    return tuple((old, now) for old, now in pairs if now and month_of(now.day) > month)


class _Reader:
    """Reads sessions from their JSON, with the venue types of today, or of ``before``."""

    def __init__(
        self,
        connection: Connection,
        ages: tuple[str, ...],
        types: Mapping[str, str] | None = None,
    ) -> None:
        if types is None:
            rows = connection.execute(select(Venue.code, Venue.venue_type))
            types = dict(rows.all())
        self._types, self._ages, self._connection = types, ages, connection

    def before(self, entry: int) -> "_Reader":
        """The same with the venue types as they were after this entry of the log."""
        statement = (
            select(AuditEntry.key, AuditEntry.before)
            .where(AuditEntry.subject == _VENUES, AuditEntry.id > entry)
            .order_by(AuditEntry.id.desc())
        )
        changed = dict(self._connection.execute(statement).all())
        was = {code: orjson.loads(state)["venue_type"] for code, state in changed.items() if state}
        return _Reader(self._connection, self._ages, {**self._types, **was})

    def last(self, key: str, until: date) -> HeldSession | None:
        """The session as it is now, if it was delivered by that day."""
        found = latest(self._connection, _SESSIONS, key)
        return self.held(found.after if found else None, until)

    def unlike(self, today: "_Reader") -> list[str]:
        """The venues that have another type today."""
        known = today._types
        return [code for code, own in self._types.items() if known.get(code, own) != own]

    def held(self, state: str | None, until: date) -> HeldSession | None:
        """The session, if it was delivered by that day."""
        session = orjson.loads(state) if state else None
        return self.of(session, until) if session else None

    def of(self, session: Mapping[str, Any], until: date) -> HeldSession | None:
        """The same of what the log has of it, read."""
        if session["status"] != "delivered" or session["date"] > until.isoformat():
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


def _at(connection: Connection, venues: Sequence[str]) -> Iterator[dict[str, Any]]:
    """All sessions of these venues as the log would have them, but for what is not counted."""
    session = OutreachSession
    columns = (session.reference, session.held_on, session.status, session.language, session.kind)
    for some in batched(venues, _VENUES_AT_ONCE):
        these = Venue.code.in_(some)
        there = select(session.id).join(Venue, Venue.id == session.venue_id).where(these)
        came: dict[int, dict[str, int]] = defaultdict(dict)
        attended = select(Attendance.session_id, Attendance.age_group, Attendance.participations)
        for which, age, people in connection.execute(
            attended.where(Attendance.session_id.in_(there))
        ):
            came[which][age] = people
        statement = select(session.id, Venue.code, *columns).join(
            Venue, Venue.id == session.venue_id
        )
        for which, venue, reference, day, status, language, kind in connection.execute(
            statement.where(these).order_by(session.reference)
        ):
            yield {
                "reference": reference,
                "date": day.isoformat(),
                "status": status,
                "language": language,
                "venue": venue,
                "kind": kind,
                "attendance": came[which],
            }
