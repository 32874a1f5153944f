"""On PostgreSQL, what never changes is protected even while references are not looked up."""

from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None
beside_older = True

PROTECTED = {
    "audit_log": ("audit_log_only_grows",),
    "publications": ("publications_frozen", "publications_kept"),
    "publication_files": ("publication_files_frozen", "publication_files_kept"),
}


def upgrade() -> None:
    _enable("ENABLE ALWAYS")


def downgrade() -> None:
    _enable("ENABLE")


def _enable(how: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table, triggers in PROTECTED.items():
            for trigger in triggers:
                op.execute(f"ALTER TABLE {table} {how} TRIGGER {trigger}")
