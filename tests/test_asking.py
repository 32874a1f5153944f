"""A question of its own is answered as one in a transaction, and under its limits."""

import shutil
import sqlite3
from datetime import date
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import bindparam, select, text
from sqlalchemy.exc import NoResultFound, OperationalError

from dashboard import asking
from dashboard.access import accounts
from dashboard.access.arrivals import arrived
from dashboard.asking import answer
from dashboard.database import Patience, connected, open_engine, reading, trouble, writing
from dashboard.domain.shared.roles import Role
from dashboard.engines import READERS, file_of
from dashboard.queries.shared.state import state
from dashboard.sqlite_stamps import FileLostError
from dashboard.tables import User
from dashboard.trouble import Trouble
from tests.support.heard import heard
from tests.test_database import SETTINGS, journeys

NAMED = select(User.name, User.id, User.active).where(User.name == bindparam("named"))
VENUE = "INSERT INTO venues (code, venue_type, area, label_en, label_fr)"
VENUE += " SELECT 'V', min(code), '', '', '' FROM venue_types"
HELD = """
INSERT INTO sessions (reference, held_on, status, kind, language, venue_id, total, note, version)
SELECT 'S', '2015-03-02', 'delivered', min(session_kinds.code), 'en', min(venues.id), 9, '', 1
FROM session_kinds, venues
"""
SLOW = asking._Written("BEGIN IMMEDIATE", {}, {}, ())  # it waits for another writer
HOSTILE = "o'neil \\ %(named)s %s; --"


@pytest.fixture
def serving(database_url):
    found = open_engine(database_url, serving=True)
    yield found
    found.dispose()


def test_what_a_request_begins_with_is_what_transactions_tell(serving):
    with writing(serving) as connection:
        connection.execute(text(VENUE))
        connection.execute(text(HELD))
        mine = accounts.add(connection, HOSTILE, Role.COMMITTEE)
    with reading(serving) as connection:
        now = state(connection)
    assert (now.first_session, now.data_as_of) == (date(2015, 3, 2), date(2015, 3, 2))
    for _ in range(9):  # until the server knows the question by its name
        assert arrived(serving, mine.id, HOSTILE) == (now, False, mine, False)
        assert arrived(serving, None, "").account is arrived(serving, 99, "").account is None
        assert answer(serving, NAMED, {"named": HOSTILE}) == (HOSTILE, mine.id, True)


def test_one_message_is_one_journey_and_leaves_nothing(postgresql_url):
    for said, most in (("", 1), ("?prepare_threshold=none", 3)):
        engine = open_engine(postgresql_url + said, serving=True)
        assert journeys(engine, lambda of=engine: arrived(of, None, "")) == most
        with engine.connect() as connection:
            driver = connection.connection.dbapi_connection
            left = [driver.execute(f"SHOW {name}").fetchone()[0] for name in SETTINGS]
        assert left == ["0", "0", "on", "2"]
        engine.dispose()


@pytest.mark.parametrize(
    ("patience", "known", "kind"),
    [(Patience(0.05, 60), False, Trouble.BUSY), (Patience(60, 0.05), True, Trouble.SLOW)],
)
def test_it_waits_no_longer_than_a_reader(postgresql_url, monkeypatch, patience, known, kind):
    engine = open_engine(postgresql_url, serving=True)
    with reading(engine), reading(engine):  # two are kept from now on
        pass
    for _ in range(5 * known):
        arrived(engine, None, "")
    with monkeypatch.context() as now, writing(engine) as other:
        now.setattr(asking, "READERS", patience)
        now.setattr(asking, "reading", None)  # which would wait for as long again
        other.execute(text("LOCK TABLE sessions"))
        with pytest.raises(psycopg.Error) as caught:
            arrived(engine, None, "")
    assert trouble(caught.value) is kind
    assert arrived(engine, None, "").account is None
    engine.dispose()


def test_a_server_that_ended_its_connections_is_asked_again(postgresql_url, postgresql):
    engine = open_engine(postgresql_url, serving=True)
    with reading(engine), reading(engine):  # two are kept from now on
        pass
    before = arrived(engine, None, "")
    with psycopg.connect(postgresql.url("postgres"), autocommit=True) as killer:
        killer.execute(
            "SELECT pg_terminate_backend(pid, 9000) FROM pg_stat_activity WHERE datname = %s",
            [engine.url.database],
        )
    assert arrived(engine, None, "") == before
    engine.dispose()


def test_a_server_that_goes_while_it_is_told_the_question_is_asked_again(
    postgresql_url, monkeypatch
):
    engine, prepared = open_engine(postgresql_url, serving=True), asking._prepared
    gone = "SELECT pg_terminate_backend(pg_backend_pid(), 9000)"
    monkeypatch.setattr(asking, "_prepared", lambda *of: prepared(*of)._replace(prepare=gone))
    assert arrived(engine, None, "").account is None
    engine.dispose()


@pytest.fixture
def file(sqlite_url):
    found = open_engine(sqlite_url, serving=True)
    yield found
    found.dispose()


def test_a_file_is_asked_one_statement_and_waits_no_longer_than_for_a_reader(file):
    said = heard(file)
    for number in range(3):
        arrived(file, number, "")
    assert [one.split()[0] for one in said] == ["PRAGMA", "SELECT", "SELECT", "SELECT"]
    assert said[0] == f"PRAGMA busy_timeout = {1000 * READERS.lock_seconds}"
    with connected(file) as connection:
        assert not connection.connection.dbapi_connection.in_transaction


def test_a_locked_file_is_not_waited_for_twice(file, monkeypatch):
    locked = sqlite3.connect(file.url.database)
    arrived(file, None, "")
    with monkeypatch.context() as now:
        now.setattr(asking, "READERS", Patience(0, 60))
        now.setattr(asking, "reading", None)  # which would wait for as long again
        now.setattr(asking, "_written", lambda *_: SLOW)
        locked.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError) as caught:
            arrived(file, None, "another")
    locked.close()
    assert trouble(caught.value) is Trouble.BUSY
    assert arrived(file, None, "").account is None


def test_a_file_is_asked_again_once_anybody_wrote(file, sqlite_url):
    said, elsewhere = heard(file), open_engine(sqlite_url)
    with writing(elsewhere) as connection:
        mine = accounts.add(connection, "Ana", Role.COMMITTEE)
    assert arrived(file, mine.id, "").account == mine
    for number, engine in enumerate((file, elsewhere, file, elsewhere)):
        role = (Role.ADMIN, Role.COORDINATOR)[number % 2]
        with writing(engine) as connection:
            accounts.set_role(connection, mine.id, role)
        said.clear()
        found = [arrived(file, mine.id, "") for _ in range(3)]
        assert {one.account.role for one in found} == {role}
        assert len([one for one in said if one.startswith("SELECT")]) == 1
    elsewhere.dispose()


def test_what_was_read_while_somebody_wrote_is_not_kept(file, monkeypatch):
    """It may be newer than its edition, but nobody must find it once there is a newer one."""
    with writing(file) as connection:
        mine = accounts.add(connection, "Ana", Role.COMMITTEE)
    read = asking.answer

    def late(*question):
        found = read(*question)
        with writing(file) as connection:
            accounts.set_role(connection, mine.id, Role.ADMIN)
        return found

    with monkeypatch.context() as now:
        now.setattr(asking, "answer", late)
        assert arrived(file, mine.id, "").account.role is Role.COMMITTEE
    assert arrived(file, mine.id, "").account.role is Role.ADMIN


def test_another_file_in_its_place_is_another_file(file, sqlite_url, tmp_path):
    path, other = Path(file.url.database), tmp_path / "other.db"
    shutil.copy(path, other)
    assert arrived(file, 1, "").account is None
    with writing(engine := open_engine(f"sqlite:///{other}")) as connection:
        mine = accounts.add(connection, "Ana", Role.COMMITTEE)
    engine.dispose()
    other.replace(path)
    assert [arrived(file, mine.id, "").account for _ in range(3)] == [mine] * 3


def test_nothing_stays_open_once_an_engine_is_disposed_of(file):
    arrived(file, None, "")
    opened = file_of(file)._open
    assert len(opened) == 2
    file.dispose()
    assert len(opened) == 0
    assert arrived(file, None, "").account is None  # it is opened again


def test_what_is_wrong_with_a_file_is_told_as_in_a_transaction(file):
    with pytest.raises(NoResultFound):
        answer(file, NAMED, {"named": "nobody"})
    with writing(file) as connection:
        connection.execute(text("ALTER TABLE users RENAME TO elsewhere"))
    with pytest.raises(OperationalError):
        arrived(file, None, "")
    Path(file.url.database).unlink()
    with pytest.raises(FileLostError):
        arrived(file, None, "")
