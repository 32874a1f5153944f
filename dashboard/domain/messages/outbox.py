"""The states of a message in the outbox."""

from dataclasses import dataclass
from enum import StrEnum

from dashboard.i18n import Text, text


class MessageState(StrEnum):
    """How far a message has come."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    SENT = "sent"
    UNKNOWN = "unknown"
    FAILED = "failed"
    GIVEN_UP = "given_up"
    WITHDRAWN = "withdrawn"

    @property
    def said(self) -> Text:
        """The state in words."""
        return _STATES[self]


_STATES = {
    MessageState.WAITING: text("waiting"),
    MessageState.CLAIMED: text("being sent"),
    MessageState.SENT: text("sent"),
    MessageState.UNKNOWN: text("unknown whether it was sent"),
    MessageState.FAILED: text("failed, will be tried again"),
    MessageState.GIVEN_UP: text("given up"),
    MessageState.WITHDRAWN: text("not sent: no longer wanted or allowed"),
}
TO_LOOK_AT = (MessageState.UNKNOWN, MessageState.GIVEN_UP)
"""What only a person can decide about."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message as the outbox has it.

    ``account_id`` is whom it is for: names may be addresses, and stand in no list. ``trouble`` is
    the code of what went wrong last. Times are ISO times in UTC.
    """

    id: int
    subscription_id: int
    account_id: int
    kind: str
    occasion: str
    message_id: str
    state: MessageState
    due_at: str
    next_at: str
    tries: int
    ended_at: str | None
    trouble: str | None
