"""Ended sign-ins: the browser keeps the cookie, and somebody may have copied it."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, bindparam, delete, exists, insert, select

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
    return bool(connection.scalar(select(ended()), named(sign_in)))


def ended() -> ColumnElement[bool]:
    """Whether there is an end of the sign-in that ``named`` names, for a statement of many."""
    return exists().where(EndedSignIn.digest == bindparam("sign_in"))


def named(sign_in: str) -> dict[str, str]:
    """A sign-in as the parameter of ``ended``."""
    return {"sign_in": digest_of(sign_in)}
