"""A database that is kept is made once."""

import sqlite3
import tempfile
from contextlib import ExitStack, closing, contextmanager
from itertools import chain
from pathlib import Path

import pytest
from sqlalchemy import func, inspect, select

from dashboard.backup.rows import read
from dashboard.backup.shapes import shapes
from dashboard.database import open_engine
from dashboard.tables import OutreachSession
from tests.bench import projects
from tests.support import postgresql

FEW = 300


def written(*_):
    raise AssertionError("it was made again")


@pytest.fixture
def sqlite_folder(tmp_path):
    left = tmp_path / f"{projects.MAKING}{FEW}.db"
    with closing(sqlite3.connect(left)) as connection:
        connection.execute("CREATE TABLE sessions (cut_off)")
    return tmp_path


def test_a_file_that_is_kept_is_made_once_and_whole(sqlite_folder, monkeypatch):
    first = projects.sqlite(FEW, sqlite_folder)
    monkeypatch.setattr(projects, "write_sqlite", written)
    assert projects.sqlite(FEW, sqlite_folder).url == first.url
    assert [one.name for one in sqlite_folder.iterdir()] == [f"{FEW}.db"]
    with closing(sqlite3.connect(sqlite_folder / f"{FEW}.db")) as connection:
        assert connection.execute("SELECT count(*) FROM sessions").fetchone() == (FEW,)


@pytest.fixture
def open_folder():
    """A folder that a server may reach who has a name of its own; pytest's is ours alone."""
    with tempfile.TemporaryDirectory(prefix="impact-kept-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def test_a_cluster_that_is_kept_has_the_same_rows_the_next_time(open_folder, tmp_path, monkeypatch):
    made = projects.sqlite(FEW, tmp_path)
    kept = open_folder / "kept"
    with postgresql.running_server(kept) as server:
        server.execute(f"CREATE DATABASE {projects.MAKING}sessions_{FEW}")
        projects.postgresql_of(made, server)
    monkeypatch.setattr(projects, "copy", written)
    with postgresql.running_server(kept) as server:
        again = projects.postgresql_of(made, server)
        assert not server.has(f"{projects.MAKING}sessions_{FEW}")
        alike(made.url, again.url)


def alike(url, other):
    with ExitStack() as stack:
        one, two = (stack.enter_context(opened(each)) for each in (url, other))
        file = one.connection.dbapi_connection
        for shape in shapes(file):
            assert [*chain(*read(one, shape))] == [*chain(*read(two, shape))]
            assert names(two, shape) >= names(one, shape)
        highest = two.scalar(select(func.max(OutreachSession.id)))
        assert two.scalar(select(func.nextval("sessions_id_seq"))) == highest + 1


def names(connection, shape) -> set[str]:
    return {index["name"] for index in inspect(connection).get_indexes(shape.name)}


@contextmanager
def opened(url):
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()
