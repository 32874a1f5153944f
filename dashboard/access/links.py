"""One-time links, with which somebody sets the password of an account."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, insert, select, update

from dashboard.access.accounts import Account, by_id, set_password
from dashboard.access.identities import untie
from dashboard.access.secrets import digest_of, new_secret, was_given
from dashboard.tables import OneTimeLink

LASTING, LASTING_BY_MAIL = timedelta(hours=24), timedelta(hours=1)


def make(connection: Connection, account_id: int) -> str:
    """A secret for the address; earlier links of the account are of no use from now on."""
    use_up(connection, account_id)
    return _added(connection, account_id, LASTING)


def make_for_mail(connection: Connection, account_id: int) -> str:
    """A secret for a message that anyone may ask for: earlier links stay good.

    Else anyone could make a link useless that an administrator gave.
    """
    return _added(connection, account_id, LASTING_BY_MAIL)


def _added(connection: Connection, account_id: int, lasting: timedelta) -> str:
    secret = new_secret()
    expires_at = (datetime.now(UTC) + lasting).isoformat(timespec="seconds")
    connection.execute(
        insert(OneTimeLink).values(
            user_id=account_id, digest=digest_of(secret), expires_at=expires_at
        )
    )
    return secret


def account_of(connection: Connection, secret: str) -> Account | None:
    """Whose link it is; ``None`` for one that is unknown, used or expired, or of nobody active."""
    account_id = connection.scalar(select(OneTimeLink.user_id).where(*_good(secret, _now())))
    account = by_id(connection, account_id) if account_id else None
    return account if account and account.active else None


def is_known(connection: Connection, secret: str) -> bool:
    """Whether such a link was ever given out: who shows one that ended does not guess."""
    return was_given(connection, OneTimeLink.digest, secret)


def use(connection: Connection, secret: str, password: str) -> Account | None:
    """Set the password, once; ``None`` where ``account_of`` has none."""
    now = _now()
    account_id = connection.execute(  # who comes a moment later finds it used
        update(OneTimeLink)
        .where(*_good(secret, now))
        .values(used_at=now)
        .returning(OneTimeLink.user_id)
    ).scalar()
    account = by_id(connection, account_id) if account_id else None
    if account is None or not account.active:
        return None
    use_up(connection, account.id)
    untie(connection, account.id)  # who has a password signs in by it
    set_password(connection, account.id, password)
    return by_id(connection, account.id)


def use_up(connection: Connection, account_id: int) -> None:
    """No link of the account is of use any more."""
    unused = (OneTimeLink.user_id == account_id, OneTimeLink.used_at.is_(None))
    connection.execute(update(OneTimeLink).where(*unused).values(used_at=_now()))


def _good(secret: str, now: str) -> tuple[ColumnElement[bool], ...]:
    return (
        OneTimeLink.digest == digest_of(secret),
        OneTimeLink.used_at.is_(None),
        OneTimeLink.expires_at > now,
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
