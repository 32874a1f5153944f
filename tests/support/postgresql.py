"""A PostgreSQL server of the test run's own, in a temporary folder."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import psycopg
import pytest

from tests.support import patience
from tests.support.ports import free_port

MISSING = (
    "The tests need a PostgreSQL server: `sudo apt-get install postgresql` on Debian, "
    "`brew install postgresql` on macOS."
)
FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off")
CLUSTER = ("-U", "impact", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
# Runs a server until standard input closes, as it does even when the tests are killed.
UNTIL_WE_END = '"$@" & read -r _; kill -INT $!; wait $!'


@dataclass(frozen=True)
class Server:
    """A running server; its only role may do everything and has no password."""

    port: int
    folder: Path

    def url(self, database: str) -> str:
        """The address of one of its databases, as IMPACT_DATABASE_URL takes it."""
        return f"postgresql://impact@127.0.0.1:{self.port}/{database}"

    def execute(self, statement: str) -> None:
        """Run one statement outside any transaction, in the maintenance database."""
        self.connection.execute(statement)  # type: ignore[arg-type]

    @cached_property
    def connection(self) -> "psycopg.Connection[psycopg.rows.TupleRow]":
        """One for all statements: to connect costs half as much as to make a database, or more."""
        return psycopg.connect(self.url("postgres"), autocommit=True)

    def copy(self, template: str, name: str) -> None:
        """Make a database as another one is, to which nobody may be connected."""
        self._leave(template)
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")

    def drop(self, database: str) -> None:
        """With all connections to it."""
        self._leave(database)
        self.execute(f"DROP DATABASE {database} WITH (FORCE)")

    def _leave(self, database: str) -> None:
        """End all connections, and wait until the last is gone.

        PostgreSQL, which waits for them too, looks ten times a second only.
        """
        ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
        patience.until(
            lambda: not self.connection.execute(ended, [database]).fetchall(),
            f"Somebody stays connected to {database}.",
        )

    def has(self, database: str) -> bool:
        """Whether there is a database of this name."""
        asked = "SELECT FROM pg_database WHERE datname = %s"
        return self.connection.execute(asked, [database]).fetchone() is not None


@contextmanager
def running_server(kept: Path | None = None) -> Iterator[Server]:
    """Make a cluster, start it, and end it by its own process id.

    Args:
        kept: Where the cluster stays for the next time; without it, it is deleted in the end.
    """
    programs = find_programs()
    folder = Path(tempfile.mkdtemp(prefix="impact-pg-"))  # short: a socket's path has a limit
    data = (kept or folder) / "data"
    try:
        for one in (folder, data.parent):
            one.mkdir(exist_ok=True)
            if os.geteuid() == 0:
                shutil.chown(one, _unprivileged())
        if not data.exists():
            _run([programs / "initdb", "-D", data, *CLUSTER])
        with _started(programs, folder, data) as server:
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def find_programs() -> Path:
    """The folder of initdb and postgres: the newest installed, or the one in PATH."""
    found = [folder for pattern in FOLDERS for folder in Path("/").glob(pattern[1:])]
    found = [folder for folder in found if (folder / "initdb").exists()]
    if found:
        return max(found, key=_version)
    in_path = shutil.which("initdb")
    if in_path is None:
        pytest.fail(MISSING, pytrace=False)
    return Path(in_path).resolve().parent


@contextmanager
def _started(programs: Path, folder: Path, data: Path) -> Iterator[Server]:
    server = Server(free_port(), folder)
    settings = [f"port={server.port}", "listen_addresses=127.0.0.1", *FAST]
    settings += [f"unix_socket_directories={folder}", "max_connections=60"]
    options = [part for setting in settings for part in ("-c", setting)]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [
                "/bin/sh",
                "-c",
                UNTIL_WE_END,
                "sh",
                programs / "postgres",
                "-D",
                data,
                *options,
            ],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            cwd=folder,
            **_as_unprivileged(),
        )
    try:
        _wait_until_ready(process, server)
        with server.connection:
            yield server
    finally:
        process.communicate(timeout=patience.SECONDS)


def _wait_until_ready(process: subprocess.Popen[bytes], server: Server) -> None:
    def said() -> str:
        return f"PostgreSQL did not start:\n{(server.folder / 'log').read_text()}"

    patience.until(lambda: _answers(server) or process.poll() is not None, said)
    if process.poll() is not None:
        pytest.fail(said(), pytrace=False)


def _answers(server: Server) -> bool:
    try:
        server.execute("SELECT 1")
    except psycopg.OperationalError:
        return False
    return True


def _run(command: list[str | Path]) -> None:
    done = subprocess.run(
        command, capture_output=True, text=True, cwd="/", check=False, **_as_unprivileged()
    )
    if done.returncode:
        pytest.fail(f"{command[0]} failed:\n{done.stdout}{done.stderr}", pytrace=False)


def _as_unprivileged() -> dict[str, object]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam(_unprivileged())
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _unprivileged() -> str:
    known = {user.pw_name for user in pwd.getpwall()}
    return next(name for name in ("postgres", "_postgres", "nobody") if name in known)


def _version(folder: Path) -> tuple[int, ...]:
    digits = [part for part in str(folder).replace("@", "/").split("/") if part[:1].isdigit()]
    return tuple(int(number) for number in digits[-1].split(".")) if digits else (0,)
