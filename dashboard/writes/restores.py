"""Records of restores, and the publication numbers that were lost with them."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date

from sqlalchemy import Connection, delete, insert

from dashboard.domain.shared.restores import DatabaseRestore
from dashboard.queries.shared.restores import every_restore, lost_numbers
from dashboard.tables import LostPublication, Restore
from dashboard.writes import plain_rows
from dashboard.writes.changes import Changes

RESTORES = "restores"


def existing(
    connection: Connection, records: Sequence[DatabaseRestore]
) -> dict[str, DatabaseRestore]:
    """The restores stored under the generations of these records."""
    wanted = {record.key for record in records}
    return {one.key: one for one in every_restore(connection) if one.key in wanted}


def save(connection: Connection, changes: Changes[DatabaseRestore]) -> set[date]:
    """Write new restores, and that one was confirmed."""
    return plain_rows.save(connection, Restore, ["generation"], changes, asdict)


def lose(connection: Connection, numbers: Iterable[int], generation: str) -> None:
    """Record that publications which are now lost used these numbers."""
    new = sorted(set(numbers) - lost_numbers(connection))
    if new:
        rows = [{"number": number, "generation": generation} for number in new]
        connection.execute(insert(LostPublication), rows)


def find_again(connection: Connection, numbers: Iterable[int]) -> None:
    """Record that these publications were found again, with their counts and proofs."""
    connection.execute(delete(LostPublication).where(LostPublication.number.in_(list(numbers))))
