"""Sessions, who came, and who led them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index, func
from sqlalchemy.orm import Mapped, mapped_column

from dashboard.tables.base import CLUSTERED, Base, only

STATUSES = ("delivered", "planned", "cancelled")
PLANNED = "status = 'planned'"
LISTED_BY = {
    "day": ("held_on",),
    "change": ("updated_at", "held_on"),
    "total": ("total", "held_on"),
}


class OutreachSession(Base):
    """An awareness session; only a delivered one has counts."""

    __tablename__ = "sessions"
    __table_args__ = (
        CheckConstraint(f"status IN {STATUSES}", name="known_status"),
        CheckConstraint("total >= 0", name="total_not_negative"),
        CheckConstraint("first_time >= 0 AND first_time <= total", name="first_time_in_total"),
        CheckConstraint("duration_minutes > 0", name="duration_is_positive"),
        CheckConstraint(
            "status = 'delivered' OR (total = 0 AND first_time IS NULL)",
            name="counts_only_when_delivered",
        ),
        Index(None, "status", "held_on"),
        # on PostgreSQL, this one and that of facilitators have ids, too: see migration 0041
        Index("ix_sessions_by_venue", "venue_id", "held_on", "status"),
        Index(
            "ix_sessions_planned",
            *("status", "held_on", "language", "kind", "venue_id"),
            info=only(PLANNED),
        ),
        *(Index(f"ix_sessions_by_{name}", *columns, "id") for name, columns in LISTED_BY.items()),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    held_on: Mapped[date]
    status: Mapped[str]
    kind: Mapped[str] = mapped_column(ForeignKey("session_kinds.code"))
    language: Mapped[str] = mapped_column(ForeignKey("languages.code"))
    venue_id: Mapped[int] = mapped_column(ForeignKey("venues.id"))
    duration_minutes: Mapped[int | None]
    total: Mapped[int] = mapped_column(default=0)
    first_time: Mapped[int | None]
    note: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True), server_default=func.current_timestamp()
    )
    updated_at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True), server_default=func.current_timestamp()
    )


class Attendance(Base):
    """Participations of one age group in one session; no row stands for zero."""

    __tablename__ = "attendance"
    __table_args__ = (
        CheckConstraint("participations > 0", name="participations_positive"),
        CLUSTERED,
    )

    session_id: Mapped[int] = mapped_column(
        ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True
    )
    age_group: Mapped[str] = mapped_column(ForeignKey("age_groups.code"), primary_key=True)
    participations: Mapped[int]


class SessionFacilitator(Base):
    """Who led a session."""

    __tablename__ = "session_facilitators"
    __table_args__ = (CLUSTERED,)

    session_id: Mapped[int] = mapped_column(
        ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True
    )
    facilitator_id: Mapped[int] = mapped_column(
        ForeignKey("facilitators.id"), primary_key=True, index=True
    )
