"""Measure how fast the dashboard is, and print it as tables.

Everything runs as its users run it: the real server, whole requests, real databases of a realistic
mix (planned, cancelled, entered twice), a real browser. Beside each stands its floor.
"""

import argparse
import os
import platform
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator
from compileall import compile_dir
from contextlib import ExitStack
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path

from dashboard.places import ROOT
from tests.bench import browser, changes, crowd, footprint, imports, pages, projects, public
from tests.bench.projects import Made
from tests.bench.table import Table
from tests.support import postgresql

SIZES = [10_000, 1_000_000]
LARGE = 10_000_000
ROWS, MANY_ROWS = [20_000], [20_000, 200_000, 1_000_000]
FILE = Path(__file__).parents[2] / "BENCHMARKS.md"
BEGIN, END = "<!-- make bench writes from here -->", "<!-- to here -->"


Options = argparse.Namespace
ALONE: dict[str, Callable[[Path], Iterable[Table]]] = {
    "browser": lambda _: browser.measure(),
    "crowd": lambda _: [crowd.measure()],
    "public": lambda folder: [public.measure(folder)],
}
OF_SIZES: dict[str, Callable[[list[Made], Path, Options], Iterable[Table]]] = {
    "changes": lambda made, folder, options: [changes.measure(made, folder, options.filters)],
    "pages": lambda made, folder, _: [pages.measure(made, folder)],
    "footprint": lambda made, folder, _: [footprint.measure(made, folder)],
    "imports": lambda made, folder, options: [
        imports.measure(made, folder, options.rows or (MANY_ROWS if options.large else ROWS))
    ],
}


def main() -> None:
    """Measure what is asked for; print it, and write it into BENCHMARKS.md if that is asked for."""
    options = _options()
    compile_dir(ROOT / "dashboard", quiet=1)  # as the program is where it is installed
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="impact-bench-")))
        server = stack.enter_context(postgresql.running_server(_kept(options, "postgresql")))
        said = []
        for part in chain([machine()], _parts(options, folder, server)):  # each once it is measured
            said.append(part)
            print(f"{part}\n", flush=True)
    if options.write:
        write(said)


def _parts(options: Options, folder: Path, server: postgresql.Server) -> Iterator[str]:
    """Each part that is asked for, once it is measured."""
    asked = options.only or [*ALONE, *OF_SIZES]
    for name in (one for one in ALONE if one in asked):
        yield _tried(name, partial(ALONE[name], folder))
    of_sizes = [name for name in OF_SIZES if name in asked]
    if of_sizes:
        sizes = SIZES[:1] if options.small else [*SIZES, *([LARGE] if options.large else [])]
        made = list(projects.make(sizes, _kept(options) or folder, server))
        yield from (
            _tried(name, partial(OF_SIZES[name], made, folder, options)) for name in of_sizes
        )


def _kept(options: Options, *under: str) -> Path | None:
    """Where databases are kept, if they are."""
    if options.keep is None:
        return None
    options.keep.mkdir(parents=True, exist_ok=True)
    return Path(options.keep, *under).resolve()


def _tried(name: str, measured: Callable[[], Iterable[Table]]) -> str:
    """A part as it is printed; one that fails says so, and the next goes on."""
    try:
        return "\n\n".join("\n".join(table.lines()) for table in measured())
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 - servers of tests fail by pytest's own
        return f"{name}: failed: {error}"


def machine() -> str:
    """What it was measured on, without names."""
    return (
        f"Measured on {date.today()}: {_processor()}, {os.cpu_count()} cores, "  # noqa: DTZ011
        f"{_memory_gb():.0f} GB; Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}, {_postgresql()}."
    )


def write(parts: list[str]) -> None:
    """Put what was measured between the marks of BENCHMARKS.md."""
    before, _, rest = FILE.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    measured = "\n\n".join(parts)
    FILE.write_text(f"{before}{BEGIN}\n\n{measured}\n\n{END}{after}", encoding="utf-8")


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())


def _memory_gb() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9


def _postgresql() -> str:
    command = [postgresql.find_programs() / "postgres", "--version"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return f"PostgreSQL {said.split()[2]}"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__.splitlines()[0])
    parser.add_argument("--filters", type=int, default=100, help="how many (at least 40)")
    parser.add_argument("--large", action="store_true", help=f"also {LARGE:,} sessions")
    parser.add_argument("--small", action="store_true", help=f"only {SIZES[0]:,} sessions")
    parser.add_argument("--only", nargs="*", help="parts by name")
    parser.add_argument("--rows", type=int, nargs="*", help="of the files that come in")
    parser.add_argument(
        "--keep",
        type=Path,
        metavar="FOLDER",
        help="make each database once and keep it there; it grows by the sessions that are saved",
    )
    parser.add_argument("--write", action="store_true", help=f"write it into {FILE.name}")
    return parser.parse_args()


if __name__ == "__main__":
    main()
