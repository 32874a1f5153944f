"""On PostgreSQL, two indexes have the ids of sessions, so that rows are not read to learn them.

SQLite has them in its indexes anyway. Pages go on reading until the old index is dropped, which
takes a moment; who writes waits until both are made. The tables do not say so: SQLAlchemy would
load what it has for PostgreSQL with each command.
"""

from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None
beside_older = True

INDEXES = {
    "ix_sessions_by_venue": ("sessions", ["venue_id", "held_on", "status"], "id"),
    "ix_session_facilitators_facilitator_id": (
        "session_facilitators",
        ["facilitator_id"],
        "session_id",
    ),
}
NEW = "ix_new"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        return
    for table, columns, id_ in INDEXES.values():
        op.create_index(f"{NEW}_{table}", table, columns, postgresql_include=[id_])
    for name, (table, *_) in INDEXES.items():
        op.drop_index(name, table_name=table)
        op.execute(f"ALTER INDEX {NEW}_{table} RENAME TO {name}")


def downgrade() -> None:
    """The version before works with either."""
