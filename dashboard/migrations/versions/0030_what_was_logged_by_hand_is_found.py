"""An index of what each author logged by hand: the form begins with the latest of it."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None
beside_older = True

INDEX, TABLE = "ix_audit_log_by_hand", "audit_log"
BY_HAND = "import_id IS NULL AND before IS NULL"


def upgrade() -> None:
    op.create_index(
        INDEX,
        TABLE,
        ["author", "subject", "id"],
        sqlite_where=sa.text(BY_HAND),
        postgresql_where=sa.text(BY_HAND),
    )


def downgrade() -> None:
    op.drop_index(INDEX, table_name=TABLE)
