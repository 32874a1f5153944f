"""Ended sign-ins: the browser keeps the cookie, and somebody may have copied it."""

from datetime import UTC, datetime, timedelta
from functools import cache

from sqlalchemy import Connection, bindparam, delete, exists, insert, select

from dashboard.access.secrets import digest_of
from dashboard.database import AnySelect
from dashboard.tables import EndedSignIn


def end(connection: Connection, sign_in: str, *, longest: timedelta) -> None:
    """End a sign-in, and delete entries older than any cookie."""
    now = datetime.now(UTC)
    connection.execute(delete(EndedSignIn).where(EndedSignIn.at < (now - longest).isoformat()))
    if not is_ended(connection, sign_in):
        connection.execute(
            insert(EndedSignIn).values(digest=digest_of(sign_in), at=now.isoformat())
        )


def is_ended(connection: Connection, sign_in: str) -> bool:
    """Whether its owner ended it."""
    return bool(connection.scalar(_with_digest(), {"digest": digest_of(sign_in)}))


@cache
def _with_digest() -> AnySelect:
    """Built once, as every request of a person asks it."""
    return select(exists().where(EndedSignIn.digest == bindparam("digest")))
