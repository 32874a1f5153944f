"""An index with all that pages ask of planned sessions, which lie far apart among the others."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None
beside_older = True

INDEX, TABLE = "ix_sessions_planned", "sessions"
PLANNED = "status = 'planned'"


def upgrade() -> None:
    op.create_index(
        INDEX,
        TABLE,
        ["status", "held_on", "language", "kind", "venue_id"],
        sqlite_where=sa.text(PLANNED),
        postgresql_where=sa.text(PLANNED),
    )


def downgrade() -> None:
    op.drop_index(INDEX, table_name=TABLE)
