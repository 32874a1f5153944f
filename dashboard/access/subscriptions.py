"""What people want to be told by email."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from dashboard.access.secrets import new_secret
from dashboard.database import AnyRow, AnySelect
from dashboard.domain.messages.kinds import KINDS, MOST_SUBSCRIPTIONS, Wish
from dashboard.domain.shared.moments import in_iso
from dashboard.i18n import Locale
from dashboard.tables import Subscription, User


@dataclass(frozen=True, slots=True)
class ActiveSubscription:
    """A subscription in use; ``end_key`` ends it, ``begun_at`` is an ISO time in UTC."""

    id: int
    account_id: int
    wish: Wish
    end_key: str
    begun_at: str


class TooManyError(Exception):
    """Somebody has as many subscriptions as one person may have."""


def begin(connection: Connection, account_id: int, wish: Wish, now: datetime) -> int:
    """Add a subscription, and return its id; one that is there already is not added again.

    Raises:
        TooManyError: There are too many.
    """
    # the account's row is the turn: two requests at once must not pass the limit together
    connection.execute(select(User.id).where(User.id == account_id).with_for_update())
    there = of_account(connection, account_id)
    same = next((one.id for one in there if one.wish == wish), None)
    if same is not None:
        return same
    if len(there) >= MOST_SUBSCRIPTIONS:
        raise TooManyError
    row = {
        "user_id": account_id,
        "kind": wish.kind,
        "query": wish.query,
        "languages": " ".join(wish.languages),
        "with_brief": wish.with_brief,
        "end_key": new_secret(),
        "begun_at": in_iso(now),
    }
    return int(
        connection.execute(insert(Subscription).returning(Subscription.id), row).scalar_one()
    )


def of_account(connection: Connection, account_id: int) -> tuple[ActiveSubscription, ...]:
    """The subscriptions of an account, the oldest first."""
    found = _subscriptions().where(Subscription.user_id == account_id)
    return tuple(map(_made, connection.execute(found)))


def in_use(connection: Connection) -> tuple[ActiveSubscription, ...]:
    """All subscriptions of accounts that are active."""
    found = _subscriptions().join(User, User.id == Subscription.user_id).where(User.active)
    return tuple(map(_made, connection.execute(found)))


def by_id(connection: Connection, subscription_id: int) -> ActiveSubscription | None:
    """The subscription with that id; ``None`` once it has ended."""
    row = connection.execute(_subscriptions().where(Subscription.id == subscription_id)).first()
    return _made(row) if row else None


def by_key(connection: Connection, end_key: str) -> ActiveSubscription | None:
    """The subscription that this key ends, unless it has ended."""
    row = connection.execute(_subscriptions().where(Subscription.end_key == end_key)).first()
    return _made(row) if row else None


def is_known(connection: Connection, end_key: str) -> bool:
    """Whether we ever gave out such a key, also if its subscription has ended."""
    found = select(Subscription.id).where(Subscription.end_key == end_key)
    return connection.execute(found).first() is not None


def end(connection: Connection, subscription_id: int, account_id: int, now: datetime) -> bool:
    """End a subscription of that account; returns false if it has none of that id."""
    mine = (Subscription.id == subscription_id, Subscription.user_id == account_id)
    return _ended(connection, now, *mine)


def end_by_key(connection: Connection, end_key: str, now: datetime) -> bool:
    """End the subscription that has this key; returns false if it has ended, or there is none."""
    return _ended(connection, now, Subscription.end_key == end_key)


def _ended(connection: Connection, now: datetime, *which: object) -> bool:
    conditions = (*which, Subscription.ended_at.is_(None))
    done = update(Subscription).where(*conditions).values(ended_at=in_iso(now))  # type: ignore[arg-type]
    return connection.execute(done.returning(Subscription.id)).first() is not None


def _subscriptions() -> AnySelect:
    table = Subscription
    return (
        select(
            *(table.id, table.user_id, table.kind, table.query, table.languages),
            *(table.with_brief, table.end_key, table.begun_at),
        )
        .where(table.ended_at.is_(None), table.kind.in_(KINDS))
        .order_by(table.id)
    )


def _made(row: AnyRow) -> ActiveSubscription:
    languages = tuple(map(Locale, row.languages.split()))
    wish = Wish(row.kind, row.query, languages, row.with_brief)
    return ActiveSubscription(row.id, row.user_id, wish, row.end_key, row.begun_at)
