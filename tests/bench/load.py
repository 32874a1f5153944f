"""Many readers at once: a committee, embedded views, coordinators who save while a file comes in.

``python -m tests.bench.load --minutes 30`` serves two projects, that of the committee and that of
the embedded views, each as it would be served. Locust asks them. Rates, times and errors are
printed, and how much memory the servers have after a tenth of the time and at the end.
"""

import argparse
import csv
import itertools
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
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
TITLE = "Many at once"
NOTE = (
    f"{COMMITTEE} committee members change a filter every ten seconds, {VIEWERS} readers open an "
    f"embedded view every thirty, {COORDINATORS} coordinators save a session every ten while files "
    f"of {ROWS:,} rows come in, one after the other. ms."
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
        importing = threading.Thread(target=_import, args=(made, folder, over))
        asking = _locust(folder, ours, theirs, public.key(url), minutes)
        importing.start()
        time.sleep(6 * minutes)
        first = _memory(ours, theirs)
        asking.wait()
        last = _memory(ours, theirs)
        over.set()
        importing.join()
        print(*_failures(folder), sep="\n", file=sys.stderr)
        return _table(folder, first, last)


def _import(made: projects.Made, folder: Path, over: threading.Event) -> None:
    """One file of new sessions after the other, until it is over."""
    imports.add_venues(made, folder)
    for first in itertools.count(step=ROWS):
        if over.is_set():
            return
        file = imports.file(folder, made, ROWS, first)
        run([IMPACT, "import", "sessions", file, "--json"], program.environment(made.url))


def _locust(
    folder: Path, ours: Served, theirs: Served, key: str, minutes: float
) -> subprocess.Popen[bytes]:
    """Locust in a process of its own, since it changes how the whole process waits."""
    command = [
        *(sys.executable, "-m", "locust", "--locustfile", USERS, "--headless", "--only-summary"),
        *("--users", str(COMMITTEE + VIEWERS + COORDINATORS)),
        *("--spawn-rate", str(STARTED_A_SECOND), "--run-time", f"{60 * minutes:.0f}s"),
        *("--csv", str(folder / "load"), "--loglevel", "ERROR"),
    ]
    known = {"LOAD_OURS": ours.url, "LOAD_THEIRS": theirs.url, "LOAD_KEY": key}
    with (folder / "locust.log").open("wb") as log:
        return subprocess.Popen(command, env=os.environ | known, stdout=log, stderr=log)


def _memory(*served: Served) -> float:
    return sum(memory_mb(one) for server in served for one in family(server.process.pid))


def _table(folder: Path, first: float, last: float) -> Table:
    table = Table(
        TITLE, f"{NOTE} Memory of both servers: {first:.0f} MB, in the end {last:.0f} MB."
    )
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
