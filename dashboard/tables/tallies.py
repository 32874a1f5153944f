"""Counts of sessions, kept by every write, so that a view adds up few rows."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from dashboard.tables.base import CLUSTERED, Base
from dashboard.tables.sessions import STATUSES


class _Cell:
    """The key of every tally: delivered sessions of a month, always of one kind.

    ``sessions_mon`` … ``sessions_sun`` are the sessions of each weekday: as columns, they add no
    rows.
    """

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[Any, ...]:
        return (CLUSTERED,)

    starts_on: Mapped[date] = mapped_column(primary_key=True, sort_order=-4)
    language: Mapped[str] = mapped_column(primary_key=True, sort_order=-3)
    venue_type: Mapped[str] = mapped_column(primary_key=True, sort_order=-2)
    kind: Mapped[str] = mapped_column(primary_key=True, sort_order=-1)
    sessions: Mapped[int] = mapped_column(sort_order=1)
    sessions_mon: Mapped[int] = mapped_column(server_default="0", sort_order=6)
    sessions_tue: Mapped[int] = mapped_column(server_default="0", sort_order=6)
    sessions_wed: Mapped[int] = mapped_column(server_default="0", sort_order=6)
    sessions_thu: Mapped[int] = mapped_column(server_default="0", sort_order=6)
    sessions_fri: Mapped[int] = mapped_column(server_default="0", sort_order=6)
    sessions_sat: Mapped[int] = mapped_column(server_default="0", sort_order=6)
    sessions_sun: Mapped[int] = mapped_column(server_default="0", sort_order=6)


class SessionTally(_Cell, Base):
    """Delivered sessions of a cell, and the range of distinct youth in them.

    ``first_time_sessions`` are those that counted first-time participants.
    """

    __tablename__ = "session_tallies"

    first_time_sessions: Mapped[int] = mapped_column(sort_order=3)
    distinct_low: Mapped[int] = mapped_column(sort_order=4)
    distinct_high: Mapped[int] = mapped_column(sort_order=5)


class AgeMaskTally(_Cell, Base):
    """Delivered sessions of a cell by the set of age groups present.

    Sessions do not add up over age groups: one with two groups would count twice.
    """

    __tablename__ = "age_mask_tallies"

    age_mask: Mapped[int] = mapped_column(primary_key=True)


class AttendanceTally(_Cell, Base):
    """Participations of an age group in a cell, and the sessions that had any."""

    __tablename__ = "attendance_tallies"

    age_group: Mapped[str] = mapped_column(primary_key=True)
    participations: Mapped[int] = mapped_column(sort_order=3)
    participations_mon: Mapped[int] = mapped_column(server_default="0", sort_order=7)
    participations_tue: Mapped[int] = mapped_column(server_default="0", sort_order=7)
    participations_wed: Mapped[int] = mapped_column(server_default="0", sort_order=7)
    participations_thu: Mapped[int] = mapped_column(server_default="0", sort_order=7)
    participations_fri: Mapped[int] = mapped_column(server_default="0", sort_order=7)
    participations_sat: Mapped[int] = mapped_column(server_default="0", sort_order=7)
    participations_sun: Mapped[int] = mapped_column(server_default="0", sort_order=7)


class TalliedMonth(Base):
    """A month that has tallies; its random mark changes whenever they are counted again.

    So whoever kept them knows by the mark whether they are still right.
    """

    __tablename__ = "tallied_months"
    __table_args__ = (CLUSTERED,)

    starts_on: Mapped[date] = mapped_column(primary_key=True)
    mark: Mapped[str]


class _NotHeld:
    """Sessions of one status that were not held: few rows, which are read after every change."""

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[Any, ...]:
        return (CLUSTERED,)

    language: Mapped[str] = mapped_column(primary_key=True, sort_order=-3)
    venue_type: Mapped[str] = mapped_column(primary_key=True, sort_order=-2)
    kind: Mapped[str] = mapped_column(primary_key=True, sort_order=-1)
    sessions: Mapped[int]


class PlannedTally(_NotHeld, Base):
    """Planned sessions by day."""

    __tablename__ = "planned_tallies"

    held_on: Mapped[date] = mapped_column(primary_key=True, sort_order=-4)


class CancelledTally(_NotHeld, Base):
    """Cancelled sessions by month, for the list of all sessions."""

    __tablename__ = "cancelled_tallies"

    starts_on: Mapped[date] = mapped_column(primary_key=True, sort_order=-4)


class VenueTally(Base):
    """Sessions of a venue (its code), of all time; what else is told of venues is in its packs."""

    __tablename__ = "venue_tallies"
    __table_args__ = (
        CheckConstraint(f"status IN {STATUSES}", name="known_status"),
        CLUSTERED,
    )

    venue: Mapped[str] = mapped_column(primary_key=True)
    status: Mapped[str] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    sessions: Mapped[int]


class PackCodes(Base):
    """What the numbers in packs stand for: languages, kinds and age groups, as JSON."""

    __tablename__ = "pack_codes"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    codes: Mapped[str]


class SessionPack(Base):
    """The delivered sessions of a venue (its code) in a month, in a few bytes each.

    ``queries/shared/packs.py`` says how. ``codes`` is a row of ``pack_codes``. A session stands in
    the pack of the ``number_bytes`` that the largest of its numbers needs. Packs may be
    long: in the tree of their keys, SQLite would read all of one to compare its key.
    """

    __tablename__ = "session_packs"
    __table_args__ = (CheckConstraint("number_bytes IN (1, 2, 4)", name="known_size"),)

    starts_on: Mapped[date] = mapped_column(primary_key=True)
    venue: Mapped[str] = mapped_column(primary_key=True)
    codes: Mapped[int] = mapped_column(primary_key=True)
    number_bytes: Mapped[int] = mapped_column(primary_key=True)
    packed: Mapped[bytes]


class FacilitatorPack(Base):
    """The delivered sessions that a facilitator (its code) led in a month, packed likewise.

    ``whose`` tells the session and the venue of each, in the same order, by their ids: several may
    have led one.
    """

    __tablename__ = "facilitator_packs"
    __table_args__ = (CheckConstraint("number_bytes IN (1, 2, 4)", name="known_size"),)

    facilitator: Mapped[str] = mapped_column(primary_key=True)
    starts_on: Mapped[date] = mapped_column(primary_key=True)
    codes: Mapped[int] = mapped_column(primary_key=True)
    number_bytes: Mapped[int] = mapped_column(primary_key=True)
    packed: Mapped[bytes]
    whose: Mapped[bytes]
