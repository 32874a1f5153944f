"""What the form begins with is found in a few rows, however many sessions there are."""

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import Connection, insert, text

from dashboard.database import reading, writing
from dashboard.queries.sessions.desk import FormStart, form_start
from dashboard.tables import AuditEntry, ImportRecord
from tests.queries.worlds import FIRST_DAY, a_session, store

DAYS, A_DAY = 40, 100
SESSIONS = DAYS * A_DAY
HELD = 28  # days
TODAY = FIRST_DAY + timedelta(HELD - 1)
FEW = 4 * A_DAY
COUNTS = dict.fromkeys(("added", "changed", "unchanged"), 0)
FILE = COUNTS | {"id": 1, "subject": "sessions", "file_name": "x.csv", "sha256": "-"}
STEPS_A_ROW = 5
"""SQLite takes about so many steps for a row that it only looks at."""
OF_POSTGRESQL = text("""
    SELECT sum(pg_stat_get_xact_tuples_returned(oid)) FROM pg_class
    WHERE oid IN (SELECT indexrelid FROM pg_index WHERE indrelid = ANY (:tables ::regclass[]))
    OR oid = ANY (:tables ::regclass[])
""")
TABLES = ["sessions", "audit_log", "attendance", "planned_tallies"]


@pytest.fixture
def world(engine):
    """Sessions until today, and plans from tomorrow on.

    Bo logged the first by hand, Ana the last ones; Cy imported all others.
    """
    plan = {"status": "planned"}
    with writing(engine) as connection:
        days = (FIRST_DAY + timedelta(n // A_DAY) for n in range(SESSIONS))
        store(connection, [a_session(day, **(plan if day > TODAY else {})) for day in days])
        connection.execute(insert(ImportRecord), FILE)
        connection.execute(insert(AuditEntry), [_logged(n) for n in range(1, SESSIONS + 1)])
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")  # as a server does by itself
    return engine


def _logged(number: int) -> dict[str, object]:
    by_hand = number == 1 or number > SESSIONS * 3 // 4
    author = "Cy" if not by_hand else "Bo" if number == 1 else "Ana"
    said = {"at": "2014-01-20T12:00:00+00:00", "author": author, "subject": "sessions"}
    said |= {"id": number, "key": f"S{number}", "after": "{}", "digest": "-"}
    return said | {"import_id": None if by_hand else FILE["id"]}


def rows_read(connection: Connection, ask) -> tuple[FormStart, int]:
    """A start, and about how many rows and entries of indexes the database read for it."""
    if connection.dialect.name == "postgresql":
        before = connection.scalar(OF_POSTGRESQL, {"tables": TABLES})
        return ask(), connection.scalar(OF_POSTGRESQL, {"tables": TABLES}) - before
    steps = []
    opened = connection.connection.dbapi_connection
    opened.set_progress_handler(lambda: steps.append(1), STEPS_A_ROW)
    found = ask()
    opened.set_progress_handler(None, 0)
    return found, len(steps)


def test_the_form_begins_with_few_rows_whoever_asks_and_whatever_waits(world):
    newest = f"S{SESSIONS}"
    for author, last in (("Ana", newest), ("Bo", "S1"), ("Cy", None)):
        for today, waits in ((TODAY, 0), (TODAY + timedelta(DAYS), A_DAY * (DAYS - HELD))):
            with reading(world) as connection:
                ask = partial(form_start, connection, "", author, today)
                found, rows = rows_read(connection, ask)
            assert (found.last and found.last.reference) == last
            latest = [one.record.reference for one in found.overdue.sessions]
            assert latest == [newest, "S3999", "S3998"][:waits]
            assert found.overdue.count == waits
            assert rows < FEW, (author, today, rows)
