"""Files that are kept with publications, and which the database itself keeps as they are."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None
beside_older = True

TABLE = "publication_files"
REASON = "a file of a publication never changes"
SAME = "number = NEW.number AND language = NEW.language AND form = NEW.form"
ON_SQLITE = (
    *(
        f"""
        CREATE TRIGGER {TABLE}_{event} BEFORE {event} ON {TABLE}
        BEGIN SELECT RAISE(ABORT, '{REASON}'); END
        """
        for event in ("update", "delete")
    ),
    f"""
    CREATE TRIGGER {TABLE}_replace BEFORE INSERT ON {TABLE}
    WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE {SAME})
    BEGIN SELECT RAISE(ABORT, '{REASON}'); END
    """,  # noqa: S608 - our own words
)
ON_POSTGRESQL = (
    f"""
    CREATE FUNCTION {TABLE}_never_change() RETURNS trigger AS $$
    BEGIN RAISE EXCEPTION '{REASON}'; END
    $$ LANGUAGE plpgsql
    """,
    f"""
    CREATE TRIGGER {TABLE}_frozen BEFORE UPDATE OR DELETE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION {TABLE}_never_change()
    """,
    f"""
    CREATE TRIGGER {TABLE}_kept BEFORE TRUNCATE ON {TABLE}
    FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_never_change()
    """,
)


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("number", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("language", "form")),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("made_at", "sha256")),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("language IN ('en', 'fr')", name=op.f(f"ck_{TABLE}_known_language")),
        sa.ForeignKeyConstraint(
            ["number"], ["publications.number"], name=op.f(f"fk_{TABLE}_number")
        ),
        sa.PrimaryKeyConstraint("number", "language", "form", name=op.f(f"pk_{TABLE}")),
    )
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in ON_POSTGRESQL if on_postgresql else ON_SQLITE:
        op.execute(statement)


def downgrade() -> None:
    op.drop_table(TABLE)
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"DROP FUNCTION {TABLE}_never_change")
