"""Files that were imported or refused, and what their columns mean."""

from datetime import datetime

from sqlalchemy import CheckConstraint, DateTime, func
from sqlalchemy.orm import Mapped, mapped_column

from dashboard.tables.base import Base

REFUSAL_REASONS = ("unreadable", "unclear", "rows", "changed", "broken_off")


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
