"""How the data came to be as they are: the audit log, their version, and restores."""

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from dashboard.tables.base import Base, only

ADDED_BY_HAND = "import_id IS NULL AND before IS NULL"


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
            info=only(ADDED_BY_HAND),
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


class Trial(Base):
    """One row, written from time to time to test that the database accepts writes (UTC, ISO)."""

    __tablename__ = "trials"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    at: Mapped[str] = mapped_column(default="")
