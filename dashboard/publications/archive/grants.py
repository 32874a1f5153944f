"""Stored grants, found by the key in an address or by number."""

from functools import cache
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qsl

from sqlalchemy import Connection, Row, Select, bindparam, func, select

from dashboard.domain.publications.embeds import Grant
from dashboard.i18n import Locale
from dashboard.publications.archive.tables import EmbedFormerKeyRow, EmbedGrantRow

MARK_DIGITS = 16

_COLUMNS = tuple(getattr(EmbedGrantRow, name) for name in Grant.__dataclass_fields__)


def digest_of(key: str) -> str:
    """The digest stored and looked up instead of a key, which has too many random bits to guess."""
    return sha256(key.encode(errors="replace")).hexdigest()


def mark(key: str) -> str:
    """A short mark that tells a key from all others, without giving it away."""
    return digest_of(key)[:MARK_DIGITS]


def mark_of(connection: Connection, number: int) -> str:
    """The mark of the grant's current key; empty if there is no such grant."""
    digest = connection.scalar(select(EmbedGrantRow.digest).where(EmbedGrantRow.id == number))
    return (digest or "")[:MARK_DIGITS]


def presented(connection: Connection, key: str) -> Grant | None:
    """The grant with that key, valid or not."""
    return _one(connection, "digest", digest_of(key))


def replaced(connection: Connection, key: str) -> Grant | None:
    """The grant that had this key before it got a new one; the old key opens nothing."""
    former = EmbedFormerKeyRow
    number = connection.scalar(select(former.grant_id).where(former.digest == digest_of(key)))
    return None if number is None else numbered(connection, number)


def numbered(connection: Connection, number: int) -> Grant | None:
    """The grant with that number, valid or not."""
    return _one(connection, "id", number)


def every(connection: Connection) -> tuple[Grant, ...]:
    """All grants ever made, the latest first."""
    rows = connection.execute(select(*_COLUMNS).order_by(EmbedGrantRow.id.desc()))
    return tuple(map(_grant, rows))


def next_number(connection: Connection) -> int:
    """The number for a new grant; the writer must hold the turn."""
    return (connection.scalar(select(func.max(EmbedGrantRow.id))) or 0) + 1


def _one(connection: Connection, column: str, value: int | str) -> Grant | None:
    row = connection.execute(_with(column), {"value": value}).one_or_none()
    return _grant(row) if row else None


@cache
def _with(column: str) -> Select[*tuple[Any, ...]]:
    """The grant with a ``value`` in this column; built once, for each embedded view asks."""
    return select(*_COLUMNS).where(getattr(EmbedGrantRow, column) == bindparam("value"))


def _grant(row: Row[*tuple[Any, ...]]) -> Grant:
    return Grant(
        **row._asdict()
        | {
            "views": tuple(row.views.split()),
            "locked": tuple(parse_qsl(row.locked, strict_parsing=bool(row.locked))),
            "free": tuple(row.free.split()),
            "language": Locale(row.language) if row.language else None,
            "origins": tuple(row.origins.split()),
        }
    )
