"""The outbox: each message is there before it is sent, and stays until its fate is known.

``claims`` tells how a process takes one out and what becomes of it.
"""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, or_, select, update

from dashboard.access import accounts, alerts
from dashboard.access.mail import new_message_id
from dashboard.access.subscriptions import ActiveSubscription, in_use
from dashboard.database import AnyRow, AnySelect, insert_or_else
from dashboard.domain.messages.due import Occasion, latest
from dashboard.domain.messages.kinds import KINDS
from dashboard.domain.messages.outbox import TO_LOOK_AT, MessageState, Outgoing
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.moments import in_iso
from dashboard.tables import Meeting, OutboxMessage, Subscription

READY = (MessageState.WAITING, MessageState.FAILED)


def due(
    connection: Connection, hour: int, zone: ZoneInfo, now: datetime
) -> tuple[tuple[ActiveSubscription, Occasion], ...]:
    """What has come due and is not in the outbox; what came due before the subscription is not."""
    wanted = in_use(connection)
    days = meetings(connection)
    found = [
        (one, on)
        for one in wanted
        if (rhythm := KINDS[one.wish.kind].rhythm) and (on := latest(rhythm, now, hour, zone, days))
    ]
    found += alerts.due(connection, of_alerts(connection, wanted), now)
    found = [(one, on) for one, on in found if on.due_at > datetime.fromisoformat(one.begun_at)]
    there = _there(connection, (on.code for _, on in found))
    return tuple((one, on) for one, on in found if (one.id, on.code) not in there)


def meetings(connection: Connection) -> tuple[date, ...]:
    """The days on which the committee meets."""
    return tuple(connection.scalars(select(Meeting.day)))


def of_alerts(
    connection: Connection, wanted: Iterable[ActiveSubscription]
) -> tuple[tuple[ActiveSubscription, Audience], ...]:
    """Those of these subscriptions that are of alerts, with the audience that their reader is."""
    roles = {one.id: one.role for one in accounts.every(connection)}
    return tuple(
        (one, roles[one.account_id].audience) for one in wanted if KINDS[one.wish.kind].is_alert
    )


def put(
    connection: Connection,
    wanted: Iterable[tuple[ActiveSubscription, Occasion]],
    sender: str,
    now: datetime,
) -> int:
    """Put what is due into the outbox, each occasion of a subscription once; returns how many."""
    rows = [
        {
            "subscription_id": one.id,
            "occasion": occasion.code,
            "message_id": new_message_id(sender),
            "state": MessageState.WAITING,
            "due_at": in_iso(occasion.due_at),
            "next_at": in_iso(now),
            "tries": 0,
        }
        for one, occasion in wanted
    ]
    new = insert_or_else(connection.dialect.name, OutboxMessage)
    adding = new.on_conflict_do_nothing(index_elements=("subscription_id", "occasion"))
    return sum(connection.execute(adding, row).rowcount for row in rows)


def again(connection: Connection, message_id: int, now: datetime) -> bool:
    """Have a message sent although it may have left; returns false if a person cannot decide it."""
    table = OutboxMessage
    free = {"claim": None, "claimed_at": None, "handed_at": None, "ended_at": None, "trouble": None}
    done = (
        update(table)
        .where(table.id == message_id, table.state.in_(TO_LOOK_AT))
        .values(state=MessageState.WAITING, tries=0, next_at=in_iso(now), **free)
    )
    return connection.execute(done).rowcount == 1


def arrived(connection: Connection, message_id: int, now: datetime) -> bool:
    """Note that a person knows that it arrived; returns false if that is not the question."""
    table = OutboxMessage
    done = (
        update(table)
        .where(table.id == message_id, table.state == MessageState.UNKNOWN)
        .values(state=MessageState.SENT, ended_at=in_iso(now), trouble=None)
    )
    return connection.execute(done).rowcount == 1


def state_of(connection: Connection, message_id: int) -> MessageState | None:
    """How far a message has come; ``None`` if there is no such message."""
    found = connection.scalar(select(OutboxMessage.state).where(OutboxMessage.id == message_id))
    return MessageState(found) if found else None


def counts(connection: Connection) -> dict[MessageState, int]:
    """How many messages there are of each state."""
    table = OutboxMessage
    found = select(table.state, func.count()).group_by(table.state)
    return {MessageState(state): count for state, count in connection.execute(found)}


def listed(connection: Connection, most: int) -> tuple[Outgoing, ...]:
    """The newest messages, those that a person must look at first."""
    table = OutboxMessage
    order = (table.state.in_(TO_LOOK_AT).desc(), table.due_at.desc(), table.id.desc())
    return tuple(map(made, connection.execute(messages().order_by(*order).limit(most))))


def ready(connection: Connection, now: datetime) -> tuple[Outgoing, ...]:
    """The messages that would be sent now, in that order."""
    table = OutboxMessage
    due = messages().where(table.state.in_(READY), table.next_at <= in_iso(now))
    return tuple(map(made, connection.execute(due.order_by(table.next_at, table.id))))


def late(connection: Connection, since: datetime) -> int:
    """How many messages were due before that moment, and have not come to an end."""
    table = OutboxMessage
    open_ = or_(table.state.in_(READY), table.state == MessageState.CLAIMED)
    return len(
        connection.execute(select(table.id).where(open_, table.due_at < in_iso(since))).all()
    )


def to_look_at(connection: Connection, since: datetime) -> int:
    """How many messages since that moment wait for a person’s decision."""
    table = OutboxMessage
    found = select(table.id).where(table.state.in_(TO_LOOK_AT), table.ended_at >= in_iso(since))
    return len(connection.execute(found).all())


def messages() -> AnySelect:
    """Messages with what is known of them, for ``made``."""
    table = OutboxMessage
    return select(
        *(table.id, table.subscription_id, Subscription.user_id, Subscription.kind),
        *(table.occasion, table.message_id, table.state, table.due_at, table.next_at),
        *(table.tries, table.ended_at, table.trouble),
    ).join(Subscription, Subscription.id == table.subscription_id)


def made(row: AnyRow) -> Outgoing:
    """A message from its row."""
    values = row._asdict()
    account_id, state = values.pop("user_id"), MessageState(values.pop("state"))
    return Outgoing(account_id=account_id, state=state, **values)


def _there(connection: Connection, occasions: Iterable[str]) -> set[tuple[int, str]]:
    """Of these occasions, those that stand in the outbox already, each with its subscription."""
    table = OutboxMessage
    found = select(table.subscription_id, table.occasion).where(table.occasion.in_(set(occasions)))
    return {(row.subscription_id, row.occasion) for row in connection.execute(found)}
