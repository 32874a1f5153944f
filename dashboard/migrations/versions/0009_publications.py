"""Publications, which the database itself keeps as they are, and what they were before."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

FROZEN = (
    *("number", "published_at", "published_on", "data_as_of", "sha256", "content", "corrects"),
    *("prepared_by", "approved_by"),
)
WITHDRAWAL = ("withdrawn_at", "withdrawn_by", "reason_en", "reason_fr")
CHANGED = " OR ".join(f"NEW.{name} {{differs}} OLD.{name}" for name in FROZEN)
WHOLE = " AND ".join(f"NEW.{name} IS NOT NULL" for name in WITHDRAWAL)
REASON = "a publication never changes"
ON_SQLITE = (
    f"""
    CREATE TRIGGER publications_update BEFORE UPDATE ON publications
    WHEN {CHANGED.format(differs="IS NOT")} OR OLD.withdrawn_at IS NOT NULL OR NOT ({WHOLE})
    BEGIN SELECT RAISE(ABORT, '{REASON}'); END
    """,
    f"""
    CREATE TRIGGER publications_delete BEFORE DELETE ON publications
    BEGIN SELECT RAISE(ABORT, '{REASON}'); END
    """,
    f"""
    CREATE TRIGGER publications_replace BEFORE INSERT ON publications
    WHEN EXISTS (SELECT 1 FROM publications WHERE number = NEW.number)
    BEGIN SELECT RAISE(ABORT, '{REASON}'); END
    """,  # noqa: S608 - our own words
)
ON_POSTGRESQL = (
    f"""
    CREATE FUNCTION publications_never_change() RETURNS trigger AS $$
    BEGIN
        IF TG_OP = 'UPDATE' THEN
            IF NOT ({CHANGED.format(differs="IS DISTINCT FROM")})
                AND OLD.withdrawn_at IS NULL AND {WHOLE}
            THEN RETURN NEW; END IF;
        END IF;
        RAISE EXCEPTION '{REASON}';
    END
    $$ LANGUAGE plpgsql
    """,
    """
    CREATE TRIGGER publications_frozen BEFORE UPDATE OR DELETE ON publications
    FOR EACH ROW EXECUTE FUNCTION publications_never_change()
    """,
    """
    CREATE TRIGGER publications_kept BEFORE TRUNCATE ON publications
    FOR EACH STATEMENT EXECUTE FUNCTION publications_never_change()
    """,
)


def upgrade() -> None:
    op.create_table(
        "publications",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("published_at", sa.String(), nullable=False),
        *(sa.Column(name, sa.Date(), nullable=False) for name in ("published_on", "data_as_of")),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("sha256", "content")),
        sa.Column("corrects", sa.Integer()),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("prepared_by", "approved_by")),
        *(sa.Column(name, sa.String()) for name in WITHDRAWAL),
        sa.CheckConstraint("number > 0", name=op.f("ck_publications_number_is_positive")),
        sa.CheckConstraint(
            "corrects < number", name=op.f("ck_publications_corrects_an_earlier_one")
        ),
        sa.ForeignKeyConstraint(
            ["corrects"], ["publications.number"], name=op.f("fk_publications_corrects")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_publications")),
    )
    op.create_table(
        "publication_drafts",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("note_en", "note_fr")),
        sa.Column("corrects", sa.Integer()),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("content", "digest", "basis", "exact", "evidence")
        ),
        sa.Column("proofs", sa.LargeBinary(), nullable=False),
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("prepared_by", "prepared_at", "state")
        ),
        sa.Column("number", sa.Integer()),
        sa.CheckConstraint(
            "state IN ('open', 'approved', 'discarded')",
            name=op.f("ck_publication_drafts_known_state"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication_drafts")),
        sa.UniqueConstraint("number", name=op.f("uq_publication_drafts_number")),
    )
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in ON_POSTGRESQL if on_postgresql else ON_SQLITE:
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("publication_drafts")
    op.drop_table("publications")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION publications_never_change")
