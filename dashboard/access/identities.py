"""Accounts of people who sign in through an OpenID Connect provider.

An account is tied to the provider's subject identifier, which the provider never reuses; names and
addresses it may reuse. An account has one way in. Signing in through the provider ends its
password, and a password set by a one-time link ends the tie to the provider.
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
    """Tie an account to the provider: its owner signs in there only, and not by password."""
    untie(connection, account_id)
    connection.execute(insert(Identity).values(issuer=issuer, subject=subject, user_id=account_id))
    connection.execute(update(User).where(User.id == account_id).values(password_hash=None))


def untie(connection: Connection, account_id: int) -> None:
    """Remove the tie: its owner no longer signs in through the provider."""
    connection.execute(delete(Identity).where(Identity.user_id == account_id))
