"""The community action plan, the committee's meetings and decisions, and the facilitators."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from dashboard.tables.base import Base
from dashboard.tables.reference import Reference

MEASURE_STATUSES = ("not_started", "under_way", "done")
DECISION_STATES = ("open", "done", "dropped")


class PlanMeasure(Reference, Base):
    """A measure of the community action plan; its labels are empty until they are supplied.

    ``owner`` is the sector responsible; ``status`` is ``None`` until somebody sets it.
    """

    __tablename__ = "plan_measures"
    __table_args__ = (CheckConstraint(f"status IN {MEASURE_STATUSES}", name="known_status"),)

    status: Mapped[str | None]
    owner_en: Mapped[str] = mapped_column(default="")
    owner_fr: Mapped[str] = mapped_column(default="")


class PlanMilestone(Reference, Base):
    """A step of a plan measure, with the day it is due and the day it was completed."""

    __tablename__ = "plan_milestones"

    measure: Mapped[str] = mapped_column(ForeignKey("plan_measures.code"), index=True)
    due: Mapped[date | None]
    done_on: Mapped[date | None]


class Meeting(Base):
    """A day on which the committee meets; its labels are empty unless it has a name."""

    __tablename__ = "meetings"

    code: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date]
    label_en: Mapped[str] = mapped_column(default="")
    label_fr: Mapped[str] = mapped_column(default="")


class Decision(Base):
    """What the committee decided: in one language at least; the other is empty if not translated.

    ``about`` is the code of what it is about, see ``choices``.
    """

    __tablename__ = "decisions"
    __table_args__ = (CheckConstraint(f"state IN {DECISION_STATES}", name="known_state"),)

    code: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date]
    about: Mapped[str]
    label_en: Mapped[str]
    label_fr: Mapped[str]
    owner_en: Mapped[str] = mapped_column(default="")
    owner_fr: Mapped[str] = mapped_column(default="")
    due: Mapped[date | None]
    state: Mapped[str] = mapped_column(default="open")


class Facilitator(Base):
    """A person who leads sessions, known by code only."""

    __tablename__ = "facilitators"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)


class Training(Base):
    """A completed training in one language."""

    __tablename__ = "trainings"

    facilitator_id: Mapped[int] = mapped_column(
        ForeignKey("facilitators.id", ondelete="CASCADE"), primary_key=True
    )
    language: Mapped[str] = mapped_column(ForeignKey("languages.code"), primary_key=True)
    trained_on: Mapped[date]
