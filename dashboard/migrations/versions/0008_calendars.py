"""Secret addresses of calendars."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0006"
branch_labels = None
depends_on = None


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


def downgrade() -> None:
    op.drop_table("calendar_feeds")
