"""Tallies are of months only: whoever needs days counts them from the packed sessions."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CLUSTERED = {"sqlite_with_rowid": False}
CELL = ("starts_on", "language", "venue_type", "kind")
TALLIES = {
    "session_tallies": (),
    "age_mask_tallies": ("age_mask",),
    "attendance_tallies": ("age_group",),
}
"""What each has beside its cell in its key."""
GRAINS = ("day", "kind_month")
NO_DAYS = "DELETE FROM {table} WHERE grain = 'day'"
DAYS_AGAIN = "INSERT INTO {table} ({columns}) SELECT {values} FROM ({rows}) AS one GROUP BY {cell}"
EACH = """
SELECT s.id, s.held_on AS starts_on, s.language, v.venue_type, s.kind, s.first_time, s.total,
  COALESCE(SUM(g.bit), 0) AS age_mask,
  COALESCE(SUM(CASE WHEN g.youth THEN a.participations END), 0) AS youth
FROM sessions s JOIN venues v ON v.id = s.venue_id
  LEFT JOIN attendance a ON a.session_id = s.id LEFT JOIN age_groups g ON g.code = a.age_group
WHERE s.status = 'delivered'
GROUP BY s.id, v.venue_type
"""
LOW = """
CASE WHEN first_time IS NULL OR first_time < total - youth THEN 0 ELSE first_time - total + youth
END
"""
HIGH = "CASE WHEN first_time < youth THEN first_time ELSE youth END"
DISTINCT = f"COUNT(first_time), SUM({LOW}), SUM({HIGH})"
ATTENDED = "SELECT e.*, a.age_group, a.participations"
ATTENDED += f" FROM ({EACH}) AS e JOIN attendance a ON a.session_id = e.id"
COUNTED = {
    "session_tallies": (EACH, "first_time_sessions, distinct_low, distinct_high", DISTINCT),
    "age_mask_tallies": (EACH, "", ""),
    "attendance_tallies": (ATTENDED, "participations", "SUM(participations)"),
}
"""How the version before counted the days of each: the rows, its numbers but sessions, and sums."""


def upgrade() -> None:
    for table, more in TALLIES.items():
        op.execute(NO_DAYS.format(table=table))
        _key(table, (*CELL, *more), drop="grain")


def downgrade() -> None:
    for table, more in TALLIES.items():
        _key(table, ("grain", *CELL, *more), add="grain")
        rows, names, sums = COUNTED[table]
        cell = ", ".join((*CELL, *more))
        counted = ["sessions", *(["participations"] if table == "attendance_tallies" else [])]
        of_days = ", ".join(f"{name}_{day}" for name in counted for day in DAYS)
        own = ", ".join(
            f"CASE WHEN {_weekday('starts_on')} = {at} THEN {sum_} ELSE 0 END"
            for sum_ in ("COUNT(*)", *(["SUM(participations)"] if len(counted) > 1 else []))
            for at in range(len(DAYS))
        )
        columns = ", ".join(filter(None, ("grain", cell, "sessions", names, of_days)))
        values = ", ".join(filter(None, ("'day'", cell, "COUNT(*)", sums, own)))
        each = {"table": table, "columns": columns, "values": values, "rows": rows, "cell": cell}
        op.execute(DAYS_AGAIN.format(**each))


def _key(table: str, key: tuple[str, ...], *, drop: str = "", add: str = "") -> None:
    """Take a column out of the key of a table, or put one in."""
    is_known, of_key = op.f(f"ck_{table}_known_grain"), op.f(f"pk_{table}")
    months = sa.Column("grain", sa.String(), nullable=False, server_default="kind_month")
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(of_key, table, type_="primary")
        if drop:
            op.drop_column(table, drop)  # and what constrains it
        else:
            op.add_column(table, months)
            op.alter_column(table, add, server_default=None)
            op.create_check_constraint(is_known, table, f"grain IN {GRAINS}")
        op.create_primary_key(of_key, table, list(key))
        op.execute(f"CLUSTER {table} USING {of_key}")  # which gives back the room of the others
        return
    with op.batch_alter_table(table, recreate="always", table_kwargs=CLUSTERED) as changed:
        if drop:
            changed.drop_constraint(is_known, type_="check")
            changed.drop_column(drop)
        else:
            changed.add_column(months, insert_before="starts_on")
            changed.drop_constraint(of_key, type_="primary")
            changed.create_primary_key(of_key, list(key))
            changed.create_check_constraint(is_known, f"grain IN {GRAINS}")


def _weekday(day: str) -> str:
    """The number of a day's weekday, from Monday."""
    if op.get_bind().dialect.name == "postgresql":
        return f"(EXTRACT(ISODOW FROM {day}) - 1)"
    return f"((strftime('%w', {day}) + 6) % 7)"
