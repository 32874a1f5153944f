"""Secret addresses of calendars, and the orders in which sessions are listed."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


LISTED_BY = {"day": ["held_on"], "change": ["updated_at", "held_on"], "total": ["total", "held_on"]}


def upgrade() -> None:
    op.create_table(
        "calendar_feeds",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("owner", "language", "digest")),
        sa.Column("created_on", sa.Date(), nullable=False),
        *(sa.Column(name, sa.Date()) for name in ("revoked_on", "last_used_on")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feeds")),
        sa.UniqueConstraint("digest", name=op.f("uq_calendar_feeds_digest")),
    )
    op.create_index(op.f("ix_calendar_feeds_owner"), "calendar_feeds", ["owner"])
    for name, columns in LISTED_BY.items():
        op.create_index(f"ix_sessions_by_{name}", "sessions", [*columns, "id"])


def downgrade() -> None:
    for name in LISTED_BY:
        op.drop_index(f"ix_sessions_by_{name}", "sessions")
    op.drop_table("calendar_feeds")
