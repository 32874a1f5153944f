import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from dashboard.writes.several_rows import VALUES_AT_ONCE, put

AT_ONCE = VALUES_AT_ONCE // 2


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:
        made.execute("CREATE TABLE numbered (id INTEGER PRIMARY KEY, said TEXT NOT NULL)")
        yield made


def there(connection: sqlite3.Connection) -> list[tuple[int, str]]:
    return connection.execute("SELECT * FROM numbered ORDER BY rowid").fetchall()


@pytest.mark.parametrize("count", [0, 1, AT_ONCE - 1, AT_ONCE, AT_ONCE + 1, 3 * AT_ONCE + 2])
def test_all_rows_arrive_however_many_there_are(connection: sqlite3.Connection, count: int):
    rows = [(n, f"row {n}") for n in range(count)]
    ran: list[str] = []
    connection.set_trace_callback(ran.append)
    put(connection, "numbered", ("id", "said"), iter(rows))
    connection.set_trace_callback(None)
    assert there(connection) == rows
    assert len(ran) == count // AT_ONCE + count % AT_ONCE


def test_what_follows_holds_for_each_row(connection: sqlite3.Connection):
    rows = [(n % AT_ONCE, f"{n};") for n in range(2 * AT_ONCE + 1)]
    joined = "ON CONFLICT (id) DO UPDATE SET said = said || excluded.said"
    put(connection, "numbered", ("id", "said"), rows, joined)
    assert there(connection)[:2] == [(0, f"0;{AT_ONCE};{2 * AT_ONCE};"), (1, f"1;{AT_ONCE + 1};")]


def test_with_a_row_that_is_refused_none_of_those_with_it_is_there(
    connection: sqlite3.Connection,
):
    rows: list[tuple[int, str | None]] = [(n, "") for n in range(2 * AT_ONCE)]
    rows[AT_ONCE + 5] = (AT_ONCE + 5, None)
    with pytest.raises(sqlite3.IntegrityError):
        put(connection, "numbered", ("id", "said"), rows)
    assert len(there(connection)) == AT_ONCE
