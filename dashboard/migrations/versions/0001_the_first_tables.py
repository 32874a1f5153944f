"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "age_groups",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("label_en", sa.String(), nullable=False),
        sa.Column("label_fr", sa.String(), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.Column("youth", sa.Boolean(), nullable=False),
        sa.Column("at_risk", sa.Boolean(), nullable=False),
        sa.Column("lower_age", sa.Integer(), nullable=True),
        sa.Column("upper_age", sa.Integer(), nullable=True),
        sa.Column("bit", sa.Integer(), nullable=False),
        sa.CheckConstraint("bit > 0", name=op.f("ck_age_groups_bit_is_positive")),
        sa.CheckConstraint("lower_age <= upper_age", name=op.f("ck_age_groups_bounds_in_order")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_age_groups")),
        sa.UniqueConstraint("bit", name=op.f("uq_age_groups_bit")),
    )
    op.create_table(
        "age_mask_tallies",
        sa.Column("grain", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("venue_type", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("age_mask", sa.Integer(), nullable=False),
        sa.Column("sessions", sa.Integer(), nullable=False),
        sa.Column("in_share", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "grain IN ('day', 'kind_month', 'month')", name=op.f("ck_age_mask_tallies_known_grain")
        ),
        sa.PrimaryKeyConstraint(
            "grain",
            "starts_on",
            "language",
            "venue_type",
            "kind",
            "age_mask",
            name=op.f("pk_age_mask_tallies"),
        ),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("age_mask_tallies", schema=None) as batch_op:
        batch_op.create_index(
            "ix_age_mask_tallies_months",
            [
                "grain",
                "age_mask",
                "starts_on",
                "language",
                "venue_type",
                "kind",
                "sessions",
                "in_share",
            ],
            unique=False,
            sqlite_where=sa.text("grain <> 'day'"),
            postgresql_where=sa.text("grain <> 'day'"),
        )

    op.create_table(
        "attendance_tallies",
        sa.Column("grain", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("venue_type", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("age_group", sa.String(), nullable=False),
        sa.Column("sessions", sa.Integer(), nullable=False),
        sa.Column("in_share", sa.Integer(), nullable=False),
        sa.Column("participations", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "grain IN ('day', 'kind_month', 'month')",
            name=op.f("ck_attendance_tallies_known_grain"),
        ),
        sa.PrimaryKeyConstraint(
            "grain",
            "starts_on",
            "language",
            "venue_type",
            "kind",
            "age_group",
            name=op.f("pk_attendance_tallies"),
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "data_state",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_data_state_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_state")),
    )
    op.create_table(
        "facilitators",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facilitators")),
        sa.UniqueConstraint("code", name=op.f("uq_facilitators_code")),
    )
    op.create_table(
        "funders",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("label_en", sa.String(), nullable=False),
        sa.Column("label_fr", sa.String(), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_funders")),
    )
    op.create_table(
        "import_records",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column(
            "imported_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("(CURRENT_TIMESTAMP)"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_records")),
    )
    op.create_table(
        "indicators",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("label_en", sa.String(), nullable=False),
        sa.Column("label_fr", sa.String(), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_indicators")),
    )
    op.create_table(
        "languages",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("label_en", sa.String(), nullable=False),
        sa.Column("label_fr", sa.String(), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.Column("trains", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_languages")),
    )
    op.create_table(
        "partners",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("label_en", sa.String(), nullable=False),
        sa.Column("label_fr", sa.String(), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_partners")),
    )
    op.create_table(
        "plan_measures",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("label_en", sa.String(), nullable=False),
        sa.Column("label_fr", sa.String(), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_plan_measures")),
    )
    op.create_table(
        "session_kinds",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("label_en", sa.String(), nullable=False),
        sa.Column("label_fr", sa.String(), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.Column("in_french_share", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_session_kinds")),
    )
    op.create_table(
        "session_tallies",
        sa.Column("grain", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("venue_type", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("sessions", sa.Integer(), nullable=False),
        sa.Column("in_share", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "grain IN ('day', 'kind_month', 'month')", name=op.f("ck_session_tallies_known_grain")
        ),
        sa.PrimaryKeyConstraint(
            "grain", "starts_on", "language", "venue_type", "kind", name=op.f("pk_session_tallies")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "status_levels",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("label_en", sa.String(), nullable=False),
        sa.Column("label_fr", sa.String(), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.Column("minimum_percent", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "minimum_percent >= 0", name=op.f("ck_status_levels_minimum_not_negative")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_status_levels")),
        sa.UniqueConstraint("minimum_percent", name=op.f("uq_status_levels_minimum_percent")),
    )
    op.create_table(
        "venue_types",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("label_en", sa.String(), nullable=False),
        sa.Column("label_fr", sa.String(), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.Column("sensitive", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_venue_types")),
    )
    op.create_table(
        "target_revisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "due > effective_from", name=op.f("ck_target_revisions_due_after_start")
        ),
        sa.CheckConstraint("value > 0", name=op.f("ck_target_revisions_value_is_positive")),
        sa.ForeignKeyConstraint(
            ["indicator"], ["indicators.code"], name=op.f("fk_target_revisions_indicator")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target_revisions")),
        sa.UniqueConstraint(
            "indicator", "effective_from", name=op.f("uq_target_revisions_indicator_effective_from")
        ),
    )
    op.create_table(
        "trainings",
        sa.Column("facilitator_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("trained_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["facilitator_id"],
            ["facilitators.id"],
            name=op.f("fk_trainings_facilitator_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["language"], ["languages.code"], name=op.f("fk_trainings_language")
        ),
        sa.PrimaryKeyConstraint("facilitator_id", "language", name=op.f("pk_trainings")),
    )
    op.create_table(
        "venues",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("venue_type", sa.String(), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("label_en", sa.String(), nullable=False),
        sa.Column("label_fr", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["venue_type"], ["venue_types.code"], name=op.f("fk_venues_venue_type")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_venues")),
        sa.UniqueConstraint("code", name=op.f("uq_venues_code")),
    )
    with op.batch_alter_table("venues", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_venues_venue_type"), ["venue_type"], unique=False)

    op.create_table(
        "sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("venue_id", sa.Integer(), nullable=False),
        sa.Column("duration_minutes", sa.Integer(), nullable=True),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("first_time", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("(CURRENT_TIMESTAMP)"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("(CURRENT_TIMESTAMP)"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "status = 'delivered' OR (total = 0 AND first_time IS NULL)",
            name=op.f("ck_sessions_counts_only_when_delivered"),
        ),
        sa.CheckConstraint(
            "status IN ('delivered', 'planned', 'cancelled')", name=op.f("ck_sessions_known_status")
        ),
        sa.CheckConstraint("duration_minutes > 0", name=op.f("ck_sessions_duration_is_positive")),
        sa.CheckConstraint(
            "first_time >= 0 AND first_time <= total", name=op.f("ck_sessions_first_time_in_total")
        ),
        sa.CheckConstraint("total >= 0", name=op.f("ck_sessions_total_not_negative")),
        sa.ForeignKeyConstraint(["kind"], ["session_kinds.code"], name=op.f("fk_sessions_kind")),
        sa.ForeignKeyConstraint(
            ["language"], ["languages.code"], name=op.f("fk_sessions_language")
        ),
        sa.ForeignKeyConstraint(["venue_id"], ["venues.id"], name=op.f("fk_sessions_venue_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        sa.UniqueConstraint("reference", name=op.f("uq_sessions_reference")),
    )
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sessions_status_sessions_held_on"), ["status", "held_on"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_sessions_venue_id_sessions_held_on"),
            ["venue_id", "held_on"],
            unique=False,
        )

    op.create_table(
        "attendance",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("age_group", sa.String(), nullable=False),
        sa.Column("participations", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "participations > 0", name=op.f("ck_attendance_participations_positive")
        ),
        sa.ForeignKeyConstraint(
            ["age_group"], ["age_groups.code"], name=op.f("fk_attendance_age_group")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["sessions.id"],
            name=op.f("fk_attendance_session_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("session_id", "age_group", name=op.f("pk_attendance")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "session_facilitators",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("facilitator_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["facilitator_id"],
            ["facilitators.id"],
            name=op.f("fk_session_facilitators_facilitator_id"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["sessions.id"],
            name=op.f("fk_session_facilitators_session_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "session_id", "facilitator_id", name=op.f("pk_session_facilitators")
        ),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("session_facilitators", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_session_facilitators_facilitator_id"), ["facilitator_id"], unique=False
        )
    op.execute("INSERT INTO data_state (id, version, demonstration) VALUES (1, 0, FALSE)")


def downgrade() -> None:
    with op.batch_alter_table("session_facilitators", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_facilitators_facilitator_id"))

    op.drop_table("session_facilitators")
    op.drop_table("attendance")
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sessions_venue_id_sessions_held_on"))
        batch_op.drop_index(batch_op.f("ix_sessions_status_sessions_held_on"))

    op.drop_table("sessions")
    with op.batch_alter_table("venues", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_venues_venue_type"))

    op.drop_table("venues")
    op.drop_table("trainings")
    op.drop_table("target_revisions")
    op.drop_table("venue_types")
    op.drop_table("status_levels")
    op.drop_table("session_tallies")
    op.drop_table("session_kinds")
    op.drop_table("plan_measures")
    op.drop_table("partners")
    op.drop_table("languages")
    op.drop_table("indicators")
    op.drop_table("import_records")
    op.drop_table("funders")
    op.drop_table("facilitators")
    op.drop_table("data_state")
    op.drop_table("attendance_tallies")
    with op.batch_alter_table("age_mask_tallies", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_age_mask_tallies_months",
            sqlite_where=sa.text("grain <> 'day'"),
            postgresql_where=sa.text("grain <> 'day'"),
        )

    op.drop_table("age_mask_tallies")
    op.drop_table("age_groups")
