"""On PostgreSQL, pages of tallies have room for rows that change, and lie in the order of keys."""

from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

FILLED = 70  # per cent
TALLIES = (
    *("session_tallies", "age_mask_tallies", "attendance_tallies", "planned_tallies"),
    *("cancelled_tallies", "venue_tallies", "session_packs", "facilitator_packs"),
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table in TALLIES:
            op.execute(f"ALTER TABLE {table} SET (fillfactor = {FILLED})")
            op.execute(f"CLUSTER {table} USING pk_{table}")  # which fills all pages anew


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table in TALLIES:
            op.execute(f"ALTER TABLE {table} RESET (fillfactor)")
