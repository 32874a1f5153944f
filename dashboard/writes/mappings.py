"""Mappings of import files, remembered by name."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import orjson
from sqlalchemy import Connection, select

from dashboard.domain.importing.by_hand import MappingRecord
from dashboard.queries.importing.mappings import mapping
from dashboard.tables import ImportMapping
from dashboard.writes import plain_rows
from dashboard.writes.changes import Changes

SUBJECT = "import_mappings"


def existing(connection: Connection, records: Sequence[MappingRecord]) -> dict[str, MappingRecord]:
    """The mappings that are remembered under these records' names."""
    names = [record.name for record in records]
    rows = connection.execute(
        select(ImportMapping.__table__).where(ImportMapping.name.in_(names))
    ).mappings()
    return {row["name"]: mapping(row) for row in rows}


def save(connection: Connection, changes: Changes[MappingRecord]) -> set[date]:
    """Write new and changed mappings, remove others."""
    return plain_rows.save(connection, ImportMapping, ["name"], changes, _row)


def _row(record: MappingRecord) -> dict[str, Any]:
    return {
        "name": record.name,
        "headers": orjson.dumps(record.headers).decode(),
        "columns": orjson.dumps(record.columns).decode(),
        "values": orjson.dumps(record.values).decode(),
        "constants": orjson.dumps(record.constants).decode(),
    }
