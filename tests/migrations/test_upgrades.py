"""Databases of every revision, with rows in all their tables, come to the newest one whole."""

import re
import shutil
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Protocol

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, MetaData, Table, inspect, select, text
from sqlalchemy.types import Boolean, Date, DateTime, Float, Integer, LargeBinary, String

from dashboard.cli.database import _migrate
from dashboard.database import open_engine, reading
from dashboard.migrations import LOCATION, _config, is_current, revision_of
from dashboard.queries.integrity import discrepancies
from dashboard.writes import search
from tests.support import turns
from tests.support.postgresql import Server
from tests.support.program import impact

Rows = list[dict[str, Any]]
Content = dict[str, Rows]

# A column that later revisions took away, and where its values are now
FORMER = {
    ("target_revisions", "reason"): "reason_en",
    **{
        (f"{tally}_tallies", "in_share"): "sessions"
        for tally in ("session", "age_mask", "attendance")
    },
}
# The last revision whose tallies all had a grain, and which of their rows later ones keep
WITH_GRAINS = "0035"
KEPT = {
    **dict.fromkeys(("session_tallies", "age_mask_tallies", "attendance_tallies"), "kind_month"),
    "venue_tallies": "all",
}
# What refers to a row without a foreign key
GIVEN = {
    ("venue_aliases", "venue"): "DEMO-HS-01",
    ("users", "role"): "committee",  # earlier revisions list the roles
    ("api_tokens", "role"): "committee",
}
# What an upgrade may write anew
MOVING = {("data_state", "version")}
VALUES = {
    Boolean: True,
    Integer: 1,
    Float: 27.5,
    DateTime: datetime(2015, 3, 25, 12, tzinfo=UTC),
    Date: date(2015, 3, 25),
    LargeBinary: b"\x00\xff",
}


def revisions() -> list[str]:
    """The oldest first."""
    config = Config()
    config.set_main_option("script_location", LOCATION)
    scripts = ScriptDirectory.from_config(config)
    return [script.revision for script in scripts.walk_revisions()][::-1]


_reflected: dict[tuple[str, str | None], list[Table]] = {}


def tables_of(connection: Connection) -> list[Table]:
    """As the database has them, those that others refer to first; asked once for a revision.

    Without those in which SQLite keeps the index of references: rows are not written there.
    """
    at = connection.dialect.name, revision_of(connection)
    if at not in _reflected:
        found = MetaData()
        found.reflect(connection)
        _reflected[at] = [
            table
            for table in found.sorted_tables
            if table.name != "alembic_version" and not table.name.startswith(search.INDEX)
        ]
    return _reflected[at]


def rows_of(connection: Connection, table: Table) -> Rows:
    return [dict(row) for row in connection.execute(select(table)).mappings()]


def some_row(connection: Connection, table: Table) -> dict[str, Any]:
    """One that the table takes: it refers to rows that are there, and obeys what is checked."""
    checks = [
        str(each["sqltext"]) for each in inspect(connection).get_check_constraints(table.name)
    ]
    row = {}
    for column in table.columns:
        listed = [
            re.findall(r"'([^']+)'", check)[0]
            for check in checks
            if "'" in check and re.search(rf"\b{column.name}\b", check)
        ]
        if (table.name, column.name) in GIVEN:
            row[column.name] = GIVEN[table.name, column.name]
        elif column.foreign_keys:
            target = next(iter(column.foreign_keys)).column
            same = target.table is table
            row[column.name] = None if same else connection.scalar(select(target).limit(1))
        elif listed:
            row[column.name] = listed[0]
        elif isinstance(column.type, String):
            row[column.name] = f"{column.name} à 7 %"
        else:
            row[column.name] = next(
                value for kind, value in VALUES.items() if isinstance(column.type, kind)
            )
    return row


@pytest.fixture(scope="module")
def content(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Content:
    """Rows of every table of the newest revision: the demonstration’s, or one of ours.

    Tallies have all their grains, as they had in all revisions before.
    """
    path = tmp_path_factory.mktemp("content") / "impact.db"
    engine = open_engine(f"sqlite:///{shutil.copyfile(demonstration, path)}")
    found = {}
    with engine.begin() as connection:
        for table in tables_of(connection):
            if not rows_of(connection, table):
                connection.execute(table.insert(), some_row(connection, table))
            found[table.name] = rows_of(connection, table)
        command.downgrade(_config(connection), WITH_GRAINS)
        tallies = (table for table in tables_of(connection) if table.name in KEPT)
        found |= {table.name: rows_of(connection, table) for table in tallies}
    engine.dispose()
    return found


def lasting(name: str, rows: Rows) -> Rows:
    """Those that later revisions keep, too."""
    return [row for row in rows if "grain" not in row or row["grain"] == KEPT[name]]


def populate(connection: Connection, content: Content) -> None:
    """Write those rows into the tables of the revision that the database is at."""
    for table in tables_of(connection):
        if connection.execute(select(table).limit(1)).first():  # the revision itself begins with it
            connection.execute(table.delete())
        every = content[table.name]
        rows = [
            {
                column.name: row[FORMER.get((table.name, column.name), column.name)]
                for column in table.columns
            }
            for row in (every if "grain" in table.c else lasting(table.name, every))
        ]
        connection.execute(table.insert(), rows)
    if inspect(connection).has_table(search.INDEX):
        search.refresh(connection)


def read(connection: Connection) -> Content:
    return {table.name: rows_of(connection, table) for table in tables_of(connection)}


def sorted_rows(rows: Rows, columns: set[str]) -> list[str]:
    return sorted(repr({name: row[name] for name in sorted(columns)}) for row in rows)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without a table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'old.db'}"
        return
    server = request.getfixturevalue("postgresql")
    server.execute("CREATE DATABASE old")
    yield server.url("old")
    server.drop("old")


@contextmanager
def at_revision(url: str, revision: str, content: Content) -> Iterator[Engine]:
    """A populated database of a revision, until the block ends."""
    engine = open_engine(url)
    try:
        with engine.begin() as connection:
            command.upgrade(_config(connection), revision)
        with engine.begin() as connection:
            populate(connection, content)
        yield engine
        wipe(engine)
    finally:
        engine.dispose()


def wipe(engine: Engine) -> None:
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    if engine.url.database and engine.dialect.name == "sqlite":
        for end in ("", "-wal", "-shm"):
            Path(f"{engine.url.database}{end}").unlink(missing_ok=True)


class Growing(Protocol):
    """A database without rows that goes from revision to revision."""

    def copy_at(self, revision: str) -> AbstractContextManager[Engine]:
        """A copy of it, there until the block ends."""


class GrowingFile:
    """On SQLite."""

    def __init__(self, folder: Path) -> None:
        self._grows, self._copy = folder / "grows.db", folder / "copy.db"

    @contextmanager
    def copy_at(self, revision: str) -> Iterator[Engine]:
        step(f"sqlite:///{self._grows}", revision)
        shutil.copyfile(self._grows, self._copy)
        engine = open_engine(f"sqlite:///{self._copy}")
        yield engine
        wipe(engine)


class GrowingDatabase:
    """On PostgreSQL."""

    def __init__(self, server: Server) -> None:
        self._server = server
        server.execute("DROP DATABASE IF EXISTS grows")
        server.execute("CREATE DATABASE grows")

    @contextmanager
    def copy_at(self, revision: str) -> Iterator[Engine]:
        step(self._server.url("grows"), revision)
        self._server.copy("grows", "copy")
        engine = open_engine(self._server.url("copy"))
        yield engine
        engine.dispose()
        self._server.drop("copy")


@pytest.fixture(params=["sqlite", "postgresql"])
def growing(request: pytest.FixtureRequest, tmp_path: Path) -> Growing:
    """On each kind."""
    if request.param == "sqlite":
        return GrowingFile(tmp_path)
    return GrowingDatabase(request.getfixturevalue("postgresql"))


def step(url: str, revision: str) -> None:
    engine = open_engine(url)
    with engine.begin() as connection:
        command.upgrade(_config(connection), revision)
    engine.dispose()


@pytest.fixture
def tried(request: pytest.FixtureRequest, growing: Growing) -> list[str]:
    """All revisions but the newest; in a turn the first, the last, and every fourth between.

    Each is in one of the turns, on one kind. Those left out are gone through all the same, on the
    way from the ones before.
    """
    every = revisions()[:-1]
    turn = request.config.getoption(turns.OPTION)
    if turn is None:
        return every
    first, *between, last = every
    begins = turn + turns.TURNS * isinstance(growing, GrowingDatabase)
    return [first, *between[begins :: 2 * turns.TURNS], last]


def test_a_populated_database_of_any_revision_is_upgraded_whole(
    growing: Growing, content: Content, tried: list[str]
):
    for revision in tried:
        with growing.copy_at(revision) as engine:
            with engine.begin() as connection:
                populate(connection, content)
            with reading(engine) as connection:
                before = read(connection)
            assert all(before.values()), f"an empty table at {revision}"
            assert _migrate(engine)[0], revision
            with reading(engine) as connection:
                assert is_current(connection)
                assert_kept(before, read(connection), revision)
                assert not discrepancies(connection), revision
                assert_sound(connection)


def assert_kept(before: Content, after: Content, revision: str) -> None:
    """Every value of every column that there still is, and not a row more or less but of grains."""
    for name, every in before.items():
        rows = lasting(name, every)
        columns = {
            column
            for column in rows[0]
            if column in after[name][0] and (name, column) not in MOVING
        }
        found = sorted_rows(after[name], columns)
        assert found == sorted_rows(rows, columns), (revision, name)


def assert_sound(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        assert connection.scalar(text("PRAGMA foreign_keys")) == 1
        assert not connection.execute(text("PRAGMA foreign_key_check")).all()
        assert connection.scalar(text("PRAGMA integrity_check")) == "ok"


def test_two_upgrades_at_once_are_one_after_the_other(empty_url: str, content: Content):
    first, *_ = revisions()
    with at_revision(empty_url, first, content) as engine:
        typed = ("migrate", "--lang", "en")
        with ThreadPoolExecutor() as threads:
            started = [threads.submit(impact, *typed, database_url=empty_url) for _ in range(2)]
        done = [each.result() for each in started]
        said = sorted(each.stdout + each.stderr for each in done)
        assert [each.returncode for each in done] == [0, 0], said
        assert said[0].startswith("Nothing to do: the database is up to date")
        assert said[1].startswith("The database is ready")
        with reading(engine) as connection:
            assert is_current(connection)
        done = impact("check", database_url=empty_url)
        assert done.returncode == 0, done.stdout


def test_what_cannot_be_upgraded_is_left_as_it_is_and_says_why(empty_url: str, content: Content):
    first, *_ = revisions()
    with at_revision(empty_url, first, content) as engine:
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE venue_requests (key TEXT)"))  # of the last ones
            connection.execute(text("INSERT INTO venue_requests VALUES ('mine')"))
        with reading(engine) as connection:
            before = read(connection)
        done = impact("migrate", "--lang", "en", database_url=empty_url)
        assert done.returncode == 1
        assert "Nothing was changed: the database could not be upgraded" in done.stderr
        assert 'venue_requests" already exists' in done.stderr.replace(
            "venue_requests a", 'venue_requests" a'
        )
        assert "impact migrate" not in done.stderr
        with reading(engine) as connection:
            assert connection.scalar(text("SELECT version_num FROM alembic_version")) == first
            assert read(connection) == before


def test_rows_that_lead_nowhere_are_named_and_nothing_is_changed(tmp_path: Path, content: Content):
    first, *_ = revisions()
    url = f"sqlite:///{tmp_path / 'old.db'}"
    with at_revision(url, first, content) as engine:
        plain = sqlite3.connect(tmp_path / "old.db")  # whose foreign keys are off
        plain.execute("DELETE FROM facilitators WHERE id = 1")
        plain.commit()
        plain.close()
        done = impact("migrate", "--lang", "en", database_url=url)
        assert done.returncode == 1
        assert (
            "rows refer to rows that do not exist, in session_facilitators, trainings"
            in done.stderr
        )
        with reading(engine) as connection:
            assert connection.scalar(text("SELECT version_num FROM alembic_version")) == first
