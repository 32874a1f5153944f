"""Tokens with which programs read the API."""

from contextlib import suppress
from datetime import date

from sqlalchemy import Connection, Engine, insert, or_, update
from sqlalchemy.exc import OperationalError

from dashboard.access.secrets import digest_of, new_secret, was_given
from dashboard.database import writing_at_once
from dashboard.domain.people.people import Token
from dashboard.domain.shared.roles import Role
from dashboard.queries.people.people import every_token
from dashboard.tables import ApiToken


def create(
    connection: Connection, name: str, role: Role, today: date, expires_on: date | None
) -> str:
    """Create a token and return its secret, which cannot be read again later."""
    secret = new_secret()
    connection.execute(
        insert(ApiToken).values(
            name=name, role=role, digest=digest_of(secret), created_on=today, expires_on=expires_on
        )
    )
    return secret


def revoke(connection: Connection, token_id: int, today: date) -> bool:
    """End a token at once; returns false if none with that id is in use."""
    done = connection.execute(
        update(ApiToken)
        .where(ApiToken.id == token_id, ApiToken.revoked_on.is_(None))
        .values(revoked_on=today)
        .returning(ApiToken.id)
    )
    return done.first() is not None


def presented(connection: Connection, secret: str, today: date) -> Token | None:
    """The valid token with this secret."""
    good = (
        ApiToken.digest == digest_of(secret),
        ApiToken.revoked_on.is_(None),
        or_(ApiToken.expires_on.is_(None), ApiToken.expires_on >= today),
    )
    return next(iter(every_token(connection, *good)), None)


def is_known(connection: Connection, secret: str) -> bool:
    """Whether we ever gave out such a token; one that has ended does not count as a guess."""
    return was_given(connection, ApiToken.digest, secret)


def mark_used(engine: Engine, token_id: int, today: date) -> None:
    """Record the day of use, so that unused tokens can be found; once a day is enough.

    If another writer is at work (an import, say), it is left for the next time.
    """
    with suppress(OperationalError), writing_at_once(engine) as connection:
        connection.execute(
            update(ApiToken).where(ApiToken.id == token_id).values(last_used_on=today)
        )
