"""Ended sign-ins: the browser keeps the cookie, and somebody may have copied it."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, bindparam, delete, exists

from dashboard.access.secrets import digest_of
from dashboard.database import insert_or_else
from dashboard.tables import EndedSignIn


def end(connection: Connection, sign_in: str, *, longest: timedelta) -> None:
    """End a sign-in, and delete entries older than any cookie."""
    now = datetime.now(UTC)
    connection.execute(delete(EndedSignIn).where(EndedSignIn.at < (now - longest).isoformat()))
    new = insert_or_else(connection.dialect.name, EndedSignIn).on_conflict_do_nothing()
    connection.execute(new, {"digest": digest_of(sign_in), "at": now.isoformat()})


def ended() -> ColumnElement[bool]:
    """Whether there is an end of the sign-in that ``named`` names, for a statement of many."""
    return exists().where(EndedSignIn.digest == bindparam("sign_in"))


def named(sign_in: str) -> dict[str, str]:
    """A sign-in as the parameter of ``ended``."""
    return {"sign_in": digest_of(sign_in)}
