"""Others save while a file comes in: all that they save is there, and nobody is sent away."""

import subprocess
from itertools import count

from dashboard.database import open_engine, reading
from dashboard.queries.integrity import discrepancies
from dashboard.queries.shared.trail import tampering
from tests.support.desks import Desk, furnish, references
from tests.support.files import as_rows, session, write_csv
from tests.support.program import IMPACT, environment, serving

ROWS = 6_000  # two batches


def test_saves_are_answered_while_a_file_comes_in(database_url, tmp_path):
    """Some on the days of the file, whose tallies are counted before the database is locked."""
    desk_key = furnish(database_url)
    days = (f"2015-03-{1 + n % 28:02d}" for n in range(ROWS))
    rows = (session(reference=f"F-{n}", date=day) for n, day in enumerate(days))
    path = write_csv(tmp_path / "f.csv", as_rows(*rows))
    saved: dict[str, int] = {}
    with serving(database_url, tmp_path, "--workers", "2") as served:
        desk = Desk(served.url, desk_key)
        command = [IMPACT, "import", "sessions", path, "--copies", "keep"]
        with subprocess.Popen(command, env=environment(database_url)) as importing:
            for number in count():
                saved[f"S-{number}"] = desk.save(f"S-{number}").status
                if importing.poll() is not None:
                    break
        assert importing.returncode == 0
    assert set(saved.values()) == {200}
    assert references(database_url) == {*saved, *(f"F-{n}" for n in range(ROWS))}
    engine = open_engine(database_url)
    with reading(engine) as connection:
        assert discrepancies(connection) == ()
        assert tampering(connection) is None
    engine.dispose()
