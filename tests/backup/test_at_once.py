"""A restore of PostgreSQL while somebody else writes."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sqlalchemy import Engine, insert, make_url

from dashboard.backup.swapping import lock
from dashboard.database import writing
from dashboard.tables import ImportRecord
from dashboard.writes.service import changing_later
from dashboard.writes.state import take_turn_without_harm
from tests.access.test_at_once import until_it_waits

FILE = {"subject": "sessions", "author": "x", "file_name": "f.csv", "sha256": "0" * 64}
NONE = {"added": 0, "changed": 0, "unchanged": 0, "left_out": 0}


def test_an_import_that_has_written_lets_a_restore_pass(postgresql_engine: Engine, sqlite_url: str):
    """Else each would wait for the other, and PostgreSQL would end one of them, or the other."""

    def locked() -> bool:
        with writing(postgresql_engine) as connection:
            lock(connection, Path(make_url(sqlite_url).database or ""))
            return True

    with ThreadPoolExecutor() as pool:
        with changing_later(postgresql_engine, "x", None) as writer:
            writer.connection.execute(insert(ImportRecord).values(**FILE, **NONE))
            restore = pool.submit(locked)
            until_it_waits(postgresql_engine, restore)
            assert not take_turn_without_harm(writer.connection)
        assert restore.result()
