"""The reference data of a new database, and what later versions add."""

from pathlib import Path

from sqlalchemy import Connection, select

from dashboard.domain.shared.records import ReferenceRecord
from dashboard.importers.reference_files import read
from dashboard.places import REFERENCE
from dashboard.queries.reference.reference import values
from dashboard.tables import AuditEntry, Base, Reference
from dashboard.writes.changes import Changes
from dashboard.writes.reference import ReferenceStore
from dashboard.writes.service import Writer
from dashboard.writes.state import take_turn

AUTHOR = "impact migrate"


def load_reference(connection: Connection, folder: Path = REFERENCE) -> int:
    """Add values that the database never had, and return how many.

    Each table has its file. Existing values stay, since they may have been edited, and removed ones
    stay removed. The first values of a new database are no change, so the audit log omits them; it
    has those added later.

    Raises:
        dashboard.importers.reference_files.BadReferenceError: Some values can't go in; none did.
        OSError: A file can't be read.
    """
    take_turn(connection)
    found = read(folder, {name: Base.metadata.tables[name] for name in _tables()})
    writer = Writer(connection, AUTHOR)
    stores = [ReferenceStore(name) for name in found]
    begins = not any(values(connection, store.table.name) for store in stores)
    return sum(_load(writer, store, found[store.table.name], begins=begins) for store in stores)


def _tables() -> list[str]:
    """The tables, each after those that it refers to."""
    ours = {m.local_table for m in Base.registry.mappers if issubclass(m.class_, Reference)}
    return [table.name for table in Base.metadata.sorted_tables if table in ours]


def _load(
    writer: Writer, store: ReferenceStore, found: list[ReferenceRecord], *, begins: bool
) -> int:
    name, connection = store.table.name, writer.connection
    logged = select(AuditEntry.key).where(AuditEntry.subject == name).distinct()
    known = {record.code for record in values(connection, name)} | set(connection.scalars(logged))
    changes = Changes(added=tuple(record for record in found if record.code not in known))
    if begins:
        store.save(connection, changes)
    else:
        writer.save(name, store, changes)
    return len(changes.added)
