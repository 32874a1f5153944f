"""Sessions by venue, and cancelled ones by month, so that no page counts sessions itself."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

CELL = ("language", "venue_type", "kind")
OF_VENUES = ("grain", "starts_on", "venue", "status", "language", "kind")
MONTH_OF_DAY = {
    "sqlite": "date(held_on, 'start of month')",
    "postgresql": "CAST(date_trunc('month', held_on) AS DATE)",
}
YEAR_OF_MONTH = {
    "sqlite": "date(starts_on, '-3 months', 'start of year', '+3 months')",
    "postgresql": "CAST(date_trunc('year', starts_on - INTERVAL '3 months')"
    " + INTERVAL '3 months' AS DATE)",
}
OLD_INDEX, INDEX = "ix_sessions_venue_id_sessions_held_on", "ix_sessions_by_venue"
CANCELLED = """
INSERT INTO cancelled_tallies (starts_on, language, venue_type, kind, sessions)
SELECT {start}, s.language, v.venue_type, s.kind, COUNT(*)
FROM sessions s JOIN venues v ON v.id = s.venue_id
WHERE s.status = 'cancelled'
GROUP BY {start}, s.language, v.venue_type, s.kind
"""
MONTHS = """
INSERT INTO venue_tallies
SELECT 'month', {start}, code, status, language, kind,
       COUNT(*), SUM(total), {attendances}, {ages}, MAX(held_on)
FROM (
    SELECT v.code, s.status, s.language, s.kind, s.total, s.held_on,
           COALESCE((SELECT SUM(g.bit) FROM attendance a JOIN age_groups g ON g.code = a.age_group
                     WHERE a.session_id = s.id), 0) AS ages
    FROM sessions s JOIN venues v ON v.id = s.venue_id
    LIMIT {all} OFFSET 0
) AS each
GROUP BY {start}, code, status, language, kind
"""
ADDED = """
INSERT INTO venue_tallies
SELECT '{grain}', {start}, venue, status, language, kind,
       SUM(sessions), SUM(participations), SUM(attendances), {ages}, MAX(last_on)
FROM venue_tallies WHERE grain = '{parts}'
GROUP BY {group}venue, status, language, kind
"""

SEARCH = "session_search"
PUT = """INSERT INTO session_search(rowid, reference)
VALUES (NEW.id, lower(NEW.reference) || char(1, 1));"""
TAKE = """INSERT INTO session_search(session_search, rowid, reference)
VALUES ('delete', OLD.id, lower(OLD.reference) || char(1, 1));"""
IF_THERE = "WHEN EXISTS (SELECT 1 FROM session_search_docsize WHERE id = OLD.id)"
# New sessions are put in by the program, many at once: a trigger for each would take 40 µs
ON_SQLITE = (
    """CREATE VIRTUAL TABLE session_search USING fts5(
    reference, content='', detail='none', tokenize='trigram case_sensitive 1')""",
    "CREATE VIRTUAL TABLE session_search_terms USING fts5vocab(session_search, row)",
    "CREATE VIRTUAL TABLE session_search_pairs USING fts5vocab(session_search, instance)",
    f"""CREATE TRIGGER session_search_take AFTER DELETE ON sessions {IF_THERE}
    BEGIN {TAKE} END""",
    f"""CREATE TRIGGER session_search_change AFTER UPDATE OF id, reference ON sessions {IF_THERE}
    BEGIN {TAKE} {PUT} END""",
    """INSERT INTO session_search(rowid, reference)
    SELECT id, lower(reference) || char(1, 1) FROM sessions""",
)
TRIGRAMS = "CREATE EXTENSION IF NOT EXISTS pg_trgm"
ON_POSTGRESQL = (
    f'CREATE INDEX ix_{SEARCH} ON sessions USING gin (lower(reference COLLATE "C") gin_trgm_ops)'
)


def upgrade() -> None:
    op.create_table(
        "cancelled_tallies",
        sa.Column("starts_on", sa.Date(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in CELL),
        sa.Column("sessions", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("starts_on", *CELL, name=op.f("pk_cancelled_tallies")),
        sqlite_with_rowid=False,
    )
    op.execute(CANCELLED.format(start=MONTH_OF_DAY[op.get_bind().dialect.name]))
    op.create_table(
        "venue_tallies",
        sa.Column("grain", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in OF_VENUES[2:]),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("sessions", "participations", "attendances", "ages")
        ),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "grain IN ('month', 'year', 'all')", name=op.f("ck_venue_tallies_known_grain")
        ),
        sa.CheckConstraint(
            "status IN ('delivered', 'planned', 'cancelled')",
            name=op.f("ck_venue_tallies_known_status"),
        ),
        sa.PrimaryKeyConstraint(*OF_VENUES, name=op.f("pk_venue_tallies")),
        sqlite_with_rowid=False,
    )
    _count_venues()
    op.drop_index(OLD_INDEX, "sessions")
    op.create_index(INDEX, "sessions", ["venue_id", "held_on", "status"])
    _index_references()


def _index_references() -> None:
    """On PostgreSQL only if our role may: elsewhere, a search reads all references."""
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        for statement in ON_SQLITE:
            op.execute(statement)
        return
    try:
        with connection.begin_nested():
            connection.execute(sa.text(TRIGRAMS))
            connection.execute(sa.text(ON_POSTGRESQL))
    except sa.exc.DBAPIError:
        return


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in ("take", "change"):
            op.execute(f"DROP TRIGGER {SEARCH}_{name}")
        for name in ("_pairs", "_terms", ""):
            op.execute(f"DROP TABLE {SEARCH}{name}")
    else:
        op.execute(f"DROP INDEX IF EXISTS ix_{SEARCH}")
    op.drop_index(INDEX, "sessions")
    op.create_index(OLD_INDEX, "sessions", ["venue_id", "held_on"])
    op.drop_table("venue_tallies")
    op.drop_table("cancelled_tallies")


def _count_venues() -> None:
    connection = op.get_bind()
    dialect = connection.dialect.name
    bits = connection.execute(sa.text("SELECT bit FROM age_groups ORDER BY bit")).scalars().all()
    attendances = " + ".join(
        ["0", *(f"SUM(CASE WHEN ages & {n} <> 0 THEN 1 ELSE 0 END)" for n in bits)]
    )
    ages = " + ".join(["0", *(f"MAX(ages & {n})" for n in bits)])
    op.execute(
        MONTHS.format(
            start=MONTH_OF_DAY[dialect],
            attendances=attendances,
            ages=ages,
            all="-1" if dialect == "sqlite" else "ALL",
        )
    )
    year = YEAR_OF_MONTH[dialect]
    op.execute(ADDED.format(grain="year", start=year, parts="month", group=f"{year}, ", ages=ages))
    first = "'0001-01-01'" if dialect == "sqlite" else "DATE '0001-01-01'"
    op.execute(ADDED.format(grain="all", start=first, parts="year", group="", ages=ages))
