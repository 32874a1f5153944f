"""Planned sessions by day, language, venue type and kind: pages ask for them at every change."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

TABLE = "planned_tallies"
CELL = ("language", "venue_type", "kind")
COUNT = """
INSERT INTO planned_tallies (held_on, language, venue_type, kind, sessions)
SELECT s.held_on, s.language, v.venue_type, s.kind, COUNT(*)
FROM sessions s
JOIN venues v ON v.id = s.venue_id
WHERE s.status = 'planned'
GROUP BY s.held_on, s.language, v.venue_type, s.kind
"""


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("held_on", sa.Date(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in CELL),
        sa.Column("sessions", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("held_on", *CELL, name=op.f(f"pk_{TABLE}")),
        sqlite_with_rowid=False,
    )
    op.execute(COUNT)


def downgrade() -> None:
    op.drop_table(TABLE)
