"""A database that is kept is made once."""

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

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


def test_a_cluster_that_is_kept_has_its_databases_the_next_time(open_folder, monkeypatch):
    kept = open_folder / "kept"
    with postgresql.running_server(kept) as server:
        server.execute(f"CREATE DATABASE {projects.MAKING}sessions_{FEW}")
        projects.on_postgresql(FEW, server)
    monkeypatch.setattr(projects, "write_postgresql", written)
    with postgresql.running_server(kept) as server:
        projects.on_postgresql(FEW, server)
        assert not server.has(f"{projects.MAKING}sessions_{FEW}")
