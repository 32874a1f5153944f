"""Measure what a filter change costs: in a browser, in SQLite and in PostgreSQL.

Each size has a database of its own on both, with the same seeded sessions, and gets the same
seeded filters, one after the other on each database. Nothing of ours is kept between filters
but compiled statements: other filters go first, so that the databases are warm.
"""

import argparse
import os
import platform
import sqlite3
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from statistics import median, quantiles

import psycopg
import sqlalchemy
from sqlalchemy import Engine

from dashboard.database import open_engine, reading, writing
from dashboard.domain.audience import Audience
from dashboard.domain.filters import Filters
from dashboard.domain.vocabulary import Vocabulary
from dashboard.queries.progress import progress
from dashboard.queries.vocabulary import vocabulary
from dashboard.writes import tallies
from tests.bench import browser
from tests.bench.filters import filters
from tests.bench.sessions import Project, write_postgresql, write_sqlite
from tests.support import databases, postgresql

SIZES = (10_000, 1_000_000)
LARGE = 10_000_000
RUNS = 3  # of each filter: the middle one counts, since other programs use the machine too
SEED, WARM_UP_SEED = 2015, 325


@dataclass
class Course:
    """A database under measurement, and its milliseconds."""

    name: str
    engine: Engine
    words: Vocabulary
    times: list[float] = field(default_factory=list)

    def run(self, chosen: Filters) -> float:
        """Answer one filter change as a page does."""
        began = time.perf_counter()
        with reading(self.engine) as connection:
            progress(connection, chosen, Audience.COMMITTEE, self.words, small_cell_maximum=4)
        return 1000 * (time.perf_counter() - began)

    def summary(self) -> str:
        """The median, the 95th percentile and the slowest."""
        slow = quantiles(self.times, n=20)[-1]
        return f"{median(self.times):8.1f} {slow:8.1f} {max(self.times):8.1f}"


def main() -> None:
    """Measure every size, and print a table."""
    options = _options()
    print(_versions())
    print(browser.measure())
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="impact-bench-")))
        server = stack.enter_context(postgresql.running_server())
        print(f"{options.filters} filters; milliseconds: median, 95th percentile, slowest")
        for size in (*SIZES, *([LARGE] if options.large else [])):
            _measure(size, folder, server, options.filters)


def _measure(size: int, folder: Path, server: postgresql.Server, number: int) -> None:
    courses = [_sqlite(size, folder), _postgresql(size, server)]
    words = courses[0].words
    venues = Project(size, words).venues
    for chosen in islice(filters(WARM_UP_SEED, words, venues), 2 * number):
        for course in courses:
            course.run(chosen)
    for chosen in islice(filters(SEED, words, venues), number):
        for course in courses:
            course.times.append(median(course.run(chosen) for _ in range(RUNS)))
    for course in courses:
        print(f"{size:>12,} sessions  {course.name:<13} {course.summary()}")
        course.engine.dispose()


def _sqlite(size: int, folder: Path) -> Course:
    path = folder / f"{size}.db"
    url = f"sqlite:///{path}"
    databases.make(url)
    engine = open_engine(url)
    words = _words(engine)
    write_sqlite(path, Project(size, words))
    _count(engine)
    return Course(f"SQLite {sqlite3.sqlite_version}", engine, words)


def _postgresql(size: int, server: postgresql.Server) -> Course:
    server.execute(f"CREATE DATABASE sessions_{size}")
    url = server.url(f"sessions_{size}")
    databases.make(url)
    engine = open_engine(url)
    words = _words(engine)
    write_postgresql(url, Project(size, words))
    _count(engine)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")  # as a server does by itself after a while
        version = connection.info.server_version // 10_000
    return Course(f"PostgreSQL {version}", engine, words)


def _words(engine: Engine) -> Vocabulary:
    with reading(engine) as connection:
        return vocabulary(connection)


def _count(engine: Engine) -> None:
    with writing(engine) as connection:
        tallies.rebuild(connection)


def _versions() -> str:
    return (
        f"Python {platform.python_version()}, SQLAlchemy {sqlalchemy.__version__}, "
        f"psycopg {psycopg.__version__}, {platform.machine()}, {os.cpu_count()} cores"
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__.splitlines()[0])
    parser.add_argument("--filters", type=int, default=200, help="how many (at least 100)")
    parser.add_argument("--large", action="store_true", help=f"also {LARGE:,} sessions")
    return parser.parse_args()


if __name__ == "__main__":
    main()
