"""The saved mappings of import files."""

from collections.abc import Mapping
from typing import Any

import orjson
from sqlalchemy import Connection, select

from dashboard.domain.importing.by_hand import MappingRecord
from dashboard.queries.shared.text_order import by_text
from dashboard.tables import ImportMapping


def mappings(connection: Connection) -> tuple[MappingRecord, ...]:
    """All of them, by name."""
    rows = connection.execute(select(ImportMapping.__table__).order_by(by_text(ImportMapping.name)))
    return tuple(mapping(row) for row in rows.mappings())


def mapping(row: Mapping[Any, Any]) -> MappingRecord:
    """A row of the table as a record."""
    return MappingRecord(
        row["name"],
        tuple(orjson.loads(row["headers"])),
        orjson.loads(row["columns"]),
        orjson.loads(row["values"]),
        orjson.loads(row["constants"]),
    )
