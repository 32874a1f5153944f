"""The old codes of venues that were merged."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, delete, insert, select

from dashboard.domain.shared.records import AliasRecord
from dashboard.tables import VenueAlias
from dashboard.writes.changes import Changes


def existing(connection: Connection, records: Sequence[AliasRecord]) -> dict[str, AliasRecord]:
    """The aliases stored in the database under the codes of these records."""
    codes = [record.code for record in records]
    rows = connection.execute(
        select(VenueAlias.code, VenueAlias.venue, VenueAlias.moved).where(
            VenueAlias.code.in_(codes)
        )
    )
    return {row.code: AliasRecord(*row) for row in rows}


def save(connection: Connection, changes: Changes[AliasRecord]) -> set[date]:
    """Insert new aliases and delete others; an alias itself never changes."""
    if changes.added:
        rows = [{"code": r.code, "venue": r.venue, "moved": r.moved} for r in changes.added]
        connection.execute(insert(VenueAlias), rows)
    codes = [record.code for record in changes.removed]
    if codes:
        connection.execute(delete(VenueAlias).where(VenueAlias.code.in_(codes)))
    return set()
