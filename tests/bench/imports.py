"""What an import costs, and how long somebody who saves a session meanwhile waits."""

import csv
import threading
from collections.abc import Sequence
from pathlib import Path

from dashboard.domain.shared.roles import Role
from tests.bench.asking import Client, client
from tests.bench.processes import Run, run
from tests.bench.projects import SQLITE, Made, short
from tests.bench.sessions import AT_ONCE, MOST_VENUES, Project, draw, venue_code
from tests.bench.table import Table, spread
from tests.support import program
from tests.support.desks import CELLS
from tests.support.program import IMPACT

ROWS_OF_A_SECOND = 20_000
TITLE = "Imports of a CSV file"
NOTE = (
    "Rows a second of processor time, with all checks, the log and the tallies; PostgreSQL’s own "
    "is not in it. The start of the command, that is a file of one row, is apart. A save is a "
    "form’s, at a server of two workers, while the import runs."
)
START = "the start of the command (s)"
HEAD = ("reference", "date", "status", "kind", "language", "venue", "facilitators", "note")
NOTE_OF_A_SESSION = "Room changed: we met in the library; they ask for a second date."
NOTED = 8  # every eighth session has a note
SEED = 1 << 32  # or the same sessions would be drawn as the database has


def measure(made: Sequence[Made], folder: Path, sizes: Sequence[int]) -> Table:
    """Imports of several sizes into every database, one of them while others save."""
    table = Table(TITLE, NOTE)
    for one in made:
        add_venues(one, folder)
        start = float("nan")
        with table.trying(START, one.name):
            start = _import(one, file(folder, one, 1), []).processor
            table.put(START, one.name, start)
        for rows in sizes:
            path, name = file(folder, one, rows), f"{short(rows)} rows"
            with (
                table.trying(f"{name}: rows a second", one.name),
                program.serving(
                    one.url, folder, "--workers", "2", demo_role=Role.COORDINATOR.value
                ) as served,
                client(served) as reader,
            ):
                done, saves, log = _while_saving(reader, one, path)
                rate = rows / (done.processor - start)
                table.put(f"{name}: rows a second", one.name, rate, reach="20,000")
                table.put(f"{name}: memory (MB)", one.name, done.memory, reach="300")
                reach = "1,000 p95" if rows <= ROWS_OF_A_SECOND else "5,000 p95"
                table.put(f"{name}: a save meanwhile (ms)", one.name, spread(saves), reach=reach)
                table.put(f"{name}: the slowest save (ms)", one.name, max(saves), reach="55,000")
                if one.kind == SQLITE:
                    table.put(f"{name}: largest write-ahead log (MB)", one.name, log)
    return table


def add_venues(made: Made, folder: Path) -> None:
    """As many venues as large databases have: a file of a city names most of them."""
    path, types = folder / "venues.csv", made.words.venue_types.codes
    with path.open("w", encoding="utf-8") as out:
        out.write("code,venue_type\n")
        for n in range(made.venues + 1, MOST_VENUES + 1):
            out.write(f"{venue_code(n)},{types[n % len(types)]}\n")
    if made.venues < MOST_VENUES:
        run([IMPACT, "import", "venues", path, "--json"], program.environment(made.url))


def file(folder: Path, made: Made, rows: int, first: int = 0) -> Path:
    """The log of a city as its database has it: all that is drawn there, and some notes.

    The rows are new to the database, over all days and ``MOST_VENUES``. ``first`` is the number of
    the first row: files with rows of other numbers have other sessions.
    """
    path = folder / f"{made.kind}-{made.sessions}-{rows}.csv"
    project, ages = Project(made.sessions, made.words), made.words.ages.codes
    with path.open("w", encoding="utf-8", newline="") as out:
        write = csv.writer(out).writerow
        write([*HEAD, *ages])
        for begin in range(first, first + rows, AT_ONCE):
            number = min(AT_ONCE, first + rows - begin)
            drawn = draw(SEED + begin, number, MOST_VENUES, made.words)
            for n, (*cells, venue, counts) in enumerate(zip(*drawn, strict=True), begin):
                led = ";".join(f"F{one}" for one in project.leaders(n))
                note = NOTE_OF_A_SESSION if n % NOTED == 0 else ""
                came = [count or "" for count in counts.tolist()]
                write([f"I{rows}-{n}", *cells, venue_code(venue), led, note, *came])
    return path


def _while_saving(reader: Client, made: Made, path: Path) -> tuple[Run, list[float], float]:
    """Import a file in a process of its own; somebody saves one session after the other.

    Returns what the import took, the milliseconds of each save, and the MB of SQLite's log.
    """
    done: list[Run] = []
    logs: list[float] = [0]
    thread = threading.Thread(target=lambda: done.append(_import(made, path, logs)))
    thread.start()
    saves: list[float] = []
    while thread.is_alive() or not saves:
        cells = CELLS | {"reference": f"{path.stem}-{len(saves)}", "venue": venue_code(1)}
        saves.append(reader.post("/api/v1/sessions", {"cells": cells}).wall)
    thread.join()
    if not done:
        msg = "the import failed; see above"
        raise RuntimeError(msg)
    return done[0], saves, max(logs)


def _log_mb(made: Made) -> float:
    """The size of SQLite's log, which goes with whoever uses it last."""
    try:
        return Path(f"{made.url.removeprefix('sqlite:///')}-wal").stat().st_size / 1e6
    except FileNotFoundError:
        return 0.0


def _import(made: Made, path: Path, logs: list[float]) -> Run:
    """Import a file, and note how large SQLite's log is meanwhile."""
    command = [str(IMPACT), "import", "sessions", str(path), "--json"]
    return run(command, program.environment(made.url), lambda: logs.append(_log_mb(made)))
