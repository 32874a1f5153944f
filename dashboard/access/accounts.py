"""People's accounts."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from secrets import randbits
from typing import Any
from unicodedata import normalize

from sqlalchemy import ColumnElement, Connection, exists, insert, select, update

from dashboard.access import passwords
from dashboard.database import AnyColumn, AnySelect
from dashboard.domain.people.people import LONGEST_NAME
from dashboard.domain.shared.characters import is_displayable, shows_something
from dashboard.domain.shared.moments import now_in_iso
from dashboard.domain.shared.roles import Role
from dashboard.queries.people.people import ways_in
from dashboard.queries.shared.text_order import by_text
from dashboard.tables import User

EPOCH_BITS = 31


@dataclass(frozen=True, slots=True)
class Account:
    """A person's account.

    ``epoch`` changes whenever all of the account's browsers must sign in again. ``has_password`` is
    false until a one-time link was used. ``by_provider``: its owner signs in through a provider.
    ``last_sign_in_at`` is an ISO time in UTC.
    """

    id: int
    name: str
    role: Role
    active: bool
    epoch: int
    has_password: bool
    by_provider: bool = False
    last_sign_in_at: str | None = None

    @property
    def can_sign_in(self) -> bool:
        """Whether its owner can sign in with it now."""
        return self.active and (self.has_password or self.by_provider)


WIDTH = len(fields(Account))
"""How many columns an account has."""


def add(connection: Connection, name: str, role: Role) -> Account:
    """Add an account, without a password yet.

    Raises:
        ValueError: No account can have such a name.
        sqlalchemy.exc.IntegrityError: The name is taken.
    """
    if not folded(name):
        raise ValueError(name)
    connection.execute(insert(User).values(name=folded(name), role=role, epoch=_new_epoch()))
    return _one(connection, User.name == folded(name))


def by_id(connection: Connection, account_id: int) -> Account | None:
    """The account with that id."""
    return _found(connection, User.id == account_id)


def by_name(connection: Connection, name: str) -> Account | None:
    """The account with that name, however it is capitalised."""
    return _found(connection, User.name == folded(name))


def every(connection: Connection) -> tuple[Account, ...]:
    """All accounts by name."""
    return tuple(
        account(row) for row in connection.execute(_accounts().order_by(by_text(User.name)))
    )


def exist(connection: Connection) -> bool:
    """Whether any account exists, even one deactivated or without a password yet."""
    return bool(connection.scalar(select(somebody())))


def somebody() -> ColumnElement[bool]:
    """The same, for a statement that asks more."""
    return exists().select_from(User)


def is_any(connection: Connection) -> bool:
    """Whether anybody can sign in."""
    return any(account.can_sign_in for account in every(connection))


def signed_in(connection: Connection, name: str, password: str) -> Account | None:
    """The account with this name and password, or ``None``; an unknown name takes equally long."""
    known = connection.execute(
        select(User.id, User.password_hash).where(User.name == folded(name), User.active)
    ).one_or_none()
    right = passwords.is_right(password, known.password_hash if known else None)
    return by_id(connection, known.id) if known and right else None


def signed_in_now(connection: Connection, account_id: int) -> None:
    """Record when its owner signed in last."""
    now = now_in_iso()
    _change(connection, account_id, last_sign_in_at=now)


def set_password(connection: Connection, account_id: int, password: str) -> None:
    """Set a new password; all browsers must sign in again."""
    _change(connection, account_id, password_hash=passwords.hashed(password), epoch=_new_epoch())


def sign_out_everywhere(connection: Connection, account_id: int) -> None:
    """All browsers must sign in again."""
    _change(connection, account_id, epoch=_new_epoch())


def set_role(connection: Connection, account_id: int, role: Role) -> None:
    """Set the role, from the next request on."""
    _change(connection, account_id, role=role)


def set_active(connection: Connection, account_id: int, *, active: bool) -> None:
    """Allow or block sign-in, from the next request on; accounts are never deleted."""
    _change(connection, account_id, active=active, epoch=_new_epoch())


def folded(name: str) -> str:
    """A name as it is stored; the empty string for a name that no account can have."""
    found = normalize("NFC", name).strip().casefold()
    fit = len(found) <= LONGEST_NAME and found.isprintable()
    return found if fit and is_displayable(found) and shows_something(found) else ""


def _new_epoch() -> int:
    """A random number, not the next one: a cookie of another or an older database may have that."""
    return randbits(EPOCH_BITS)


def _change(connection: Connection, account_id: int, **values: Any) -> None:  # noqa: ANN401
    connection.execute(update(User).where(User.id == account_id).values(**values))


def _one(connection: Connection, condition: ColumnElement[bool]) -> Account:
    return account(connection.execute(_accounts().where(condition)).one())


def _found(connection: Connection, condition: ColumnElement[bool]) -> Account | None:
    row = connection.execute(_accounts().where(condition)).one_or_none()
    return account(row) if row else None


def columns() -> tuple[AnyColumn, ...]:
    """What ``account`` makes an account of."""
    return (
        *(User.id, User.name, User.role, User.active, User.epoch),
        *(*ways_in(), User.last_sign_in_at),
    )


def account(values: Sequence[Any]) -> Account:
    """An account from the values of ``columns``."""
    id_, name, role, *others = values
    return Account(id_, name, Role(role), *others)


def _accounts() -> AnySelect:
    return select(*columns())
