"""Ended sign-ins: the browser keeps the cookie, and somebody may have copied it."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, exists, insert, select

from dashboard.access.secrets import digest_of
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
    same = EndedSignIn.digest == digest_of(sign_in)
    return bool(connection.scalar(select(exists().where(same))))
