"""A name for this database's history, and a row to try whether the database can be written."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("generation", "mark"):
        op.add_column("data_state", sa.Column(name, sa.String(), nullable=False, server_default=""))
    data_state = sa.table("data_state", sa.column("generation", sa.String()))
    op.execute(data_state.update().values(generation=secrets.token_hex(16)))
    op.create_table(
        "trials",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_trials_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trials")),
    )
    op.execute("INSERT INTO trials (id, at) VALUES (1, '')")


def downgrade() -> None:
    op.drop_table("trials")
    op.drop_column("data_state", "mark")
    op.drop_column("data_state", "generation")
