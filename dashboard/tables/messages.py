"""What people subscribe to, the messages that are sent, and what calls for an alert."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dashboard.tables.base import Base, only

MESSAGE_STATES = ("waiting", "claimed", "sent", "unknown", "failed", "given_up", "withdrawn")


class Subscription(Base):
    """What a person wants to be told by email, and when; times are ISO times in UTC.

    ``query`` are the filters as in an address. ``languages`` is ``en``, ``fr``, or both with a
    blank between. ``end_key`` is the secret in the address that ends it, and does nothing else.
    """

    __tablename__ = "subscriptions"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    kind: Mapped[str]
    query: Mapped[str] = mapped_column(default="")
    languages: Mapped[str]
    with_brief: Mapped[bool] = mapped_column(default=False)
    end_key: Mapped[str] = mapped_column(unique=True)
    begun_at: Mapped[str]
    ended_at: Mapped[str | None]


class OutboxMessage(Base):
    """A message of a subscription for one occasion: what is to be said, and how far it has come.

    Its words and figures are made when it is sent, and are not kept. ``claim`` is the mark of the
    process that works on it. ``handed_at`` is set just before its text goes to the mail server:
    from then on, only the server's answer tells whether it left. ``trouble`` is a code. Times are
    ISO times in UTC.
    """

    __tablename__ = "messages"
    __table_args__ = (
        CheckConstraint(f"state IN {MESSAGE_STATES}", name="known_state"),
        UniqueConstraint("subscription_id", "occasion"),
        Index("ix_messages_waiting", "state", "next_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subscription_id: Mapped[int] = mapped_column(ForeignKey("subscriptions.id"))
    occasion: Mapped[str]
    message_id: Mapped[str] = mapped_column(unique=True)
    state: Mapped[str]
    due_at: Mapped[str]
    next_at: Mapped[str]
    tries: Mapped[int] = mapped_column(default=0)
    claim: Mapped[str | None]
    claimed_at: Mapped[str | None]
    handed_at: Mapped[str | None]
    ended_at: Mapped[str | None]
    trouble: Mapped[str | None]


class AlertEpisode(Base):
    """Something that calls for an alert, from the run that found it to its end.

    ``audience``: who sees figures that tell it. ``key`` tells apart what one sign may be about,
    such as two languages. ``missing_since``: it was not found since then; an episode ends when it
    was missing for some days, so that what comes and goes gives one alert. ISO times in UTC.
    """

    __tablename__ = "alert_episodes"
    __table_args__ = (
        Index(
            "ix_alert_episodes_open",
            *("sign", "audience", "key"),
            unique=True,
            info=only("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sign: Mapped[str]
    audience: Mapped[str]
    key: Mapped[str]
    began_at: Mapped[str]
    missing_since: Mapped[str | None]
    ended_at: Mapped[str | None]
