"""How often embedded views are shown: a number per day, grant and view, and nothing else."""

from datetime import date

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects import postgresql, sqlite

from dashboard.domain.publications.embeds import ViewCount
from dashboard.publications.archive.tables import EmbedShownRow


def add(connection: Connection, shown: ViewCount) -> None:
    """Count what was shown."""
    on_postgresql = connection.dialect.name == "postgresql"
    insert = (postgresql.insert if on_postgresql else sqlite.insert)(EmbedShownRow)
    connection.execute(
        insert.values(
            day=shown.day, grant_id=shown.grant, view=shown.view, times=shown.times
        ).on_conflict_do_update(
            index_elements=["day", "grant_id", "view"],
            set_={"times": EmbedShownRow.times + insert.excluded.times},
        )
    )


def since(connection: Connection, day: date) -> tuple[ViewCount, ...]:
    """What was shown from a day on, the latest day first."""
    table = EmbedShownRow
    rows = connection.execute(
        select(table.day, table.grant_id, table.view, table.times)
        .where(table.day >= day)
        .order_by(table.day.desc(), table.grant_id, table.view)
    )
    return tuple(ViewCount(row.day, row.grant_id, row.view, row.times) for row in rows)


def last_days(connection: Connection) -> dict[int, date]:
    """The last day on which each grant was shown, by its number; grants never shown are absent."""
    table = EmbedShownRow
    rows = connection.execute(select(table.grant_id, func.max(table.day)).group_by(table.grant_id))
    return {row[0]: row[1] for row in rows}
