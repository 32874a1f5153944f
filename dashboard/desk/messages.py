"""What a person decides about messages of the outbox; each decision is in the audit log."""

from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import Engine

from dashboard.access import outbox
from dashboard.database import writing
from dashboard.domain.messages.outbox import MessageState
from dashboard.writes.state import take_turn
from dashboard.writes.trail import RecordDifference, append

MESSAGE = "message"


class MessageDecision(StrEnum):
    """What can be decided: to send it again, or that it has arrived."""

    AGAIN = "again"
    ARRIVED = "arrived"


DECIDE = {MessageDecision.AGAIN: outbox.again, MessageDecision.ARRIVED: outbox.arrived}
THEN = {
    MessageDecision.AGAIN: MessageState.WAITING,
    MessageDecision.ARRIVED: MessageState.SENT,
}


def decide(engine: Engine, author: str, number: int, decision: MessageDecision) -> bool:
    """Do so; returns false if the message does not wait for this decision, or not any more."""
    with writing(engine) as connection:
        take_turn(connection)
        before = outbox.state_of(connection, number)
        if before is None or not DECIDE[decision](connection, number, datetime.now(UTC)):
            return False
        states = ({"state": one} for one in (before, THEN[decision]))
        append(connection, author, None, [RecordDifference.of(MESSAGE, str(number), *states)])
    return True
