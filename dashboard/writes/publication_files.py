"""Files kept with publications: the database stores their content, the log their digests."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from sqlalchemy import Connection, insert

from dashboard.domain.publications.files import PublicationFile, PublicationFileRecord
from dashboard.publications.archive.files import records as kept
from dashboard.publications.archive.tables import PublicationFileRow
from dashboard.writes.changes import Changes
from dashboard.writes.service import Writer

FILES = "publication_files"


class PublicationFileStore:
    """How files are stored; they are only ever added."""

    def __init__(self, new: Sequence[PublicationFile]) -> None:
        self._contents = {one.record.key: one.content for one in new}

    def existing(
        self, connection: Connection, records: Sequence[PublicationFileRecord]
    ) -> dict[str, PublicationFileRecord]:
        """The files of these names that the database holds."""
        names = {one.key for one in records}
        every = (one for those in kept(connection).values() for one in those)
        return {one.key: one for one in every if one.key in names}

    def save(self, connection: Connection, changes: Changes[PublicationFileRecord]) -> set[date]:
        """Write new files; no tally depends on them."""
        for record in changes.added:
            row = asdict(record) | {"content": self._contents[record.key]}
            connection.execute(insert(PublicationFileRow).values(row))
        return set()


def keep(writer: Writer, new: Sequence[PublicationFile]) -> None:
    """Keep these files for ever, and log their digests."""
    added = tuple(one.record for one in new)
    writer.save(FILES, PublicationFileStore(new), Changes(added=added), shown=False)
