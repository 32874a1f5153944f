"""Accounts, one-time links, tokens, failed sign-ins and ended ones."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KNOWN_ROLE = "role IN ('committee', 'coordinator', 'admin')"


def upgrade() -> None:
    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("name", "role")),
        sa.Column("password_hash", sa.String()),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.CheckConstraint(KNOWN_ROLE, name=op.f("ck_users_known_role")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("name", name=op.f("uq_users_name")),
    )
    op.create_table(
        "one_time_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("digest", "expires_at")),
        sa.Column("used_at", sa.String()),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_one_time_links_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_links")),
        sa.UniqueConstraint("digest", name=op.f("uq_one_time_links_digest")),
    )
    op.create_index(op.f("ix_one_time_links_user_id"), "one_time_links", ["user_id"])
    op.create_table(
        "api_tokens",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("name", "role", "digest")),
        sa.Column("created_on", sa.Date(), nullable=False),
        *(sa.Column(name, sa.Date()) for name in ("expires_on", "revoked_on", "last_used_on")),
        sa.CheckConstraint(KNOWN_ROLE, name=op.f("ck_api_tokens_known_role")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_tokens")),
        sa.UniqueConstraint("digest", name=op.f("uq_api_tokens_digest")),
    )
    op.create_table(
        "failed_sign_ins",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("key", "at")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failed_sign_ins")),
    )
    op.create_table(
        "ended_sign_ins",
        *(sa.Column(name, sa.String(), nullable=False) for name in ("digest", "at")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_ended_sign_ins")),
    )
    op.create_index(op.f("ix_ended_sign_ins_at"), "ended_sign_ins", ["at"])
    op.create_index(
        op.f("ix_failed_sign_ins_key_failed_sign_ins_at"), "failed_sign_ins", ["key", "at"]
    )


def downgrade() -> None:
    op.drop_table("ended_sign_ins")
    op.drop_table("failed_sign_ins")
    op.drop_table("api_tokens")
    op.drop_table("one_time_links")
    op.drop_table("users")
