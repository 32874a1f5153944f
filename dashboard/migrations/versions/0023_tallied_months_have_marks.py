"""A mark for each month of the tallies: whoever kept them knows by it whether they changed."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

TABLE = "tallied_months"


def upgrade() -> None:
    months = op.create_table(
        TABLE,
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("starts_on", name=op.f(f"pk_{TABLE}")),
        sqlite_with_rowid=False,
    )
    tally = sa.table("session_tallies", sa.column("starts_on", sa.Date()), sa.column("grain"))
    tallied = sa.select(tally.c.starts_on).where(tally.c.grain == "month").distinct()
    mark = sa.literal(secrets.token_hex(8))  # random, as two copies must not have the same one
    op.execute(sa.insert(months).from_select(["starts_on", "mark"], tallied.add_columns(mark)))


def downgrade() -> None:
    op.drop_table(TABLE)
