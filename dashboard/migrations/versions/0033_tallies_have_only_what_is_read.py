"""Tallies have only what is read: no months of all kinds, no French share, no index of sets."""

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

TALLIES = {
    "session_tallies": (),
    "age_mask_tallies": ("age_mask",),
    "attendance_tallies": ("age_group",),
}
"""What each has beside its cell."""
CLUSTERED = {"sqlite_with_rowid": False}
INDEX = "ix_age_mask_tallies_months"
INDEXED = (
    *("grain", "age_mask", "starts_on", "language", "venue_type", "kind", "sessions", "in_share"),
    *(f"sessions_{day}" for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")),
)
NOT_A_DAY = sa.text("grain <> 'day'")
GRAINS, GRAINS_BEFORE = ("day", "kind_month"), ("day", "kind_month", "month")
NO_MONTHS_OF_ALL_KINDS = "DELETE FROM {table} WHERE grain = 'month'"
IN_SHARE = """
UPDATE {table} SET in_share = sessions
WHERE kind IN (SELECT code FROM session_kinds WHERE in_french_share)
"""
OF_ALL_KINDS = """
INSERT INTO {table} ({columns}) SELECT {values} FROM {table} WHERE grain = 'kind_month'
GROUP BY {groups}
"""


def upgrade() -> None:
    op.drop_index(INDEX, "age_mask_tallies")
    for table in TALLIES:
        op.execute(NO_MONTHS_OF_ALL_KINDS.format(table=table))
        with op.batch_alter_table(table, table_kwargs=CLUSTERED) as changed:
            changed.drop_column("in_share")
            _allow(changed, table, GRAINS)


def downgrade() -> None:
    for table, more in TALLIES.items():
        with op.batch_alter_table(table, table_kwargs=CLUSTERED) as changed:
            in_share = sa.Column("in_share", sa.Integer(), nullable=False, server_default="0")
            changed.add_column(in_share)
            _allow(changed, table, GRAINS_BEFORE)
        op.execute(IN_SHARE.format(table=table))
        _count_all_kinds(table, more)
    op.create_index(
        INDEX,
        "age_mask_tallies",
        INDEXED,
        sqlite_where=NOT_A_DAY,
        postgresql_where=NOT_A_DAY,
    )


def _allow(changed: BatchOperations, table: str, grains: tuple[str, ...]) -> None:
    name = op.f(f"ck_{table}_known_grain")
    changed.drop_constraint(name, type_="check")
    changed.create_check_constraint(name, f"grain IN {grains}")


def _count_all_kinds(table: str, more: tuple[str, ...]) -> None:
    cell = ("starts_on", "language", "venue_type", *more)
    names = [column["name"] for column in sa.inspect(op.get_bind()).get_columns(table)]
    numbers = [name for name in names if name not in ("grain", "kind", *cell)]
    op.execute(
        OF_ALL_KINDS.format(
            table=table,
            columns=", ".join(("grain", "kind", *cell, *numbers)),
            values=", ".join(("'month'", "''", *cell, *(f"SUM({name})" for name in numbers))),
            groups=", ".join(cell),
        )
    )
