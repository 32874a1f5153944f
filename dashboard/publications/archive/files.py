"""The files kept with publications: which there are, and one of them."""

from collections import defaultdict
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, select

from dashboard.domain.publications.files import (
    BriefFormat,
    PublicationFile,
    PublicationFileRecord,
)
from dashboard.i18n import Locale
from dashboard.publications.archive.tables import PublicationFileRow

_COLUMNS = tuple(
    getattr(PublicationFileRow, name) for name in PublicationFileRecord.__dataclass_fields__
)


def records(
    connection: Connection, number: int | None = None
) -> dict[int, tuple[PublicationFileRecord, ...]]:
    """What is kept, of one publication or of all, by number; those without files are absent."""
    found: defaultdict[int, list[PublicationFileRecord]] = defaultdict(list)
    listed = _listed(of_one=number is not None)
    for row in connection.execute(listed, {"wanted": number}):
        found[row.number].append(_record(row))
    return {number: tuple(those) for number, those in found.items()}


def of_publication(connection: Connection, number: int) -> tuple[PublicationFile, ...]:
    """The files of one publication."""
    table = PublicationFileRow
    rows = connection.execute(
        select(*_COLUMNS, table.content)
        .where(table.number == number)
        .order_by(table.form, table.language)
    )
    return tuple(PublicationFile(_record(row), row.content) for row in rows)


def one(
    connection: Connection, number: int, language: Locale, form: BriefFormat
) -> PublicationFile | None:
    """One file; ``None`` if none was made."""
    table = PublicationFileRow
    row = connection.execute(
        select(*_COLUMNS, table.content).where(
            table.number == number, table.language == language, table.form == form
        )
    ).one_or_none()
    return PublicationFile(_record(row), row.content) if row else None


@cache
def _listed(*, of_one: bool) -> Select[*tuple[Any, ...]]:
    """All files, or those of one publication; built once, for each embedded view asks."""
    table = PublicationFileRow
    every = select(*_COLUMNS).order_by(table.number, table.form, table.language)
    return every.where(table.number == bindparam("wanted")) if of_one else every


def _record(row: Row[*tuple[Any, ...]]) -> PublicationFileRecord:
    return PublicationFileRecord(
        row.number, Locale(row.language), BriefFormat(row.form), row.made_at, row.sha256, row.size
    )
