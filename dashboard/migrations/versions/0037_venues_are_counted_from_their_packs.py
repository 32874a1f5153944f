"""Tallies of venues tell how many sessions each has, of all time; all else is in its packs."""

from collections.abc import Iterable

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

FILLED = 70  # per cent: as all tallies on PostgreSQL since 0034
CELL = ("venue", "status", "language", "kind")
SPAN = ("grain", "starts_on")
NUMBERS = ("participations", "attendances", "ages")
COUNTED = """
INSERT INTO venue_tallies (venue, status, language, kind, sessions)
SELECT v.code, s.status, s.language, s.kind, COUNT(*)
FROM sessions s JOIN venues v ON v.id = s.venue_id
GROUP BY v.code, s.status, s.language, s.kind
"""
MONTH_OF_DAY = {
    "sqlite": "date(held_on, 'start of month')",
    "postgresql": "CAST(date_trunc('month', held_on) AS DATE)",
}
YEAR_OF_MONTH = {
    "sqlite": "date(starts_on, '-3 months', 'start of year', '+3 months')",
    "postgresql": "CAST(date_trunc('year', starts_on - INTERVAL '3 months')"
    " + INTERVAL '3 months' AS DATE)",
}
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
"""How the version before counted months, years and all time."""


def upgrade() -> None:
    op.drop_table("venue_tallies")
    _create(*_texts(CELL), _whole("sessions"), key=CELL)
    op.execute(COUNTED)


def downgrade() -> None:
    op.drop_table("venue_tallies")
    grain, starts_on = SPAN
    _create(
        *_texts([grain]),
        sa.Column(starts_on, sa.Date(), nullable=False),
        *_texts(CELL),
        *map(_whole, ("sessions", *NUMBERS)),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "grain IN ('month', 'year', 'all')", name=op.f("ck_venue_tallies_known_grain")
        ),
        key=(*SPAN, *CELL),
    )
    _count_spans()


def _texts(names: Iterable[str]) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _whole(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _create(*parts: sa.schema.SchemaItem, key: Iterable[str]) -> None:
    op.create_table(
        "venue_tallies",
        *parts,
        sa.CheckConstraint(
            "status IN ('delivered', 'planned', 'cancelled')",
            name=op.f("ck_venue_tallies_known_status"),
        ),
        sa.PrimaryKeyConstraint(*key, name=op.f("pk_venue_tallies")),
        sqlite_with_rowid=False,
        postgresql_with={"fillfactor": FILLED},
    )


def _count_spans() -> None:
    connection = op.get_bind()
    dialect = connection.dialect.name
    bits = connection.execute(sa.text("SELECT bit FROM age_groups ORDER BY bit")).scalars().all()
    each = (f"SUM(CASE WHEN ages & {bit} <> 0 THEN 1 ELSE 0 END)" for bit in bits)
    attendances = " + ".join(["0", *each])
    ages = " + ".join(["0", *(f"MAX(ages & {bit})" for bit in bits)])
    every, first = ("-1", "") if dialect == "sqlite" else ("ALL", "DATE ")
    month, year, first = MONTH_OF_DAY[dialect], YEAR_OF_MONTH[dialect], f"{first}'0001-01-01'"
    op.execute(MONTHS.format(start=month, attendances=attendances, ages=ages, all=every))
    op.execute(ADDED.format(grain="year", start=year, parts="month", group=f"{year}, ", ages=ages))
    op.execute(ADDED.format(grain="all", start=first, parts="year", group="", ages=ages))
