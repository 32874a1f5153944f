"""Claims on messages of the outbox: a process claims a message before it works on it.

A claim that lasts too long is of a process that died. If it died before the text left, the message
is sent by another; if after, nobody knows whether it left, and only a person may have it sent
again.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, select, update

from dashboard.access.outbox import READY, made, messages
from dashboard.access.secrets import new_secret
from dashboard.domain.messages.due import CLAIM_LASTS, ROWS_KEPT, next_try
from dashboard.domain.messages.outbox import TO_LOOK_AT, MessageState, Outgoing
from dashboard.domain.shared.moments import in_iso
from dashboard.tables import OutboxMessage

OVER = (*TO_LOOK_AT, MessageState.SENT, MessageState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class ClaimedMessage:
    """A message that this process works on; ``claim`` is its mark."""

    message: Outgoing
    claim: str


class ClaimLostError(Exception):
    """The claim has lasted too long, and somebody else has taken the message over."""


def claim(connection: Connection, now: datetime) -> ClaimedMessage | None:
    """Claim the message that has waited longest; ``None`` if none is to be sent now."""
    table = OutboxMessage
    first = (
        select(table.id)
        .where(table.state.in_(READY), table.next_at <= in_iso(now))
        .order_by(table.next_at, table.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    found = connection.scalar(first)
    if found is None:
        return None
    mark = new_secret()
    values = {"state": MessageState.CLAIMED, "claim": mark, "claimed_at": in_iso(now)}
    connection.execute(
        update(table).where(table.id == found).values(**values, handed_at=None, trouble=None)
    )
    return ClaimedMessage(made(connection.execute(messages().where(table.id == found)).one()), mark)


def handing_over(connection: Connection, mine: ClaimedMessage, now: datetime) -> None:
    """Note that the text leaves now; commit before it does.

    Raises:
        ClaimLostError: Somebody else has taken the message over, so it must not leave.
    """
    held = and_(_is(mine), OutboxMessage.state == MessageState.CLAIMED)
    done = update(OutboxMessage).where(held).values(handed_at=in_iso(now))
    if connection.execute(done).rowcount != 1:
        raise ClaimLostError


def sent(connection: Connection, mine: ClaimedMessage, now: datetime) -> None:
    """Note that the mail server took it, also if it was unknown in the meantime."""
    _set(connection, mine, state=MessageState.SENT, tries=mine.message.tries + 1, ended_at=now)


def unknown(connection: Connection, mine: ClaimedMessage, now: datetime) -> None:
    """Note that nobody knows whether it left."""
    _set(
        connection,
        mine,
        state=MessageState.UNKNOWN,
        tries=mine.message.tries + 1,
        ended_at=now,
        trouble="no_answer",
    )


def failed(
    connection: Connection, mine: ClaimedMessage, now: datetime, trouble: str
) -> MessageState:
    """Note that it did not leave; it is tried again later, or given up after too many tries."""
    tries = mine.message.tries + 1
    again = next_try(tries, now)
    if again is None:
        return given_up(connection, mine, now, trouble)
    state = MessageState.FAILED
    _set(connection, mine, state=state, tries=tries, next_at=in_iso(again), trouble=trouble)
    return state


def given_up(
    connection: Connection, mine: ClaimedMessage, now: datetime, trouble: str
) -> MessageState:
    """Note that it did not leave, and is not tried again."""
    state, tries = MessageState.GIVEN_UP, mine.message.tries + 1
    _set(connection, mine, state=state, tries=tries, ended_at=now, trouble=trouble)
    return state


def withdrawn(connection: Connection, mine: ClaimedMessage, now: datetime, trouble: str) -> None:
    """Note that nobody is to get it any more."""
    _set(connection, mine, state=MessageState.WITHDRAWN, ended_at=now, trouble=trouble)


def tidy(connection: Connection, now: datetime) -> int:
    """Free what dead processes claimed, and forget what is long over.

    Returns how many messages are now of unknown fate.
    """
    table = OutboxMessage
    dead = and_(table.state == MessageState.CLAIMED, table.claimed_at < in_iso(now - CLAIM_LASTS))
    lost = connection.execute(
        update(table)
        .where(dead, table.handed_at.is_not(None))
        .values(state=MessageState.UNKNOWN, ended_at=in_iso(now), trouble="died")
    ).rowcount
    connection.execute(
        update(table)
        .where(dead, table.handed_at.is_(None))
        .values(state=MessageState.WAITING, claim=None, next_at=in_iso(now), trouble="died")
    )
    old = (table.state.in_(OVER), table.ended_at < in_iso(now - ROWS_KEPT))
    connection.execute(delete(table).where(*old))
    return lost


def _is(mine: ClaimedMessage) -> ColumnElement[bool]:
    return and_(OutboxMessage.id == mine.message.id, OutboxMessage.claim == mine.claim)


def _set(connection: Connection, mine: ClaimedMessage, **values: object) -> None:
    """Write what became of it, unless it is in other hands or a person’s."""
    ended = values.get("ended_at")
    if isinstance(ended, datetime):
        values["ended_at"] = in_iso(ended)
    held = OutboxMessage.state.in_((MessageState.CLAIMED, MessageState.UNKNOWN))
    connection.execute(update(OutboxMessage).where(_is(mine), held).values(**values))
