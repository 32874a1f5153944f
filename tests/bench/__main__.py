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
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from statistics import median, quantiles

import psycopg
import sqlalchemy
from sqlalchemy import Engine

from dashboard.database import open_engine, reading, writing
from dashboard.domain.shared.audience import INSIDE, Audience
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.queries.answers import Answers
from dashboard.queries.explore import explore_view
from dashboard.queries.plan.view import plan_view
from dashboard.queries.progress.progress import progress
from dashboard.queries.sessions.view import findings_view, sessions_view
from dashboard.queries.shared.vocabulary import vocabulary
from dashboard.queries.venues.view import venues_view
from dashboard.settings import Settings
from dashboard.writes import tallies
from dashboard.writes.findings import KeptFindings
from dashboard.writes.state import mark_as_demonstration
from tests.bench import browser, crowd
from tests.bench.filters import filters
from tests.bench.sessions import Project, write_postgresql, write_sqlite
from tests.support import databases, postgresql

SIZES = (10_000, 1_000_000)
LARGE = 10_000_000
DEEP = 50  # a page of the list amid those of 10,000 sessions, further in those of more
RUNS = 3  # of each filter: the middle one counts, since other programs use the machine too
SEED, WARM_UP_SEED = 2015, 325


@dataclass
class Course:
    """A database under measurement, and its milliseconds."""

    name: str
    engine: Engine
    words: Vocabulary
    answers: dict[Audience, Answers]
    times: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)

    def run(self, chosen: Filters) -> float:
        """Answer the four gauges and four charts of one filter change."""
        began = time.perf_counter()
        with reading(self.engine) as connection:
            progress(connection, chosen, Audience.COMMITTEE, self.words, small_cell_maximum=4)
        return 1000 * (time.perf_counter() - began)

    def run_whole(self, chosen: Filters) -> float:
        """Answer everything that a coordinator sees in the Explore view, as its callback does."""
        answers = self.answers[Audience.COORDINATOR]
        return elapsed(lambda: explore_view(answers, chosen.to_query()))

    def summary(self) -> str:
        """The median, the 95th percentile and the slowest, of the query work and of the whole."""
        return f"{_three(self.times)}   {_three(self.whole)}"

    def views(self) -> str:
        """The other views: read for the first time, and again."""
        committee, coordinators = (self.answers[audience] for audience in INSIDE)
        asked = {
            "venues": lambda: venues_view(coordinators, ""),
            "venues of the committee": lambda: venues_view(committee, ""),
            "venues, one school year": lambda: venues_view(committee, "period=school-2016-17"),
            "to fix": lambda: findings_view(coordinators, ""),
            "sessions": lambda: sessions_view(coordinators, "tab=list"),
            "sessions of an age": lambda: sessions_view(coordinators, "tab=list&age=12-14"),
            "sessions, deep": lambda: sessions_view(
                coordinators, f"tab=list&age=12-14&page={DEEP}"
            ),
            "plan": lambda: plan_view(committee, ""),
        }
        times = (f"{name} {elapsed(ask):.0f}, {elapsed(ask):.0f}" for name, ask in asked.items())
        return "; ".join(times)


def elapsed(work: Callable[[], object]) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)


def _three(times: list[float]) -> str:
    slow = quantiles(times, n=20)[-1]
    return f"{median(times):8.1f} {slow:8.1f} {max(times):8.1f}"


def main() -> None:
    """Measure every size, and print a table."""
    options = _options()
    print(_versions())
    print(browser.measure())
    print(crowd.measure())
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="impact-bench-")))
        server = stack.enter_context(postgresql.running_server())
        print(
            f"{options.filters} filters; milliseconds: median, 95th percentile, slowest, of gauges "
            "and charts, then of all that the Explore view shows"
        )
        for size in (*SIZES, *([LARGE] if options.large else [])):
            _measure(size, folder, server, options.filters)


def _measure(size: int, folder: Path, server: postgresql.Server, number: int) -> None:
    courses = [_sqlite(size, folder), _postgresql(size, server)]
    words = courses[0].words
    venues = Project(size, words).venues
    for chosen in islice(filters(WARM_UP_SEED, words, venues), 2 * number):
        for course in courses:
            course.run(chosen)
            course.run_whole(chosen)
    for chosen in islice(filters(SEED, words, venues), number):
        for course in courses:
            course.times.append(median(course.run(chosen) for _ in range(RUNS)))
            course.whole.append(median(course.run_whole(chosen) for _ in range(RUNS)))
    for course in courses:
        print(f"{size:>12,} sessions  {course.name:<13} {course.summary()}")
        print(f"{'':>12}           other views, first and again: {course.views()}")
        course.engine.dispose()


def _sqlite(size: int, folder: Path) -> Course:
    path = folder / f"{size}.db"
    url = f"sqlite:///{path}"
    databases.make(url)
    engine = open_engine(url)
    words = _words(engine)
    write_sqlite(path, Project(size, words))
    _count(engine)
    return Course(f"SQLite {sqlite3.sqlite_version}", engine, words, _answers(engine))


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
    return Course(f"PostgreSQL {version}", engine, words, _answers(engine))


def _answers(engine: Engine) -> dict[Audience, Answers]:
    return {audience: Answers(engine, Settings(), audience) for audience in INSIDE}


def _words(engine: Engine) -> Vocabulary:
    with reading(engine) as connection:
        return vocabulary(connection)


def _count(engine: Engine) -> None:
    with writing(engine) as connection:
        tallies.rebuild(connection)
        KeptFindings(connection).rebuild()
        mark_as_demonstration(connection)  # so that what is planned stays ahead


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
