"""What calls for an alert, from the day it was found to its end; meetings, and what was decided."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None
beside_older = True

OPEN = sa.text("ended_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "alert_episodes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sign", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("began_at", sa.String(), nullable=False),
        sa.Column("missing_since", sa.String(), nullable=True),
        sa.Column("ended_at", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_episodes")),
    )
    op.create_index(
        "ix_alert_episodes_open",
        "alert_episodes",
        ["sign", "audience", "key"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_table(
        "meetings",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("label_en", sa.String(), nullable=False),
        sa.Column("label_fr", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_meetings")),
    )
    op.create_table(
        "decisions",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("label_en", sa.String(), nullable=False),
        sa.Column("label_fr", sa.String(), nullable=False),
        sa.Column("owner_en", sa.String(), nullable=False),
        sa.Column("owner_fr", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'done', 'dropped')", name=op.f("ck_decisions_known_state")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_decisions")),
    )


def downgrade() -> None:
    op.drop_table("decisions")
    op.drop_table("meetings")
    op.drop_index("ix_alert_episodes_open", table_name="alert_episodes")
    op.drop_table("alert_episodes")
