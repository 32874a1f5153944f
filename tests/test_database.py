"""What every connection of ours is told, and how long it waits."""

import gc
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from pathlib import Path
from tempfile import TemporaryFile
from weakref import ref

import psycopg
import pytest
from psycopg.pq import Format
from sqlalchemy import event, literal, select, text
from sqlalchemy.exc import OperationalError

from app import create_app
from dashboard.cli.screen import migrated_engine
from dashboard.database import (
    AS_BYTES,
    LONG,
    Patience,
    open_engine,
    reading,
    tend,
    trouble,
    writing,
    writing_at_once,
)
from dashboard.engines import WRITERS_CACHE_KIB
from dashboard.settings import Settings
from dashboard.sqlite_file import SqliteFile
from dashboard.sqlite_stamps import FileLostError, Stand
from dashboard.tables import DataState
from dashboard.trouble import Trouble
from dashboard.writes.state import bump_version, take_turn
from tests.support.patience import SECONDS

MERGED_AT = 16  # parts of the search index, each of one write
FULL = 2  # of PRAGMA synchronous: a commit waits for the disk
SETTINGS = ("lock_timeout", "statement_timeout", "jit", "max_parallel_workers_per_gather")


@pytest.fixture(params=["a server's", "a command's"])
def sqlite_connections(request, sqlite_url):
    """How a server and a command open an SQLite file."""
    engine = open_engine(sqlite_url, serving=request.param == "a server's")
    yield engine
    engine.dispose()


def test_what_is_acknowledged_on_sqlite_is_on_the_disk(sqlite_connections):
    for transaction in (reading, writing, writing_at_once):
        with transaction(sqlite_connections) as connection:
            assert connection.scalar(text("PRAGMA synchronous")) == FULL
            assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
            assert connection.scalar(text("PRAGMA foreign_keys")) == 1


def test_a_connection_keeps_no_more_of_the_file_once_its_write_is_over(sqlite_connections):
    """A server tries to write every ten seconds: each of its connections would have the room."""

    def room(transaction) -> int:
        with transaction(sqlite_connections) as connection:
            return -connection.scalar(text("PRAGMA cache_size"))

    before = room(reading)
    assert room(writing) == room(writing_at_once) == WRITERS_CACHE_KIB > 10 * before
    assert room(reading) == before
    with pytest.raises(LookupError), writing(sqlite_connections):
        raise LookupError
    assert room(reading) == before


def test_what_a_transaction_has_read_goes_with_it(engine):
    """Not only when Python looks for circles: much of it knows the connection that keeps it."""
    gc.disable()
    try:
        with reading(engine) as connection:
            connection.get_execution_options()["impact_snapshot"]["counts"] = [connection]
            gone = ref(connection)
        del connection
        assert gone() is None
    finally:
        gc.enable()


def test_the_whole_program_and_its_commands_open_it_so(sqlite_url):
    settings = Settings(database_url=sqlite_url)
    served = create_app(settings).server.extensions["impact"]
    with migrated_engine(settings) as engine:
        for one in (served, engine):
            with writing(one) as connection:
                assert connection.scalar(text("PRAGMA synchronous")) == FULL
    served.dispose()


def shown(connection) -> list[str]:
    return [connection.scalar(text(f"SHOW {name}")) for name in SETTINGS]


def test_on_postgresql_settings_hold_for_one_transaction_and_leave_nothing(postgresql_url):
    """Behind a pooler, the next transaction in that session may be somebody else's."""
    engine = open_engine(postgresql_url, serving=True)
    with engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        usual = [raw.execute(f"SHOW {name}").fetchone()[0] for name in SETTINGS]
    with reading(engine) as connection:
        assert shown(connection) == ["5s", "1min", "off", "0"]
    with writing(engine) as connection:
        assert shown(connection) == ["55s", "1min", "off", "0"]
    with writing(engine, patience=LONG) as connection:
        assert shown(connection) == ["4min", "4h", "off", "0"]
    with engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        assert [raw.execute(f"SHOW {name}").fetchone()[0] for name in SETTINGS] == usual
    engine.dispose()


def test_a_read_begins_in_one_journey_and_a_lost_connection_is_noticed_by_it(
    postgresql_url, postgresql
):
    """No journey is for asking only whether the server is there: nothing has begun if not."""
    engine = open_engine(postgresql_url, serving=True)
    assert journeys(engine, lambda: _read(engine)) == 3  # the beginning, the question, the end
    with reading(engine) as one, reading(engine) as other:
        pids = {each.scalar(text("SELECT pg_backend_pid()")) for each in (one, other)}
    for transaction in (reading, writing):
        with psycopg.connect(postgresql.url("postgres"), autocommit=True) as killer:
            killer.execute("SELECT pg_terminate_backend(pid, 9000) FROM unnest(%s) pid", [[*pids]])
        with transaction(engine) as one, transaction(engine) as other:
            found = [each.scalar(text("SELECT pg_backend_pid()")) for each in (one, other)]
            level = one.scalar(text("SHOW transaction_isolation"))
            closed = one.scalar(text("SHOW transaction_read_only"))
        assert len({*found} - pids) == 2
        assert (level, closed) == (
            ("repeatable read", "on") if transaction is reading else ("read committed", "off")
        )
        pids = set(found)
    engine.dispose()


def _read(engine) -> None:
    with reading(engine) as connection:
        connection.scalar(select(DataState.version))


def journeys(engine, work) -> int:
    """How often a connection that was kept hears from its server that all of a message is done."""
    for _ in range(9):  # until the driver has prepared the statement
        work()
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
    with TemporaryFile("w+") as told:
        driver.pgconn.trace(told.fileno())
        work()
        driver.pgconn.untrace()
        told.seek(0)
        return told.read().count("ReadyForQuery")


def test_whoever_waits_in_vain_for_another_writer_is_told_so(engine):
    with writing(engine) as other:
        take_turn(other)
        bump_version(other)
        began = time.monotonic()
        with pytest.raises(OperationalError) as caught, writing_at_once(engine) as connection:
            take_turn(connection)
        assert time.monotonic() - began < 20
    assert trouble(caught.value) is Trouble.BUSY


def test_a_statement_that_takes_too_long_is_ended(postgresql_engine):
    impatient = Patience(1, 0.05)
    with (
        pytest.raises(OperationalError) as caught,
        reading(postgresql_engine, patience=impatient) as connection,
    ):
        connection.execute(text("SELECT pg_sleep(60)"))
    assert trouble(caught.value) is Trouble.SLOW


@pytest.mark.parametrize("said", ["", "?prepare_threshold=none", "?connect_timeout=3"])
def test_an_address_may_say_more_of_its_connections(postgresql_url, said):
    engine = open_engine(postgresql_url + said)
    with reading(engine) as connection:
        driver = connection.connection.dbapi_connection
        assert (driver.prepare_threshold is None) == ("none" in said)
        waits = driver.info.get_parameters()["connect_timeout"]
    engine.dispose()
    assert waits == ("3" if "=3" in said else "10")


def test_a_long_write_is_kept_though_what_others_wrote_before_comes_into_the_file(sqlite_url):
    """As it does when an import is at work while the server's trial shortens the log."""
    server, command = open_engine(sqlite_url, serving=True), open_engine(sqlite_url)
    path = Path(server.url.database)
    try:
        with writing(server) as connection:
            bump_version(connection)
            version = connection.scalar(select(DataState.version))
        with writing(command) as connection:
            connection.execute(text("PRAGMA cache_size = -100"))  # the log grows before the commit
            connection.execute(text("CREATE TABLE large AS SELECT zeroblob(6000000) AS content"))
            bump_version(connection)
            before = path.stat().st_mtime_ns
            tend(server)
            assert path.stat().st_mtime_ns != before
        with reading(server) as connection:
            assert connection.scalar(select(DataState.version)) == version + 1
            assert connection.scalar(text("SELECT length(content) FROM large")) == 6_000_000
    finally:
        server.dispose()
        command.dispose()


def test_who_reads_while_the_log_is_removed_keeps_nobody_out_afterwards(sqlite_url):
    engine = open_engine(sqlite_url, serving=True)
    with reading(engine) as one, reading(engine) as another:  # two are open from now on
        assert one.scalar(text("SELECT 1")) == another.scalar(text("SELECT 1"))
    gc.disable()  # what is open must not wait for it
    try:
        with reading(engine):
            Path(f"{sqlite_url.removeprefix('sqlite:///')}-wal").unlink()
            with pytest.raises(FileLostError), reading(engine):
                pass  # one file must not have two logs
        with reading(engine) as connection:
            assert connection.scalar(text("SELECT 1")) == 1
    finally:
        gc.enable()
        engine.dispose()


def test_who_opens_an_older_copy_does_not_read_the_log_of_the_file_that_was_there(
    sqlite_url, tmp_path
):
    """Another thread may need one more connection before an open one was looked at."""
    path, older = Path(sqlite_url.removeprefix("sqlite:///")), tmp_path / "older.db"
    file, asked = SqliteFile(str(path), existing=True), "SELECT version FROM data_state"
    with closing(file.open(timeout=SECONDS)) as first:
        with closing(sqlite3.connect(older)) as copy:
            first.backup(copy)
        (was,) = first.execute(asked).fetchone()
        first.execute("UPDATE data_state SET version = version + 1")
        older.rename(path)
        with closing(file.open(timeout=SECONDS)) as second:
            assert second.execute(asked).fetchone() == (was,)
            assert file.stand(first) is Stand.REPLACED
            assert file.stand(second) is Stand.SAME
    with closing(sqlite3.connect(path)) as found:
        assert found.execute(asked).fetchone() == (was,)


def test_the_last_who_closes_a_file_keeps_nobody_from_opening_it(sqlite_url):
    """The last one takes the log away with it, which is no sign that somebody else removed it."""
    file = SqliteFile(sqlite_url.removeprefix("sqlite:///"), existing=True)

    def come_and_go(_: int) -> None:
        for _ in range(200):
            file.open(timeout=5, check_same_thread=False).close()

    with ThreadPoolExecutor(3) as pool:
        assert [*pool.map(come_and_go, range(3))] == [None] * 3


def test_who_opens_a_file_while_others_write_to_it_does_not_see_it_overwritten(sqlite_url):
    """What one read before a write may be looked at after what another read later."""
    file = SqliteFile(sqlite_url.removeprefix("sqlite:///"), existing=True)

    def write_and_come_back(_: int) -> None:
        for _ in range(100):
            with closing(file.open(timeout=SECONDS, check_same_thread=False)) as opened:
                opened.execute("UPDATE data_state SET version = version + 1")

    with ThreadPoolExecutor(4) as pool:
        assert [*pool.map(write_and_come_back, range(4))] == [None] * 4


def test_a_search_does_not_make_a_whole_file_look_damaged(sqlite_url, monkeypatch):
    """SQLite's check believes what its connection remembers of the search index."""
    monkeypatch.setattr("dashboard.sqlite_file.FIRST_SECONDS", 0)
    server, other = open_engine(sqlite_url, serving=True), open_engine(sqlite_url)
    put = text("INSERT INTO session_search(rowid, reference) VALUES (:id, 'a' || :id || '/2015')")
    find = text("SELECT count(*) FROM session_search WHERE session_search MATCH '\"201\"'")
    try:
        for number in range(1, MERGED_AT + 1):
            with writing(other) as connection:
                connection.execute(put, {"id": number})
            if number == MERGED_AT // 2:
                with reading(server) as connection:
                    assert connection.scalar(find) == number
        tend(server)
    finally:
        server.dispose()
        other.dispose()


def test_where_many_bytes_are_read_postgresql_sends_them_as_they_are(postgresql_engine):
    query, told = select(literal(b"\x00\xff'\\"), literal(date(2014, 5, 1)), DataState.version), []
    event.listen(postgresql_engine, "after_cursor_execute", lambda *said: told.append(said[1]))
    with reading(postgresql_engine) as connection:
        as_text = connection.execute(query).all()
        assert connection.execute(query.execution_options(**AS_BYTES)).all() == as_text
    assert [cursor.format for cursor in told[-2:]] == [Format.TEXT, Format.BINARY]
