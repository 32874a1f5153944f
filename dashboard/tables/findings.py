"""What the checks of the sessions find, and what they compare with."""

from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from dashboard.tables.base import CLUSTERED, Base


class CheckedFinding(Base):
    """A finding that somebody marked as right, until one of its sessions changes.

    ``sessions`` are their references, as a JSON list; ``state`` is a digest of them. The audit log
    has who marked it, and when.
    """

    __tablename__ = "checked_findings"

    key: Mapped[str] = mapped_column(primary_key=True)
    rule: Mapped[str]
    sessions: Mapped[str]
    venue: Mapped[str]
    state: Mapped[str]
    reason: Mapped[str]


class KeptFinding(Base):
    """What a rule finds now, kept by every write; ``reference`` is that of its first session.

    The larger ``rank`` is listed first. ``checked``: somebody marked it as right. All planned
    sessions that may become overdue are here; only those before today are findings.
    """

    __tablename__ = "kept_findings"
    __table_args__ = (
        Index("ix_kept_findings_in_order", "rule", "checked", "rank", "held_on"),
        CLUSTERED,
    )

    reference: Mapped[str] = mapped_column(primary_key=True)
    rule: Mapped[str] = mapped_column(primary_key=True)
    held_on: Mapped[date]
    rank: Mapped[int]
    checked: Mapped[bool]


class FindingTally(Base):
    """How many findings of a rule are open on the days after ``since``."""

    __tablename__ = "finding_tallies"
    __table_args__ = (CLUSTERED,)

    rule: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[date] = mapped_column(primary_key=True)
    findings: Mapped[int]


class SizeTally(Base):
    """How many delivered sessions of a kind and a venue type have a total."""

    __tablename__ = "size_tallies"
    __table_args__ = (CLUSTERED,)

    kind: Mapped[str] = mapped_column(primary_key=True)
    venue_type: Mapped[str] = mapped_column(primary_key=True)
    total: Mapped[int] = mapped_column(primary_key=True)
    sessions: Mapped[int]


class UsualSize(Base):
    """The usual totals of a kind in a venue type, from ``low`` to ``high``.

    ``of_kind`` and ``of_venue_type`` tell which sessions were compared; ``None`` stands for all.
    """

    __tablename__ = "usual_sizes"
    __table_args__ = (CLUSTERED,)

    kind: Mapped[str] = mapped_column(primary_key=True)
    venue_type: Mapped[str] = mapped_column(primary_key=True)
    low: Mapped[int]
    high: Mapped[int]
    of_kind: Mapped[str | None]
    of_venue_type: Mapped[str | None]
