"""Many readers at once: a committee, embedded views, coordinators who save while a file comes in.

``python -m tests.bench.load --minutes 30`` serves two projects, that of the committee and that of
the embedded views, each as it would be served. Locust asks them. Rates, times and errors are
printed, and how much memory the servers have after a tenth of the time and at the end.
"""

import argparse
import csv
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from dashboard.domain.shared.roles import Role
from tests.bench import imports, projects, public
from tests.bench.processes import family, memory_mb, run
from tests.bench.table import Table
from tests.support import program
from tests.support.program import IMPACT, Served

USERS = Path(__file__).with_name("load_users.py")
COMMITTEE, VIEWERS, COORDINATORS = 300, 2000, 5
STARTED_A_SECOND = 50
SESSIONS, ROWS, WORKERS = 10_000, 20_000, "2"
A_FILE_EVERY = 60  # seconds
COMES_IN = "a file comes in"
TITLE = "Many at once"
NOTE = (
    f"{COMMITTEE} committee members change a filter every ten seconds, {VIEWERS} readers open an "
    f"embedded view every thirty, {COORDINATORS} coordinators save a session every ten. A file of "
    f"{ROWS:,} new sessions comes in every minute. ms."
)


def measure(minutes: float) -> Table:
    """Let all of them ask for so many minutes."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="impact-load-")))
        made = projects.sqlite(SESSIONS, folder)
        url = public.demonstration(folder)
        ours = stack.enter_context(
            program.serving(
                made.url, folder, "--workers", WORKERS, demo_role=Role.COORDINATOR.value
            )
        )
        theirs = stack.enter_context(program.serving(url, folder, "--workers", WORKERS))
        over = threading.Event()
        importing = stack.enter_context(ThreadPoolExecutor(1))
        known = {"OURS": ours.url, "THEIRS": theirs.url, "KEY": public.key(url)}
        asking = _locust(folder, known | {"COMES_IN": str(folder / COMES_IN)}, minutes)
        files = importing.submit(_import, made, folder, over)
        time.sleep(6 * minutes)
        first = _memory(ours, theirs)
        asking.wait()
        last = _memory(ours, theirs)
        over.set()
        said = f"Files: {files.result()}. Memory of both servers: {first:.0f} MB, in the end"
        print(*_failures(folder), sep="\n", file=sys.stderr)
        return _table(folder, f"{said} {last:.0f} MB.")


def _import(made: projects.Made, folder: Path, over: threading.Event) -> int:
    """A file of new sessions every minute; ``COMES_IN`` is there meanwhile. Returns how many."""
    imports.add_venues(made, folder)
    files, mark = 0, folder / COMES_IN
    while not over.is_set():
        began, file = time.monotonic(), imports.file(folder, made, ROWS, files * ROWS)
        mark.touch()
        run([IMPACT, "import", "sessions", file, "--json"], program.environment(made.url))
        mark.unlink()
        files += 1
        over.wait(began + A_FILE_EVERY - time.monotonic())
    return files


def _locust(folder: Path, known: dict[str, str], minutes: float) -> subprocess.Popen[bytes]:
    """Locust in a process of its own, since it changes how the whole process waits."""
    command = [
        *(sys.executable, "-m", "locust", "--locustfile", str(USERS)),
        *("--headless", "--only-summary"),
        *("--users", str(COMMITTEE + VIEWERS + COORDINATORS)),
        *("--spawn-rate", str(STARTED_A_SECOND), "--run-time", f"{60 * minutes:.0f}s"),
        *("--csv", str(folder / "load"), "--loglevel", "ERROR"),
    ]
    told = {f"LOAD_{name}": value for name, value in known.items()}
    with (folder / "locust.log").open("wb") as log:
        return subprocess.Popen(command, env=os.environ | told, stdout=log, stderr=log)


def _memory(*served: Served) -> float:
    return sum(memory_mb(one) for server in served for one in family(server.process.pid))


def _table(folder: Path, said: str) -> Table:
    table = Table(TITLE, f"{NOTE} {said}")
    with (folder / "load_stats.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            name = row["Name"]
            table.put(name, "a second", float(row["Requests/s"]))
            table.put(name, "median", float(row["50%"]))
            table.put(name, "p95", float(row["95%"]))
            table.put(name, "slowest", float(row["Max Response Time"]))
            table.put(name, "errors", row["Failure Count"])
    return table


def _failures(folder: Path) -> Iterator[str]:
    """What each kind of error was, and how often it came."""
    with (folder / "load_failures.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield f"{row['Occurrences']} × {row['Name']}: {row['Error']}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=30)
    print("\n".join(measure(parser.parse_args().minutes).lines()))
