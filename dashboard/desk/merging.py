"""Merge two venues that are the same place, and undo that.

Both must have the same type. So tallies by type stay right, and a venue known only by its code is
never merged with one that has a name. If one type is wrong, it must be corrected first, which shows
what the correction does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import orjson
from sqlalchemy import Connection, select

from dashboard.desk.reference_outcomes import ReferenceOutcome, refusal
from dashboard.desk.venues import nameless
from dashboard.domain.reference.kinds import VENUES
from dashboard.domain.reference.stored import Clash
from dashboard.domain.shared.records import AliasRecord, VenueRecord
from dashboard.i18n import Text, plural, sequence, text
from dashboard.queries.reference.reference import sessions_at, stored
from dashboard.queries.sessions.records import records
from dashboard.queries.shared.given import batched
from dashboard.queries.shared.trail import latest
from dashboard.queries.shared.vocabulary import merged
from dashboard.tables import AuditEntry, OutreachSession, Venue, VenueType
from dashboard.writes import aliases, venues
from dashboard.writes import sessions as session_store
from dashboard.writes.changes import Changes
from dashboard.writes.service import Writer
from dashboard.writes.tuning import looking_up

SESSIONS_AT_ONCE = 1_000
BY_DAY = OutreachSession.held_on, OutreachSession.id  # each day is then looked at only once
ALIASES, SESSIONS = "venue_aliases", "sessions"


def merge(
    writer: Writer, code: str, into: str, versions: Mapping[str, str], *, knowing: bool
) -> ReferenceOutcome:
    """See ``ReferenceDesk.merge``."""
    connection = writer.connection
    if merged(connection).get(code) == into:
        return ReferenceOutcome(code)
    found = venues.existing(connection, [VenueRecord(code, ""), VenueRecord(into, "")])
    if refused := _unfit(code, into, found):
        return refused
    clashes = [
        Clash(now.record.key, now)
        for now in stored(connection, found[code], found[into])
        if versions.get(now.record.key) != now.version
    ]
    if clashes:
        return ReferenceOutcome(conflicts=tuple(clashes))
    count = sessions_at(connection, code)
    if not knowing:
        return ReferenceOutcome(warnings=(_what_it_does(code, into, count),))
    alias = AliasRecord(code, into, count)
    writer.save(ALIASES, aliases, Changes(added=(alias,)))
    _move(writer, _sessions_at(connection, code), into)
    writer.save(VENUES, venues, Changes(removed=(found[code],)))
    return ReferenceOutcome(code)


def unmerge(writer: Writer, code: str, *, knowing: bool) -> ReferenceOutcome:
    """See ``ReferenceDesk.unmerge``."""
    connection = writer.connection
    alias = aliases.existing(connection, [AliasRecord(code, "", 0)]).get(code)
    if alias is None:
        found = venues.existing(connection, [VenueRecord(code, "")])
        return _as_it_is(connection, found[code]) if found else _not_merged(code)
    now = merged(connection)[code]
    back = _still_there(connection, alias, now)
    if not knowing:
        return ReferenceOutcome(warnings=(_what_returns(alias, now, len(back)),))
    venue = _as_it_was(connection, code)
    if venue is None:
        return _type_is_gone(code)
    writer.save(VENUES, venues, Changes(added=(venue,)))
    writer.save(ALIASES, aliases, Changes(removed=(alias,)))
    _move(writer, back, code)
    return _as_it_is(connection, venue)


def _as_it_is(connection: Connection, venue: VenueRecord) -> ReferenceOutcome:
    (now,) = stored(connection, venue)
    return ReferenceOutcome(venue.code, now.version)


def _move(writer: Writer, sessions: Sequence[int], to: str) -> None:
    """Move the sessions; each move is a change of its own, with an entry in its history."""
    with looking_up(writer.connection):
        for some in batched(sessions, SESSIONS_AT_ONCE):
            found = sorted(records(writer.connection, OutreachSession.id.in_(some)).items())
            pairs = tuple((record, replace(record, venue=to)) for _, record in found)
            writer.save(SESSIONS, session_store, Changes(changed=pairs))


def _sessions_at(connection: Connection, code: str) -> Sequence[int]:
    there = select(Venue.id).where(Venue.code == code).scalar_subquery()
    statement = select(OutreachSession.id).where(OutreachSession.venue_id == there)
    return connection.scalars(statement.order_by(*BY_DAY)).all()


def _still_there(connection: Connection, alias: AliasRecord, now: str) -> Sequence[int]:
    """The sessions that the merge moved and that nobody has moved elsewhere since."""
    entry = latest(connection, ALIASES, alias.code)
    if entry is None:
        return ()
    there = select(Venue.id).where(Venue.code == now).scalar_subquery()
    moved = select(AuditEntry.key).where(
        AuditEntry.id.between(entry.id + 1, entry.id + alias.moved),
        AuditEntry.subject == SESSIONS,
    )
    statement = select(OutreachSession.id).where(
        OutreachSession.venue_id == there, OutreachSession.reference.in_(moved)
    )
    return connection.scalars(statement.order_by(*BY_DAY)).all()


def _as_it_was(connection: Connection, code: str) -> VenueRecord | None:
    """The venue before the merge, without names if its type has since become code-only."""
    entry = latest(connection, VENUES, code)
    state = orjson.loads(entry.before) if entry and entry.before else {}
    sensitive = select(VenueType.sensitive).where(VenueType.code == state.get("venue_type"))
    by_code = connection.scalar(sensitive)
    if by_code is None:
        return None
    venue = VenueRecord(**state)
    return nameless(venue) if by_code else venue


def _unfit(code: str, into: str, found: Mapping[str, VenueRecord]) -> ReferenceOutcome | None:
    if unknown := [one for one in (code, into) if one not in found]:
        return refusal(
            "into", unknown[0], text("There is no such venue"), text("Choose one from the list")
        )
    if code == into:
        return refusal(
            "into", into, text("A venue cannot be merged into itself"), text("Choose another one")
        )
    if found[code].venue_type != found[into].venue_type:
        return refusal(
            "into",
            into,
            text("The two venues are of different types, so they are two places"),
            text("If the type of one is wrong, correct it first"),
        )
    return None


def _what_it_does(code: str, into: str, count: int) -> Text:
    moves = plural(
        "{count} session moves from {code} to {into}.",
        "{count} sessions move from {code} to {into}.",
        count,
        code=code,
        into=into,
    )
    rest = text(
        "{code} disappears from the lists; files that name it lead to {into}. You can "
        "undo the merge.",
        code=code,
        into=into,
    )
    return sequence(moves, rest)


def _what_returns(alias: AliasRecord, now: str, count: int) -> Text:
    back = plural(
        "{count} session returns from {now} to {code}.",
        "{count} sessions return from {now} to {code}.",
        count,
        now=now,
        code=alias.code,
    )
    return sequence(back, text("Sessions logged or moved since the merge stay where they are."))


def _not_merged(code: str) -> ReferenceOutcome:
    return refusal("", code, text("No venue with this code was merged"), text("Reload the list"))


def _type_is_gone(code: str) -> ReferenceOutcome:
    return refusal(
        "",
        code,
        text("Its venue type no longer exists"),
        text("Add the venue type again first"),
    )
