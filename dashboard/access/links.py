"""One-time links for setting the password of an account."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, insert, select, update

from dashboard.access.accounts import Account, by_id, set_password
from dashboard.access.identities import untie
from dashboard.access.secrets import digest_of, new_secret, was_given
from dashboard.domain.shared.moments import in_iso, now_in_iso
from dashboard.tables import OneTimeLink

LASTING, LASTING_BY_MAIL = timedelta(hours=24), timedelta(hours=1)


def make(connection: Connection, account_id: int) -> str:
    """Create a link and return its secret; earlier links of the account stop working."""
    use_up(connection, account_id)
    return _added(connection, account_id, LASTING)


def make_for_mail(connection: Connection, account_id: int) -> str:
    """Create a link for a message that anyone may request; earlier links keep working.

    Otherwise anyone could make a link from an administrator useless.
    """
    return _added(connection, account_id, LASTING_BY_MAIL)


def _added(connection: Connection, account_id: int, lasting: timedelta) -> str:
    secret = new_secret()
    expires_at = in_iso(datetime.now(UTC) + lasting)
    connection.execute(
        insert(OneTimeLink).values(
            user_id=account_id, digest=digest_of(secret), expires_at=expires_at
        )
    )
    return secret


def account_of(connection: Connection, secret: str) -> Account | None:
    """The account of a link.

    ``None`` if the link is unknown, used or expired, or it is inactive.
    """
    account_id = connection.scalar(select(OneTimeLink.user_id).where(*_good(secret, now_in_iso())))
    account = by_id(connection, account_id) if account_id else None
    return account if account and account.active else None


def is_known(connection: Connection, secret: str) -> bool:
    """Whether we ever gave out such a link; one that has ended does not count as a guess."""
    return was_given(connection, OneTimeLink.digest, secret)


def use(connection: Connection, secret: str, password: str) -> Account | None:
    """Set the password, once; returns ``None`` where ``account_of`` does."""
    now = now_in_iso()
    account_id = connection.execute(  # a second request finds the link used
        update(OneTimeLink)
        .where(*_good(secret, now))
        .values(used_at=now)
        .returning(OneTimeLink.user_id)
    ).scalar()
    account = by_id(connection, account_id) if account_id else None
    if account is None or not account.active:
        return None
    use_up(connection, account.id)
    untie(connection, account.id)  # an account with a password is not tied to the provider
    set_password(connection, account.id, password)
    return by_id(connection, account.id)


def use_up(connection: Connection, account_id: int) -> None:
    """Make all links of the account stop working."""
    unused = (OneTimeLink.user_id == account_id, OneTimeLink.used_at.is_(None))
    connection.execute(update(OneTimeLink).where(*unused).values(used_at=now_in_iso()))


def _good(secret: str, now: str) -> tuple[ColumnElement[bool], ...]:
    return (
        OneTimeLink.digest == digest_of(secret),
        OneTimeLink.used_at.is_(None),
        OneTimeLink.expires_at > now,
    )
