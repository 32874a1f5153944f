"""What partners may embed, and how often it is shown."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "embed_grants",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("partner", "views", "locked", "free")
        ),
        sa.Column("language", sa.String()),
        sa.Column("publication", sa.Integer()),
        sa.Column("origins", sa.String(), nullable=False),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in ("downloads", "images")),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("keys", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Date(), nullable=False) for name in ("created_on", "expires_on")),
        sa.Column("revoked_on", sa.Date()),
        sa.CheckConstraint("language IN ('en', 'fr')", name=op.f("ck_embed_grants_known_language")),
        sa.ForeignKeyConstraint(
            ["publication"], ["publications.number"], name=op.f("fk_embed_grants_publication")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_embed_grants")),
        sa.UniqueConstraint("digest", name=op.f("uq_embed_grants_digest")),
    )
    op.create_table(
        "embed_shown",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("grant_id", sa.Integer(), nullable=False),
        sa.Column("view", sa.String(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["grant_id"], ["embed_grants.id"], name=op.f("fk_embed_shown_grant_id")
        ),
        sa.PrimaryKeyConstraint("day", "grant_id", "view", name=op.f("pk_embed_shown")),
    )


def downgrade() -> None:
    op.drop_table("embed_shown")
    op.drop_table("embed_grants")
