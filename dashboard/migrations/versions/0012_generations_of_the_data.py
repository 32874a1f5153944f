"""A name for this database's history: a copy that was restored goes on under another."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "data_state", sa.Column("generation", sa.String(), nullable=False, server_default="")
    )
    data_state = sa.table("data_state", sa.column("generation", sa.String()))
    op.execute(data_state.update().values(generation=secrets.token_hex(16)))


def downgrade() -> None:
    op.drop_column("data_state", "generation")
