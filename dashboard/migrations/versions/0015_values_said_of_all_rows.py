"""What was said of all rows of a file that lacks a column: with its import, and remembered."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

TABLES = ("import_records", "import_mappings")


def upgrade() -> None:
    for table in TABLES:
        said = sa.Column("constants", sa.String(), server_default="{}", nullable=False)
        op.add_column(table, said)


def downgrade() -> None:
    for table in TABLES:
        op.drop_column(table, "constants")
