"""Nobody fills the database with refused files, and they are forgotten in time."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select

from dashboard.database import writing
from dashboard.domain.importing.refused import KEPT, MOST_A_DAY, Refusal, RefusalReason
from dashboard.tables import RefusedImport
from dashboard.writes import refused_imports

NOON = datetime(2015, 3, 25, 12, tzinfo=UTC)


def test_an_account_has_so_many_rows_a_day_and_none_after_ninety_days(engine):
    def refuse(at: datetime, author: str = "ana") -> bool:
        reason = RefusalReason.UNREADABLE
        one = Refusal(at, author, "sessions", "f.csv", "csv", reason)
        with writing(engine) as connection:
            return refused_imports.add(connection, one)

    def count() -> int:
        with writing(engine) as connection:
            return connection.scalar(select(func.count(RefusedImport.id)))

    kept = [refuse(NOON + timedelta(minutes=minute)) for minute in range(MOST_A_DAY + 5)]
    assert kept == [True] * MOST_A_DAY + [False] * 5
    assert refuse(NOON, "bo")
    assert refuse(NOON + timedelta(days=1, minutes=1))
    assert count() == MOST_A_DAY + 2
    with writing(engine) as connection:
        refused_imports.forget(connection, NOON + KEPT + timedelta(minutes=10))
    assert count() == MOST_A_DAY - 10 + 1
