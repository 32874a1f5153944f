"""A real server and a real upload, killed as a power cut would, at a random moment each time."""

import http.client
import json
import os
import random
import shutil
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlsplit

from sqlalchemy import select

from dashboard.access import tokens
from dashboard.database import open_engine, reading
from dashboard.domain.shared.clock import calendar_day
from dashboard.queries.integrity import discrepancies
from dashboard.queries.shared.trail import tampering
from dashboard.tables import Base
from tests.importers.conftest import TODAY
from tests.support import patience, program
from tests.support.desks import furnish
from tests.support.files import as_rows, multipart, session, write_csv
from tests.support.importing import import_file
from tests.support.ports import free_port
from tests.support.postgresql import Server
from tests.support.program import IMPACT, Process, environment, impact, is_alive

KNOWN, NEW = 1_500, 1_500
OF_THE_MOMENT = {"created_at", "updated_at", "imported_at", "at", "digest", "audit_digest", "mark"}
NOT_OF_IMPORTS = {"api_tokens", "ended_sign_ins", "users", "one_time_links"}


def rows(language: str, last: int) -> list[dict[str, str]]:
    return [
        session(reference=f"S-{n}", language=language, note=f"{language} {n}", facilitators="F-1")
        for n in range(last)
    ]


def prepare(url: str, folder: Path) -> str:
    """Known sessions, and a coordinator's token."""
    secret = furnish(url)
    engine = open_engine(url)
    tokens.mark_used(engine, 1, calendar_day("America/Toronto"))  # or the first request would
    path = write_csv(folder / "known.csv", as_rows(*rows("en", KNOWN)))
    assert not import_file(engine, "sessions", path, today=TODAY, author="x").refused
    engine.dispose()
    return secret


def snapshot(url: str) -> Counter[tuple[object, ...]]:
    """Every row of every table, without the moments at which they were written."""
    engine = open_engine(url)
    with reading(engine) as connection:
        assert discrepancies(connection) == ()
        assert tampering(connection) is None
        found = Counter[tuple[object, ...]]()
        for table in Base.metadata.sorted_tables:
            columns = [column for column in table.c if column.name not in OF_THE_MOMENT]
            if table.name not in NOT_OF_IMPORTS:
                found.update((table.name, *row) for row in connection.execute(select(*columns)))
    engine.dispose()
    return found


@contextmanager
def served(url: str, folder: Path) -> Iterator[tuple[str, Process]]:
    """The program in a group of processes of its own, which ends with the block at the latest."""
    port = free_port()
    made = environment(url) | {"TMPDIR": str(folder)}  # what a killed one leaves behind
    process = program.begin(
        [str(IMPACT), "serve", "--port", str(port)], made, folder / f"serve-{port}.log"
    )
    address = f"http://127.0.0.1:{port}"
    try:
        patience.until(lambda: is_alive(address), "impact serve did not answer")
        yield address, process
    finally:
        kill(process)


def kill(process: Process) -> None:
    """As a power cut does: the program and its workers, at once."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def post(
    address: str,
    secret: str,
    path: str,
    file: bytes,
    *,
    heard: Callable[[dict], None] = lambda _line: None,
    **fields: str,
) -> list[dict]:
    """The lines of the answer, as far as they came."""
    body, kind = multipart(file, "f.csv", **fields)
    headers = {"Authorization": f"Bearer {secret}", "Content-Type": kind}
    lines: list[dict] = []
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=patience.SECONDS)
    with suppress(OSError, http.client.HTTPException, json.JSONDecodeError):
        connection.request("POST", f"/api/v1/imports{path}", body, headers)
        for line in connection.getresponse():
            lines.append(json.loads(line))
            heard(lines[-1])
    connection.close()
    return lines


class Trial:
    """One file, brought into copies of one database."""

    def __init__(self, url: str, folder: Path, copy) -> None:
        self.folder, self.copy = folder, copy
        self.secret = prepare(url, folder)
        path = write_csv(folder / "new.csv", as_rows(*rows("fr", KNOWN + NEW)))
        self.file = path.read_bytes()
        with copy() as clean:
            self.before = snapshot(clean)
            with served(clean, folder) as (address, _):
                seen = post(address, self.secret, "/preview", self.file)[-1]["done"]
                assert seen["counts"]["new"] == NEW
                assert seen["counts"]["changed"] == KNOWN
                self.fields = {
                    "sha256": seen["file"]["sha256"],
                    "bookmark": seen["bookmark"],
                }
                began = time.monotonic()
                assert "done" in post(address, self.secret, "", self.file, **self.fields)[-1]
                self.takes = time.monotonic() - began
            self.after = snapshot(clean)
        assert self.before != self.after

    def killed(self, after_seconds: float, *, writing: bool, checked: bool = False) -> str:
        """What became of the file when the program was killed so long after it was sent.

        Or so long after the ``writing`` began. When it is ``checked``, the program itself must find
        nothing wrong afterwards.
        """
        with self.copy() as url:
            told = self._killed(url, after_seconds, writing=writing)
            found = snapshot(url)
            for command in (["check"], ["check", "audit"]) if checked else ():
                done = impact(*command, database_url=url)
                assert done.returncode == 0, done.stdout + done.stderr
        assert found in (self.before, self.after), "some of the file went in"
        if told and "done" in told[-1]:
            assert found == self.after, "what was told done is gone"
        phase = told[-1].get("phase", "done") if told else "unanswered"
        return f"{'all' if found == self.after else 'nothing'}, {phase}"

    def _killed(self, url: str, after_seconds: float, *, writing: bool) -> list[dict]:
        begun = Event()

        def heard(line: dict) -> None:
            if not writing or line.get("phase") in ("writing", None):
                begun.set()

        with served(url, self.folder) as (address, process):
            told: list[dict] = []

            def send() -> None:
                lines = post(address, self.secret, "", self.file, heard=heard, **self.fields)
                told.extend(lines)

            sending = Thread(target=send)
            sending.start()
            if writing:
                begun.wait(patience.SECONDS)
            time.sleep(after_seconds)
            kill(process)
            sending.join()
        return told


def outcomes(trial: Trial, kills: int) -> Counter[str]:
    """What became of the file each time; shown by ``pytest -s`` as it comes."""
    moments, found = random.Random(kills), Counter[str]()  # noqa: S311 - no secret
    for number in range(kills):
        writing = number % 2 == 0  # one half anywhere, one half near the end
        after_seconds = moments.uniform(0, trial.takes)
        outcome = trial.killed(after_seconds, writing=writing, checked=number == 0)
        since = "the writing began" if writing else "it was sent"
        print(f"killed {after_seconds:.2f} s after {since}: {outcome}", flush=True)
        found[outcome] += 1
    return found


@contextmanager
def sqlite_copy(url: str, folder: Path) -> Iterator[str]:
    """A copy of an SQLite file, gone at the end."""
    path = folder / "copy.db"
    shutil.copyfile(url.removeprefix("sqlite:///"), path)
    yield f"sqlite:///{path}"
    for left in folder.glob("copy.db*"):
        left.unlink()


@contextmanager
def postgresql_copy(server: Server, url: str) -> Iterator[str]:
    """A copy of a PostgreSQL database, gone at the end."""
    server.copy(url.rpartition("/")[2], "killed")
    yield server.url("killed")
    server.drop("killed")
