"""Secret calendar addresses: each opens one person's planned sessions, and no more."""

from contextlib import suppress
from datetime import date

from sqlalchemy import Connection, Engine, insert, select, update
from sqlalchemy.exc import OperationalError

from dashboard.access import accounts
from dashboard.access.secrets import digest_of, new_secret, was_given
from dashboard.database import writing_at_once
from dashboard.domain.sessions.calendar import Feed
from dashboard.domain.shared.roles import Right
from dashboard.i18n import Locale
from dashboard.tables import CalendarFeed


def create(connection: Connection, owner: str, locale: Locale, today: date) -> str:
    """Create an address and return its secret, which cannot be read again later."""
    secret = new_secret()
    connection.execute(
        insert(CalendarFeed).values(
            owner=owner, language=locale.value, digest=digest_of(secret), created_on=today
        )
    )
    return secret


def revoke(connection: Connection, owner: str, feed_id: int, today: date) -> bool:
    """End an address of this owner; returns false if none with that id is in use."""
    feed = CalendarFeed
    done = connection.execute(
        update(feed)
        .where(feed.id == feed_id, feed.owner == owner, feed.revoked_on.is_(None))
        .values(revoked_on=today)
        .returning(feed.id)
    )
    return done.first() is not None


def presented(connection: Connection, secret: str) -> Feed | None:
    """The feed in use that has this secret."""
    feed = CalendarFeed
    row = connection.execute(
        select(feed.id, feed.owner, feed.language, feed.created_on, feed.last_used_on).where(
            feed.digest == digest_of(secret), feed.revoked_on.is_(None)
        )
    ).one_or_none()
    if row is None:
        return None
    id_, owner, language, created_on, last_used_on = row
    return Feed(id_, owner, Locale(language), created_on, last_used_on)


def is_known(connection: Connection, secret: str) -> bool:
    """Whether we ever gave out such an address; one that has ended does not count as a guess."""
    return was_given(connection, CalendarFeed.digest, secret)


def may_read(connection: Connection, feed: Feed) -> bool:
    """Whether the feed's owner may still see sessions; a feed ends with that right."""
    account = accounts.by_name(connection, feed.owner)
    return bool(account and account.active and account.role.may(Right.RECORD))


def mark_used(engine: Engine, feed_id: int, today: date) -> None:
    """Record the day of use, so that unused addresses can be found; once a day is enough.

    If another writer is at work, it is left for the next time: no reader waits for a writer.
    """
    with suppress(OperationalError), writing_at_once(engine) as connection:
        connection.execute(
            update(CalendarFeed).where(CalendarFeed.id == feed_id).values(last_used_on=today)
        )
