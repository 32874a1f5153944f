"""The old codes of venues that were merged."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from sqlalchemy import Connection, select

from dashboard.domain.shared.records import AliasRecord
from dashboard.tables import VenueAlias
from dashboard.writes import plain_rows
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
    return plain_rows.save(connection, VenueAlias, ["code"], changes, asdict)
