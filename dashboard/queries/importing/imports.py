"""The imported files and their results."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

import orjson
from sqlalchemy import Connection, func, or_, select

from dashboard.queries.shared.moments import iso
from dashboard.tables import ImportRecord

PAGE = 20
UNDOABLE = "sessions"


@dataclass(frozen=True, slots=True)
class Import:
    """An imported file; its time is an ISO time in UTC.

    ``constants`` are the values that were given for all rows, by the code of the missing column.
    """

    id: int
    subject: str
    file_name: str
    author: str
    imported_at: str
    added: int
    changed: int
    unchanged: int
    left_out: int
    undone: bool
    constants: Mapping[str, str]

    @property
    def can_undo(self) -> bool:
        """Whether it changed sessions and was not undone; later changes may prevent an undo."""
        changed = self.added + self.changed
        return self.subject == UNDOABLE and not self.undone and changed > 0


@dataclass(frozen=True, slots=True)
class Imports:
    """A page of imports, counted from 1, the newest first."""

    page: int
    pages: int
    imports: tuple[Import, ...]


def imports(connection: Connection, page: int, find: str = "") -> Imports:
    """A page of the imports with the searched text in file name or author.

    A page beyond the last is empty.
    """
    record = ImportRecord
    wanted = or_(
        record.file_name.icontains(find, autoescape=True),
        record.author.icontains(find, autoescape=True),
    )
    count = connection.scalar(select(func.count(record.id)).where(wanted)) or 0
    found = connection.execute(
        select(record.__table__)
        .where(wanted)
        .order_by(record.id.desc())
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    return Imports(
        page,
        max(ceil(count / PAGE), 1),
        tuple(
            Import(
                row.id,
                row.subject,
                row.file_name,
                row.author,
                iso(row.imported_at),
                row.added,
                row.changed,
                row.unchanged,
                row.left_out,
                row.undone_by is not None,
                orjson.loads(row.constants),
            )
            for row in found
        ),
    )
