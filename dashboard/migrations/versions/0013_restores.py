"""Backups that were brought back, and publications whose counts none of them had."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "restores",
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("generation", "at", "author", "sha256", "made_at")
        ),
        sa.Column("unknown", sa.Boolean(), nullable=False),
        *(sa.Column(name, sa.String()) for name in ("confirmed_at", "confirmed_by")),
        sa.PrimaryKeyConstraint("generation", name=op.f("pk_restores")),
    )
    op.create_table(
        "lost_publications",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("generation", sa.String(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_lost_publications_number_is_positive")),
        sa.ForeignKeyConstraint(
            ["generation"],
            ["restores.generation"],
            name=op.f("fk_lost_publications_generation"),
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_lost_publications")),
    )


def downgrade() -> None:
    op.drop_table("lost_publications")
    op.drop_table("restores")
