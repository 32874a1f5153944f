"""The database's tables: reference data, venues, people, sessions, and tallies of them.

The database itself enforces the constraints, so that no writer can bypass them.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    DateTime,
    Float,
    ForeignKey,
    Index,
    MetaData,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from dashboard.domain.shared.weekdays import WEEKDAYS
from dashboard.naming import CONVENTION

STATUSES = ("delivered", "planned", "cancelled")
MEASURE_STATUSES = ("not_started", "under_way", "done")
DRAFT_STATES = ("open", "approved", "discarded")
MESSAGE_STATES = ("waiting", "claimed", "sent", "unknown", "failed", "given_up", "withdrawn")
DECISION_STATES = ("open", "done", "dropped")
REFUSAL_REASONS = ("unreadable", "unclear", "rows", "changed", "broken_off")
GRAINS = ("day", "kind_month", "month")
VENUE_GRAINS = ("month", "year", "all")
NOT_A_DAY = "grain <> 'day'"
ADDED_BY_HAND = "import_id IS NULL AND before IS NULL"
LISTED_BY = {
    "day": ("held_on",),
    "change": ("updated_at", "held_on"),
    "total": ("total", "held_on"),
}
CLUSTERED = {"sqlite_with_rowid": False}  # rows lie in the order of their key


class Base(DeclarativeBase):
    """Our tables; constraints have names, so that migrations can change them."""

    metadata = MetaData(naming_convention=CONVENTION)


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


class Venue(Base):
    """A place where sessions are held; never an address, and no label for a sensitive type."""

    __tablename__ = "venues"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    venue_type: Mapped[str] = mapped_column(ForeignKey("venue_types.code"), index=True)
    area: Mapped[str] = mapped_column(default="")
    label_en: Mapped[str] = mapped_column(default="")
    label_fr: Mapped[str] = mapped_column(default="")


class VenueRequest(Base):
    """The code that a request for a new venue got, by the key that its sender chose.

    A venue of a sensitive type has nothing else by which a repeated request could be recognised.
    """

    __tablename__ = "venue_requests"

    key: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str]


class VenueAlias(Base):
    """The code of a venue that was merged into another, which may itself be merged since.

    ``moved`` is the number of sessions moved with it: that many audit entries follow its own.
    """

    __tablename__ = "venue_aliases"

    code: Mapped[str] = mapped_column(primary_key=True)
    venue: Mapped[str]
    moved: Mapped[int]


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
        Index("ix_sessions_by_venue", "venue_id", "held_on", "status"),
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


class ImportRecord(Base):
    """An imported file, who imported it, and what it changed.

    ``left_out`` counts the unwanted rows; ``undone_by`` is who undid the import. ``constants`` is
    JSON: values given for all rows, by the code of the column that the file lacked.
    """

    __tablename__ = "import_records"

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str]
    author: Mapped[str] = mapped_column(default="")
    file_name: Mapped[str]
    sha256: Mapped[str]
    added: Mapped[int]
    changed: Mapped[int]
    unchanged: Mapped[int]
    left_out: Mapped[int] = mapped_column(server_default="0")
    imported_at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True), server_default=func.current_timestamp()
    )
    undone_by: Mapped[str | None]
    constants: Mapped[str] = mapped_column(server_default="{}")


class RefusedImport(Base):
    """A file that was refused, or whose import broke off; nothing that stands in it is kept.

    ``file_name`` is blank if it seems to identify somebody. ``at`` is an ISO time in UTC. Rows are
    deleted after 90 days.
    """

    __tablename__ = "refused_imports"
    __table_args__ = (CheckConstraint(f"reason IN {REFUSAL_REASONS}", name="known_reason"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[str] = mapped_column(index=True)
    author: Mapped[str]
    subject: Mapped[str]
    file_name: Mapped[str]
    format: Mapped[str]
    reason: Mapped[str]
    faults: Mapped[int]


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


class ImportMapping(Base):
    """What the columns and words of a kind of file mean, saved under a name.

    The four texts are JSON: a list of headers, code by header, code by value by column, and value
    by column for columns that such files lack.
    """

    __tablename__ = "import_mappings"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    headers: Mapped[str]
    columns: Mapped[str]
    values: Mapped[str]
    constants: Mapped[str] = mapped_column(server_default="{}")


class User(Base):
    """A person who may sign in; the name is in lower case.

    ``password_hash`` is ``None`` until a one-time link was used. ``epoch`` changes whenever all
    browsers must sign in again. ``last_sign_in_at`` is an ISO time in UTC.
    """

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str]
    password_hash: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    epoch: Mapped[int]
    last_sign_in_at: Mapped[str | None]


class Identity(Base):
    """A provider's subject identifier for a person; the provider never reuses it."""

    __tablename__ = "identities"

    issuer: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), unique=True)


class OneTimeLink(Base):
    """A link that sets a password; times are ISO times in UTC."""

    __tablename__ = "one_time_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    digest: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[str]
    used_at: Mapped[str | None]


class ApiToken(Base):
    """A token that identifies a program; days are in the project's time zone."""

    __tablename__ = "api_tokens"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    role: Mapped[str]
    digest: Mapped[str] = mapped_column(unique=True)
    created_on: Mapped[date]
    expires_on: Mapped[date | None]
    revoked_on: Mapped[date | None]
    last_used_on: Mapped[date | None]


class CalendarFeed(Base):
    """A secret address of planned sessions; ``owner`` is the name of its account."""

    __tablename__ = "calendar_feeds"

    id: Mapped[int] = mapped_column(primary_key=True)
    owner: Mapped[str] = mapped_column(index=True)
    language: Mapped[str]
    digest: Mapped[str] = mapped_column(unique=True)
    created_on: Mapped[date]
    revoked_on: Mapped[date | None]
    last_used_on: Mapped[date | None]


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
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sign: Mapped[str]
    audience: Mapped[str]
    key: Mapped[str]
    began_at: Mapped[str]
    missing_since: Mapped[str | None]
    ended_at: Mapped[str | None]


class FailedSignIn(Base):
    """A failed sign-in, by the name that was tried and by the address it came from."""

    __tablename__ = "failed_sign_ins"
    __table_args__ = (Index(None, "key", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    at: Mapped[str]


class EndedSignIn(Base):
    """A sign-in that its owner ended, so that a copy of its cookie is useless."""

    __tablename__ = "ended_sign_ins"

    digest: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[str] = mapped_column(index=True)


class AuditEntry(Base):
    """One change of one record: who made it, when, and the record before and after.

    ``at`` is an ISO time in UTC; ``before`` and ``after`` are JSON, ``None`` where there was
    nothing. Each ``digest`` also covers the digest before it, and the database refuses to change or
    delete a row.
    """

    __tablename__ = "audit_log"
    __table_args__ = (
        Index(None, "subject", "key"),
        Index(
            "ix_audit_log_by_hand",
            *("author", "subject", "id"),
            sqlite_where=text(ADDED_BY_HAND),
            postgresql_where=text(ADDED_BY_HAND),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str]
    author: Mapped[str]
    subject: Mapped[str]
    key: Mapped[str]
    before: Mapped[str | None]
    after: Mapped[str | None]
    import_id: Mapped[int | None] = mapped_column(ForeignKey("import_records.id"), index=True)
    digest: Mapped[str]


class PublicationDraft(Base):
    """A publication that waits for approval, was approved, or was replaced by another draft.

    ``content`` is its canonical text, ``digest`` the SHA-256 of that, and ``basis`` the digest of
    everything it was made from. Never published are: the ``exact`` counts, the ``evidence`` of the
    privacy audit (both JSON) and the ``proofs`` (compressed). ``confirmed``: its preparer has
    checked the labels that changed in one language only. ``number`` is the publication's.
    """

    __tablename__ = "publication_drafts"
    __table_args__ = (CheckConstraint(f"state IN {DRAFT_STATES}", name="known_state"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    as_of: Mapped[date]
    note_en: Mapped[str]
    note_fr: Mapped[str]
    corrects: Mapped[int | None]
    confirmed: Mapped[bool]
    content: Mapped[str]
    digest: Mapped[str]
    basis: Mapped[str]
    exact: Mapped[str]
    evidence: Mapped[str]
    proofs: Mapped[bytes]
    prepared_by: Mapped[str]
    prepared_at: Mapped[str]
    state: Mapped[str]
    number: Mapped[int | None] = mapped_column(unique=True)


class DataState(Base):
    """One row: the data's version, which every write raises, and the mark of a demonstration.

    ``audit_entries`` and ``audit_digest`` describe the end of the audit log. ``generation`` is
    random: it differs between databases with equal versions and different histories. ``mark`` is
    random too, and changes with each write; ``reference_mark`` only if a write may have changed
    reference data. ``finding_rules`` is the edition of the rules by which the findings were kept.
    """

    __tablename__ = "data_state"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    version: Mapped[int] = mapped_column(default=0)
    demonstration: Mapped[bool] = mapped_column(default=False)
    audit_entries: Mapped[int] = mapped_column(default=0)
    audit_digest: Mapped[str] = mapped_column(default="")
    generation: Mapped[str] = mapped_column(default="")
    mark: Mapped[str] = mapped_column(default="")
    finding_rules: Mapped[int] = mapped_column(server_default="0")
    reference_mark: Mapped[str] = mapped_column(server_default="")


class Trial(Base):
    """One row, written from time to time to test that the database accepts writes (UTC, ISO)."""

    __tablename__ = "trials"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    at: Mapped[str] = mapped_column(default="")


class Restore(Base):
    """A restored backup, by the generation that the data have had since.

    ``sha256`` is that of the backup's rows, ``made_at`` its time; both are empty if other tools
    restored the database. Times are ISO times in UTC. ``unknown``: later publications may be
    missing here, so nothing is published until somebody confirms the last number.
    """

    __tablename__ = "restores"

    generation: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[str]
    author: Mapped[str]
    sha256: Mapped[str]
    made_at: Mapped[str]
    unknown: Mapped[bool]
    confirmed_at: Mapped[str | None]
    confirmed_by: Mapped[str | None]


class LostPublication(Base):
    """The number of a publication whose counts and proofs no restore brought back.

    Its text may exist all the same, from the public site.
    """

    __tablename__ = "lost_publications"
    __table_args__ = (CheckConstraint("number > 0", name="number_is_positive"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    generation: Mapped[str] = mapped_column(ForeignKey("restores.generation"))


class _Cell:
    """The key of every tally: delivered sessions of a day or of a month.

    Rows of the grain ``month`` combine all kinds, under an empty kind. ``in_share`` counts sessions
    of kinds in the French share; when those change, tallies are counted again. ``sessions_mon`` …
    ``sessions_sun`` are the sessions of each weekday: as columns, they add no rows.
    """

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[Any, ...]:
        return CheckConstraint(f"grain IN {GRAINS}", name="known_grain"), CLUSTERED

    grain: Mapped[str] = mapped_column(primary_key=True, sort_order=-5)
    starts_on: Mapped[date] = mapped_column(primary_key=True, sort_order=-4)
    language: Mapped[str] = mapped_column(primary_key=True, sort_order=-3)
    venue_type: Mapped[str] = mapped_column(primary_key=True, sort_order=-2)
    kind: Mapped[str] = mapped_column(primary_key=True, sort_order=-1)
    sessions: Mapped[int] = mapped_column(sort_order=1)
    in_share: Mapped[int] = mapped_column(sort_order=2)
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

    Sessions do not add up over age groups: one with two groups would count twice. The index finds a
    few of the many sets over many months.
    """

    __tablename__ = "age_mask_tallies"

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[Any, ...]:
        index = Index(
            "ix_age_mask_tallies_months",
            *("grain", "age_mask", "starts_on", "language", "venue_type", "kind"),
            *("sessions", "in_share", *(f"sessions_{day}" for day in WEEKDAYS)),
            sqlite_where=text(NOT_A_DAY),
            postgresql_where=text(NOT_A_DAY),
        )
        return index, *super().__table_args__

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
    """Sessions of a venue (its code): of a month, of a fiscal year, or of all time.

    ``starts_on`` of all time is the first day there is. ``ages`` is the set of age groups that came
    to any of the sessions, as the sum of their bits; ``attendances`` counts the age groups of each
    session. ``last_on`` is the day of the latest session.
    """

    __tablename__ = "venue_tallies"
    __table_args__ = (
        CheckConstraint(f"grain IN {VENUE_GRAINS}", name="known_grain"),
        CheckConstraint(f"status IN {STATUSES}", name="known_status"),
        CLUSTERED,
    )

    grain: Mapped[str] = mapped_column(primary_key=True)
    starts_on: Mapped[date] = mapped_column(primary_key=True)
    venue: Mapped[str] = mapped_column(primary_key=True)
    status: Mapped[str] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    sessions: Mapped[int]
    participations: Mapped[int]
    attendances: Mapped[int]
    ages: Mapped[int]
    last_on: Mapped[date]
