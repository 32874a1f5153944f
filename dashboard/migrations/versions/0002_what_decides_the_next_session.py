"""Thresholds, indicators in full, the plan's milestones, and the range of distinct youth."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TEXTS = ("definition", "unit", "source", "frequency")
# The one indicator that the first reference data had; later ones come with their words.
YOUTH = {
    "definition_en": "Participations of people in a youth age group in delivered sessions; "
    "they may include repeat attendance.",
    "definition_fr": "Participations de personnes d’un groupe d’âge jeunesse aux séances tenues; "
    "une même personne peut être comptée plus d’une fois.",
    "unit_en": "participations",
    "unit_fr": "participations",
    "source_en": "session records",
    "source_fr": "registre des séances",
    "frequency_en": "at each session",
    "frequency_fr": "à chaque séance",
    "baseline": 0,
}
DISTINCT = ("first_time_sessions", "distinct_low", "distinct_high")
BY_DAY = """
INSERT INTO session_tallies
SELECT 'day', held_on, language, venue_type, kind, COUNT(*),
       SUM(CASE WHEN in_french_share THEN 1 ELSE 0 END),
       COUNT(first_time),
       COALESCE(SUM(CASE WHEN first_time > total - youth THEN first_time - total + youth END), 0),
       SUM(CASE WHEN first_time < youth THEN first_time ELSE youth END)
FROM (
    SELECT s.held_on, s.language, v.venue_type, s.kind, k.in_french_share, s.first_time, s.total,
           COALESCE((
               SELECT SUM(a.participations)
               FROM attendance a JOIN age_groups g ON g.code = a.age_group
               WHERE a.session_id = s.id AND g.youth
           ), 0) AS youth
    FROM sessions s
    JOIN venues v ON v.id = s.venue_id
    JOIN session_kinds k ON k.code = s.kind
    WHERE s.status = 'delivered'
) held
GROUP BY held_on, language, venue_type, kind
"""
BY_MONTH = """
INSERT INTO session_tallies
SELECT '{grain}', {month}, language, venue_type, {kind}, SUM(sessions), SUM(in_share),
       SUM(first_time_sessions), SUM(distinct_low), SUM(distinct_high)
FROM session_tallies
WHERE grain = 'day'
GROUP BY 2, 3, 4, 5
"""
FIRST_OF_MONTH = {
    "sqlite": "date(starts_on, 'start of month')",
    "postgresql": "CAST(date_trunc('month', starts_on) AS DATE)",
}


def upgrade() -> None:
    _describe_indicators()
    _add_reference_tables()
    with op.batch_alter_table("plan_measures") as table:
        table.add_column(sa.Column("status", sa.String()))
        table.add_column(sa.Column("owner_en", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("owner_fr", sa.String(), nullable=False, server_default=""))
        table.create_check_constraint(
            op.f("ck_plan_measures_known_status"), "status IN ('not_started', 'under_way', 'done')"
        )
    op.drop_table("session_tallies")
    _create_session_tallies()
    op.execute(BY_DAY)
    month = FIRST_OF_MONTH[op.get_bind().dialect.name]
    op.execute(BY_MONTH.format(grain="kind_month", month=month, kind="kind"))
    op.execute(BY_MONTH.format(grain="month", month=month, kind="''"))


def downgrade() -> None:
    with op.batch_alter_table("session_tallies") as table:
        for name in DISTINCT:
            table.drop_column(name)
    with op.batch_alter_table("plan_measures") as table:
        table.drop_constraint(op.f("ck_plan_measures_known_status"), type_="check")
        for column in ("status", "owner_en", "owner_fr"):
            table.drop_column(column)
    op.drop_index(op.f("ix_plan_milestones_measure"), "plan_milestones")
    for table_name in ("plan_milestones", "comparison_shares", "thresholds"):
        op.drop_table(table_name)
    with op.batch_alter_table("indicators") as table:
        for name in TEXTS:
            table.drop_column(f"{name}_en")
            table.drop_column(f"{name}_fr")
        table.drop_column("baseline")
        table.drop_column("cumulative")


def _describe_indicators() -> None:
    with op.batch_alter_table("indicators") as table:
        for name in TEXTS:
            for language in ("en", "fr"):
                table.add_column(
                    sa.Column(f"{name}_{language}", sa.String(), nullable=False, server_default="")
                )
        table.add_column(sa.Column("baseline", sa.Integer()))
        table.add_column(
            sa.Column("cumulative", sa.Boolean(), nullable=False, server_default=sa.true())
        )
    indicators = sa.table("indicators", *map(sa.column, ("code", *YOUTH)))
    op.execute(indicators.update().where(indicators.c.code == "youth").values(YOUTH))


def _add_reference_tables() -> None:
    op.create_table(
        "thresholds",
        *_reference(),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.CheckConstraint("value >= 0", name=op.f("ck_thresholds_value_not_negative")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_thresholds")),
    )
    op.create_table(
        "comparison_shares",
        *_reference(),
        sa.Column("percent", sa.Float(), nullable=False),
        sa.Column("source_en", sa.String(), nullable=False),
        sa.Column("source_fr", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "percent BETWEEN 0 AND 100", name=op.f("ck_comparison_shares_is_a_percent")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_comparison_shares")),
    )
    op.create_table(
        "plan_milestones",
        *_reference(),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("due", sa.Date()),
        sa.Column("done_on", sa.Date()),
        sa.ForeignKeyConstraint(
            ["measure"], ["plan_measures.code"], name=op.f("fk_plan_milestones_measure")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_plan_milestones")),
    )
    op.create_index(op.f("ix_plan_milestones_measure"), "plan_milestones", ["measure"])


def _reference() -> list[sa.Column[object]]:
    return [
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("label_en", sa.String(), nullable=False),
        sa.Column("label_fr", sa.String(), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
    ]


def _create_session_tallies() -> None:
    op.create_table(
        "session_tallies",
        sa.Column("grain", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("venue_type", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("sessions", sa.Integer(), nullable=False),
        sa.Column("in_share", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in DISTINCT),
        sa.CheckConstraint(
            "grain IN ('day', 'kind_month', 'month')", name=op.f("ck_session_tallies_known_grain")
        ),
        sa.PrimaryKeyConstraint(
            *("grain", "starts_on", "language", "venue_type", "kind"),
            name=op.f("pk_session_tallies"),
        ),
        sqlite_with_rowid=False,
    )
