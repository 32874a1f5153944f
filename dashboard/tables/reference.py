"""Reference data: terms in both languages, targets, thresholds, events around the project."""

from datetime import date

from sqlalchemy import CheckConstraint, Float, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dashboard.tables.base import Base


class Reference:
    """A reference value: its code never changes, its labels stand in both languages."""

    code: Mapped[str] = mapped_column(primary_key=True, sort_order=-4)
    label_en: Mapped[str] = mapped_column(sort_order=-3)
    label_fr: Mapped[str] = mapped_column(sort_order=-2)
    sort_order: Mapped[int] = mapped_column(sort_order=-1)


class Language(Reference, Base):
    """A session's language; facilitators are trained in those that are not "bilingual"."""

    __tablename__ = "languages"

    trains: Mapped[bool]


class SessionKind(Reference, Base):
    """Forum, discussion, workshop; the French share counts some of them."""

    __tablename__ = "session_kinds"

    in_french_share: Mapped[bool]


class VenueType(Reference, Base):
    """Where sessions are held; venues of a sensitive type are shown by code only."""

    __tablename__ = "venue_types"

    sensitive: Mapped[bool]


class AgeGroup(Reference, Base):
    """An age group with its bounds in years, both included; ``unknown`` has none."""

    __tablename__ = "age_groups"
    __table_args__ = (
        CheckConstraint("lower_age <= upper_age", name="bounds_in_order"),
        CheckConstraint("bit > 0", name="bit_is_positive"),
    )

    youth: Mapped[bool]
    at_risk: Mapped[bool]
    lower_age: Mapped[int | None]
    upper_age: Mapped[int | None]
    bit: Mapped[int] = mapped_column(unique=True)


class Indicator(Reference, Base):
    """What a target can be set for, as in the tracking table.

    ``cumulative``: its numbers add up over the project, so that a plan to date makes sense.
    """

    __tablename__ = "indicators"

    definition_en: Mapped[str] = mapped_column(default="")
    definition_fr: Mapped[str] = mapped_column(default="")
    unit_en: Mapped[str] = mapped_column(default="")
    unit_fr: Mapped[str] = mapped_column(default="")
    source_en: Mapped[str] = mapped_column(default="")
    source_fr: Mapped[str] = mapped_column(default="")
    frequency_en: Mapped[str] = mapped_column(default="")
    frequency_fr: Mapped[str] = mapped_column(default="")
    baseline: Mapped[int | None]
    cumulative: Mapped[bool] = mapped_column(default=True)


class TargetRevision(Base):
    """A target from one day on; a change is a new row, so that past days keep their target."""

    __tablename__ = "target_revisions"
    __table_args__ = (
        UniqueConstraint("indicator", "effective_from"),
        CheckConstraint("value > 0", name="value_is_positive"),
        CheckConstraint("due > effective_from", name="due_after_start"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    indicator: Mapped[str] = mapped_column(ForeignKey("indicators.code"))
    value: Mapped[int]
    due: Mapped[date]
    effective_from: Mapped[date]
    reason_en: Mapped[str] = mapped_column(default="")
    reason_fr: Mapped[str] = mapped_column(default="")


class Threshold(Reference, Base):
    """A limit used in the words and findings, such as after how many weeks a venue is silent."""

    __tablename__ = "thresholds"
    __table_args__ = (CheckConstraint("value >= 0", name="value_not_negative"),)

    value: Mapped[int]


class ComparisonShare(Reference, Base):
    """A share of French speakers to compare with, in percent, and its source."""

    __tablename__ = "comparison_shares"
    __table_args__ = (CheckConstraint("percent BETWEEN 0 AND 100", name="is_a_percent"),)

    percent: Mapped[float] = mapped_column(Float)
    source_en: Mapped[str]
    source_fr: Mapped[str]
    year: Mapped[int]


class StatusLevel(Reference, Base):
    """On track, watch or behind, with the minimum percent of the target to date."""

    __tablename__ = "status_levels"
    __table_args__ = (CheckConstraint("minimum_percent >= 0", name="minimum_not_negative"),)

    minimum_percent: Mapped[int] = mapped_column(unique=True)


class Partner(Reference, Base):
    """An organization that carries the project with us."""

    __tablename__ = "partners"


class Funder(Reference, Base):
    """An organization that pays for the project."""

    __tablename__ = "funders"


class Annotation(Base):
    """An event around the project, in a few words; it may last several days."""

    __tablename__ = "annotations"
    __table_args__ = (CheckConstraint("last_day >= day", name="days_in_order"),)

    code: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date]
    last_day: Mapped[date | None]
    label_en: Mapped[str]
    label_fr: Mapped[str]
