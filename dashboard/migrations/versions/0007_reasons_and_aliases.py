"""Reasons of targets in both languages, and the old codes of venues that were merged."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("reason_en", "reason_fr"):
        column = sa.Column(name, sa.String(), nullable=False, server_default="")
        op.add_column("target_revisions", column)
    op.execute("UPDATE target_revisions SET reason_en = reason, reason_fr = reason")
    with op.batch_alter_table("target_revisions") as table:
        table.drop_column("reason")
        for name in ("reason_en", "reason_fr"):
            table.alter_column(name, existing_type=sa.String(), server_default=None)
    op.create_table(
        "venue_aliases",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("venue", sa.String(), nullable=False),
        sa.Column("moved", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_venue_aliases")),
    )


def downgrade() -> None:
    op.drop_table("venue_aliases")
    column = sa.Column("reason", sa.String(), nullable=False, server_default="")
    op.add_column("target_revisions", column)
    op.execute("UPDATE target_revisions SET reason = reason_en")
    with op.batch_alter_table("target_revisions") as table:
        table.alter_column("reason", existing_type=sa.String(), server_default=None)
        for name in ("reason_en", "reason_fr"):
            table.drop_column(name)
