"""A mark of the reference data: what is kept of them stays in use after writes of sessions."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "data_state", sa.Column("reference_mark", sa.String(), server_default="", nullable=False)
    )


def downgrade() -> None:
    op.drop_column("data_state", "reference_mark")
