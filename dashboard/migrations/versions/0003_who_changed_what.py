"""The audit log, which the database itself lets only grow, and who brought a file."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

REFUSE_ON_SQLITE = """
CREATE TRIGGER audit_log_{event} BEFORE {event} ON audit_log
BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END
"""
REFUSE_ON_POSTGRESQL = (
    """
    CREATE FUNCTION audit_log_only_grows() RETURNS trigger AS $$
    BEGIN RAISE EXCEPTION 'the audit log only grows'; END
    $$ LANGUAGE plpgsql
    """,
    """
    CREATE TRIGGER audit_log_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
    FOR EACH STATEMENT EXECUTE FUNCTION audit_log_only_grows()
    """,
)


def upgrade() -> None:
    op.add_column(
        "import_records", sa.Column("author", sa.String(), nullable=False, server_default="")
    )
    op.add_column(
        "data_state", sa.Column("audit_entries", sa.Integer(), nullable=False, server_default="0")
    )
    op.add_column(
        "data_state", sa.Column("audit_digest", sa.String(), nullable=False, server_default="")
    )
    op.create_table(
        "audit_log",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("at", "author")),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("subject", "key")),
        *(sa.Column(name, sa.String()) for name in ("before", "after")),
        sa.Column("import_id", sa.Integer()),
        sa.Column("digest", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["import_records.id"], name=op.f("fk_audit_log_import_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_log")),
    )
    op.create_index(op.f("ix_audit_log_subject_audit_log_key"), "audit_log", ["subject", "key"])
    op.create_index(op.f("ix_audit_log_import_id"), "audit_log", ["import_id"])
    if op.get_bind().dialect.name == "postgresql":
        for statement in REFUSE_ON_POSTGRESQL:
            op.execute(statement)
        return
    for event in ("update", "delete"):
        op.execute(REFUSE_ON_SQLITE.format(event=event))


def downgrade() -> None:
    op.drop_table("audit_log")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_log_only_grows")
    for table_name, columns in (
        ("data_state", ("audit_entries", "audit_digest")),
        ("import_records", ("author",)),
    ):
        with op.batch_alter_table(table_name) as table:
            for column in columns:
                table.drop_column(column)
