"""Accounts of people whom a provider of OpenID Connect knows.

An account is tied to the provider's name for its owner, which is given to nobody else; names and
addresses can be. Who signs in through the provider has no password here, and who is given one by a
one-time link signs in through the provider no more: each account has one way in.
"""

from sqlalchemy import Connection, delete, insert, select, update

from dashboard.access.accounts import Account, by_id
from dashboard.tables import Identity, User


def account_of(connection: Connection, issuer: str, subject: str) -> Account | None:
    """The account that is tied to this name."""
    same = (Identity.issuer == issuer, Identity.subject == subject)
    account_id = connection.scalar(select(Identity.user_id).where(*same))
    return by_id(connection, account_id) if account_id else None


def tie(connection: Connection, account_id: int, issuer: str, subject: str) -> None:
    """From now on its owner signs in through the provider, and by no password."""
    untie(connection, account_id)
    connection.execute(insert(Identity).values(issuer=issuer, subject=subject, user_id=account_id))
    connection.execute(update(User).where(User.id == account_id).values(password_hash=None))


def untie(connection: Connection, account_id: int) -> None:
    """From now on its owner does not sign in through the provider."""
    connection.execute(delete(Identity).where(Identity.user_id == account_id))
