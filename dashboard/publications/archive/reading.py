"""What was published: the latest one, one by its number, and all of them."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, select

from dashboard.domain.publications.files import PublicationFileRecord
from dashboard.domain.publications.publication import BilingualText
from dashboard.publications.archive import files
from dashboard.publications.archive.tables import PublicationRow

_LISTED = (
    PublicationRow.number,
    PublicationRow.sha256,
    PublicationRow.published_on,
    PublicationRow.data_as_of,
    PublicationRow.corrects,
    PublicationRow.withdrawn_at,
    PublicationRow.reason_en,
    PublicationRow.reason_fr,
)


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """When a publication was taken back (UTC), and why."""

    on: date
    reason: BilingualText


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationSummary:
    """A publication without its content.

    ``sha256`` is the digest of the canonical text. ``corrects`` is the number of the publication
    that this one corrects. ``files`` are those that are kept with it.
    """

    number: int
    sha256: str
    published_on: date
    data_as_of: date
    corrects: int | None = None
    withdrawn: Withdrawal | None = None
    files: tuple[PublicationFileRecord, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedPublication(PublicationSummary):
    """A publication with its canonical text; the text is empty if it was withdrawn."""

    content: bytes


def latest(connection: Connection) -> ArchivedPublication | None:
    """The newest publication that was not withdrawn."""
    return _published(connection, connection.execute(_latest()).one_or_none())


def stands(connection: Connection) -> bool:
    """Whether there is a publication that was not withdrawn."""
    asked = select(PublicationRow.number).where(PublicationRow.withdrawn_at.is_(None)).limit(1)
    return connection.scalar(asked) is not None


def numbered(connection: Connection, number: int) -> ArchivedPublication | None:
    """The publication of that number, withdrawn or not; ``None`` when there never was one."""
    row = connection.execute(_numbered(), {"wanted": number}).one_or_none()
    return _published(connection, row)


def listing(connection: Connection) -> tuple[PublicationSummary, ...]:
    """All publications, withdrawn ones too, the newest first."""
    rows = connection.execute(select(*_LISTED).order_by(PublicationRow.number.desc()))
    kept = files.records(connection)
    return tuple(PublicationSummary(**_cells(row), files=kept.get(row.number, ())) for row in rows)


def _whole() -> Select[*tuple[Any, ...]]:
    return select(*_LISTED, PublicationRow.content)


@cache  # these two are built once, for each embedded view asks
def _latest() -> Select[*tuple[Any, ...]]:
    valid = PublicationRow.withdrawn_at.is_(None)
    return _whole().where(valid).order_by(PublicationRow.number.desc()).limit(1)


@cache
def _numbered() -> Select[*tuple[Any, ...]]:
    return _whole().where(PublicationRow.number == bindparam("wanted"))


def _published(
    connection: Connection, row: Row[*tuple[Any, ...]] | None
) -> ArchivedPublication | None:
    if row is None:
        return None
    content = b"" if row.withdrawn_at else row.content.encode()
    kept = files.records(connection, row.number).get(row.number, ())
    return ArchivedPublication(**_cells(row), content=content, files=kept)


def _cells(row: Row[*tuple[Any, ...]]) -> dict[str, Any]:
    return {
        "number": row.number,
        "sha256": row.sha256,
        "published_on": row.published_on,
        "data_as_of": row.data_as_of,
        "corrects": row.corrects,
        "withdrawn": _withdrawal(row) if row.withdrawn_at else None,
    }


def _withdrawal(row: Row[*tuple[Any, ...]]) -> Withdrawal:
    return Withdrawal(
        date.fromisoformat(row.withdrawn_at[:10]), BilingualText(row.reason_en, row.reason_fr)
    )
