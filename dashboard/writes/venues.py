"""Venues."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from dashboard.domain.shared.records import VenueRecord
from dashboard.tables import OutreachSession, Venue
from dashboard.writes.changes import Changes

_FIELDS = ("venue_type", "area", "label_en", "label_fr")


def existing(connection: Connection, records: Sequence[VenueRecord]) -> dict[str, VenueRecord]:
    """The venues that the database holds under these records' codes."""
    rows = connection.execute(
        select(Venue.code, Venue.venue_type, Venue.area, Venue.label_en, Venue.label_fr).where(
            Venue.code.in_([record.code for record in records])
        )
    )
    return {row.code: VenueRecord(*row) for row in rows}


def save(connection: Connection, changes: Changes[VenueRecord]) -> set[date]:
    """Write and delete venues, and return the days of sessions whose venue type changes."""
    if changes.added:
        connection.execute(insert(Venue), [record.cells() for record in changes.added])
    if changes.changed:
        connection.execute(
            update(Venue)
            .where(Venue.code == bindparam("which"))
            .values({name: bindparam(f"new_{name}") for name in _FIELDS}),
            [
                {"which": after.code} | {f"new_{name}": getattr(after, name) for name in _FIELDS}
                for _, after in changes.changed
            ],
        )
    codes = [record.code for record in changes.removed]
    if codes:
        connection.execute(delete(Venue).where(Venue.code.in_(codes)))
    retyped = [
        after.code for before, after in changes.changed if before.venue_type != after.venue_type
    ]
    return _days_at(connection, retyped) if retyped else set()


def _days_at(connection: Connection, codes: Sequence[str]) -> set[date]:
    days = (
        select(OutreachSession.held_on)
        .join(Venue, OutreachSession.venue_id == Venue.id)
        .where(Venue.code.in_(codes))
        .distinct()
    )
    return set(connection.scalars(days))
