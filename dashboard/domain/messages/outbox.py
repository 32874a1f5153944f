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

_TROUBLE = {
    "died": text("the program was stopped while it was being sent"),
    "no_answer": text("the mail server did not answer"),
    "restored": text("it was open when a backup was restored"),
    "no_server": text("the mail server could not be reached"),
    "connection": text("the connection to the mail server broke"),
    "not_written": text("it could not be written; the log says why"),
    "address": text("the mail server does not accept such an address"),
    "recipient": text("the mail server refused the recipient"),
    "content": text("the mail server refused the message"),
    "over": text("what it was about is over"),
    "ended": text("the subscription has ended"),
    "closed": text("the account was deactivated"),
    "not_allowed": text("the role may not read it any more"),
    "no_address": text("the user name is not an email address"),
}


def trouble_said(code: str | None) -> Text | None:
    """What went wrong last, in words; ``None`` if nothing did."""
    return _TROUBLE.get(code, Text("{code}", {"code": code})) if code else None


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
