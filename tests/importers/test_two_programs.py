"""Two programs on one database at the same time, as a coordinator and the dashboard are."""

import csv
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from pathlib import Path
from subprocess import CompletedProcess

from sqlalchemy import Engine, func, select

from dashboard.database import reading
from dashboard.queries.integrity import discrepancies
from dashboard.tables import ImportRecord, OutreachSession
from tests.support.files import as_rows, session, write_csv
from tests.support.program import impact

SESSIONS = 3_000


def file_of(path: Path, prefix: str, *, counts: bool = False) -> Path:
    days = [date(2014, month, day) for month in range(1, 13) for day in range(1, 29)]
    rows = [
        session(
            reference=n if counts else f"{prefix}-{n}",
            date=days[n % len(days)].isoformat(),
            unknown=12,
        )
        for n in range(SESSIONS)
    ]
    return write_csv(path, as_rows(*rows))


def without_a_status(path: Path) -> Path:
    """The same file, with a column instead that nobody knows."""
    header, *rows = csv.reader(path.read_text("utf-8").splitlines())
    at = header.index("status")
    lines = [[*row[:at], *row[at + 1 :], "rain"] for row in rows]
    return write_csv(path, [[*header[:at], *header[at + 1 :], "Weather"], *lines])


def start(
    pool: ThreadPoolExecutor, url: str, file: Path, *options: str
) -> Future[CompletedProcess[str]]:
    """Another program importing the file."""
    asked = ("import", "sessions", str(file), *options)
    return pool.submit(impact, *asked, database_url=url)


def went_well(program: Future[CompletedProcess[str]]) -> bool:
    """Once it has ended."""
    done = program.result()
    return (done.returncode, done.stderr) == (0, "")


def test_two_imports_and_a_reader_at_once(ready: Engine, tmp_path: Path):
    url = ready.url.render_as_string(hide_password=False)
    files = [file_of(tmp_path / f"{prefix}.csv", prefix) for prefix in "AB"]
    seen = set()
    with ThreadPoolExecutor(2) as pool:
        programs = [start(pool, url, file) for file in files]
        while not all(program.done() for program in programs):
            with reading(ready) as connection:
                seen.add(connection.scalar(select(func.count()).select_from(OutreachSession)))
                assert discrepancies(connection) == ()
    for program in programs:
        assert went_well(program)
    assert seen <= {0, SESSIONS, 2 * SESSIONS}  # each import is seen whole or not at all
    with reading(ready) as connection:
        assert connection.scalar(select(func.count()).select_from(OutreachSession)) == 2 * SESSIONS


def test_two_people_who_both_count_from_1_import_at_once(ready: Engine, tmp_path: Path):
    url = ready.url.render_as_string(hide_password=False)
    files = [file_of(tmp_path / f"{who}.csv", who, counts=True) for who in ("ana", "ben")]
    with ThreadPoolExecutor(2) as pool:
        for program in [start(pool, url, file, "--numbers", "file") for file in files]:
            assert went_well(program)
    with reading(ready) as connection:
        assert connection.scalar(select(func.count()).select_from(OutreachSession)) == 2 * SESSIONS
        assert discrepancies(connection) == ()


def test_the_same_file_imported_by_two_programs_at_once_goes_in_once(ready: Engine, tmp_path: Path):
    url = ready.url.render_as_string(hide_password=False)
    file = without_a_status(file_of(tmp_path / "A.csv", "A"))
    completed = ("--ignore-column", "Weather", "--constant", "statut=tenue")
    with ThreadPoolExecutor(2) as pool:
        for program in [start(pool, url, file, *completed) for _ in range(2)]:
            assert went_well(program)
    with reading(ready) as connection:
        found = connection.execute(
            select(ImportRecord.added, ImportRecord.unchanged, ImportRecord.constants).order_by(
                ImportRecord.id
            )
        ).all()
        statuses = set(connection.scalars(select(OutreachSession.status)))
    said = '{"status":"delivered"}'
    assert found == [(SESSIONS, 0, said), (0, SESSIONS, said)]
    assert statuses == {"delivered"}
