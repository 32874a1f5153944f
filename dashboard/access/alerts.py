"""The episodes of what calls for alerts, and which alerts are due."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, select, update

from dashboard.access.subscriptions import ActiveSubscription
from dashboard.database import AnyRow, insert_or_else
from dashboard.domain.messages.due import Occasion
from dashboard.domain.messages.episodes import Episode, Sign, followed
from dashboard.domain.messages.kinds import KINDS
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.moments import in_iso
from dashboard.tables import AlertEpisode

PREFIX = "alert-"


def follow(
    connection: Connection, audience: Audience, found: Collection[Sign], now: datetime
) -> None:
    """Write down what began, goes on or has ended for an audience."""
    for one in followed(_open(connection, audience), found, now):
        values = {
            "sign": one.sign.code,
            "key": one.sign.key,
            "audience": audience.value,
            "began_at": _written(one.began_at),
            "missing_since": _written(one.missing_since),
            "ended_at": _written(one.ended_at),
        }
        if one.id is None:
            new = insert_or_else(connection.dialect.name, AlertEpisode)
            connection.execute(new.on_conflict_do_nothing(), values)  # another run was faster
        else:
            connection.execute(
                update(AlertEpisode).where(AlertEpisode.id == one.id).values(**values)
            )


def due(
    connection: Connection,
    wanted: Collection[tuple[ActiveSubscription, Audience]],
    now: datetime,
) -> tuple[tuple[ActiveSubscription, Occasion], ...]:
    """The alerts of episodes that go on and have lasted long enough, for those who want them."""
    open_ = {audience: _open(connection, audience) for audience in {who for _, who in wanted}}
    found = (
        (one, Occasion(f"{PREFIX}{episode.id}", episode.began_at + KINDS[one.wish.kind].after))
        for one, audience in wanted
        for episode in open_[audience]
        if episode.missing_since is None and _concerns(episode.sign, one)
    )
    return tuple((one, on) for one, on in found if on.due_at <= now)


def sign_of(connection: Connection, occasion: str) -> Sign | None:
    """What an alert is about, by its occasion."""
    number = occasion.removeprefix(PREFIX)
    if not number.isdecimal():
        return None
    asked = select(AlertEpisode.sign, AlertEpisode.key).where(AlertEpisode.id == int(number))
    row = connection.execute(asked).one_or_none()
    return Sign(row.sign, row.key) if row else None


def last_time(
    connection: Connection, audience: Audience, sign: Sign
) -> tuple[datetime, datetime] | None:
    """From when to when the same was last found, and is over; ``None`` if it never was."""
    table = AlertEpisode
    asked = (
        select(table.began_at, table.missing_since)
        .where(table.audience == audience.value, table.sign == sign.code, table.key == sign.key)
        .where(table.ended_at.is_not(None))
        .order_by(table.id.desc())
        .limit(1)
    )
    row = connection.execute(asked).one_or_none()
    if row is None or row.missing_since is None:
        return None
    return datetime.fromisoformat(row.began_at), datetime.fromisoformat(row.missing_since)


def _concerns(sign: Sign, one: ActiveSubscription) -> bool:
    kind = KINDS[one.wish.kind]
    return sign.code in kind.signs and (not kind.personal or sign.is_for(one.account_id))


def _open(connection: Connection, audience: Audience) -> tuple[Episode, ...]:
    table = AlertEpisode
    asked = select(table.id, table.sign, table.key, table.began_at, table.missing_since).where(
        table.audience == audience.value, table.ended_at.is_(None)
    )
    return tuple(map(_made, connection.execute(asked.order_by(table.id))))


def _made(row: AnyRow) -> Episode:
    missing = datetime.fromisoformat(row.missing_since) if row.missing_since else None
    return Episode(row.id, Sign(row.sign, row.key), datetime.fromisoformat(row.began_at), missing)


def _written(moment: datetime | None) -> str | None:
    return in_iso(moment) if moment else None
