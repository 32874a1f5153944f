"""Tallies by the day of the week: a column a day, so that a month has no more rows for it."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0015"
branch_labels = None
depends_on = None

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CELL = ("language", "venue_type", "kind")
TALLIES = {
    "session_tallies": ((), ("sessions",)),
    "age_mask_tallies": (("age_mask",), ("sessions",)),
    "attendance_tallies": (("age_group",), ("sessions", "participations")),
}
"""What each has beside its cell, and what is counted by the day of the week."""
INDEX = "ix_age_mask_tallies_months"
INDEXED = ("grain", "age_mask", "starts_on", *CELL, "sessions", "in_share")
NOT_A_DAY = sa.text("grain <> 'day'")
SUNDAY_IS_0 = {
    "sqlite": "CAST(strftime('%w', starts_on) AS INTEGER)",
    "postgresql": "EXTRACT(dow FROM starts_on)",
}
MONTH = {
    "sqlite": "date(starts_on, 'start of month')",
    "postgresql": "CAST(date_trunc('month', starts_on) AS DATE)",
}
OF_DAYS = "UPDATE {table} SET {values} WHERE grain = 'day'"
NO_MONTHS = "DELETE FROM {table} WHERE grain <> 'day'"
OF_MONTHS = """
INSERT INTO {table} ({columns}) SELECT {values} FROM {table} WHERE grain = 'day' GROUP BY {groups}
"""


def upgrade() -> None:
    dialect = op.get_bind().dialect.name
    for table, (more, counted) in TALLIES.items():
        for name, _, _ in _columns(counted):
            op.add_column(table, sa.Column(name, sa.Integer(), server_default="0", nullable=False))
        _count_days(table, counted, SUNDAY_IS_0[dialect])
        _count_months(table, more, MONTH[dialect])
    _index(*(f"sessions_{day}" for day in WEEKDAYS))


def downgrade() -> None:
    _index()
    for table, (_, counted) in TALLIES.items():
        for name, _, _ in _columns(counted):
            op.drop_column(table, name)


def _columns(counted: tuple[str, ...]) -> list[tuple[str, str, int]]:
    """Name of the column, what it counts, and its day as databases number it."""
    return [
        (f"{number}_{day}", number, at % 7)
        for number in counted
        for at, day in enumerate(WEEKDAYS, start=1)
    ]


def _count_days(table: str, counted: tuple[str, ...], weekday: str) -> None:
    values = ", ".join(
        f"{name} = CASE WHEN {weekday} = {day} THEN {number} ELSE 0 END"
        for name, number, day in _columns(counted)
    )
    op.execute(OF_DAYS.format(table=table, values=values))


def _count_months(table: str, more: tuple[str, ...], month: str) -> None:
    """Anew from the days, each column the sum of theirs."""
    key = ("grain", "starts_on", *CELL, *more)
    columns = [column["name"] for column in sa.inspect(op.get_bind()).get_columns(table)]
    numbers = [name for name in columns if name not in key]
    op.execute(NO_MONTHS.format(table=table))
    for grain, kind in (("kind_month", "kind"), ("month", "''")):
        cell = ("language", "venue_type", kind, *more)
        sums = (f"SUM({name})" for name in numbers)
        groups = range(2, 3 + len(cell))
        op.execute(
            OF_MONTHS.format(
                table=table,
                columns=", ".join((*key, *numbers)),
                values=", ".join((f"'{grain}'", month, *cell, *sums)),
                groups=", ".join(map(str, groups)),
            )
        )


def _index(*more: str) -> None:
    """The index of months covers what is read of them."""
    op.drop_index(INDEX, "age_mask_tallies")
    op.create_index(
        INDEX,
        "age_mask_tallies",
        [*INDEXED, *more],
        sqlite_where=NOT_A_DAY,
        postgresql_where=NOT_A_DAY,
    )
