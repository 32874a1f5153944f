"""After a restore, no message is sent twice, and no ended subscription begins again."""

from sqlalchemy import Connection, inspect, select, update

from dashboard.access.outbox import READY
from dashboard.domain.messages.outbox import MessageState
from dashboard.domain.shared.moments import now_in_iso
from dashboard.tables import OutboxMessage, Subscription


def hold(connection: Connection, replaced: Connection | None) -> None:
    """Stop what the backup would send: it may have been sent since the backup was made.

    Open messages become unknown, so that a person decides. Subscriptions begin anew, so that what
    was due before this moment is not due again.
    """
    now = now_in_iso()
    open_ = OutboxMessage.state.in_((*READY, MessageState.CLAIMED))
    unknown = {"state": MessageState.UNKNOWN, "trouble": "restored", "claim": None}
    connection.execute(update(OutboxMessage).where(open_).values(**unknown, ended_at=now))
    in_use = Subscription.ended_at.is_(None)
    connection.execute(update(Subscription).where(in_use).values(begun_at=now))
    if replaced is None or not inspect(replaced).has_table(Subscription.__tablename__):
        return
    ended = select(Subscription.end_key, Subscription.ended_at)
    for key, at in replaced.execute(ended.where(Subscription.ended_at.is_not(None))):
        this = (Subscription.end_key == key, in_use)
        connection.execute(update(Subscription).where(*this).values(ended_at=at))
