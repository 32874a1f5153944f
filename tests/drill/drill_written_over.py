"""What is copied over the file of a database that is served: never right, and noticed."""

import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.desks import Desk, furnish
from tests.support.program import serving

DEADLINE_SECONDS = 180


@pytest.mark.parametrize("log", ["left", "brought in"])
def test_what_is_copied_over_the_file_ends_readiness(sqlite_url, tmp_path, log):
    secret, path = furnish(sqlite_url), Path(sqlite_url.removeprefix("sqlite:///"))
    with serving(sqlite_url, tmp_path) as served:
        desk, older = Desk(served.url, secret), tmp_path / "older.db"
        assert desk.save("A").status == 200
        with closing(sqlite3.connect(path)) as one, closing(sqlite3.connect(older)) as other:
            one.backup(other)
        for number in range(300):
            assert desk.save(f"B{number}").status == 200
        if log == "brought in":
            with closing(sqlite3.connect(path)) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copyfile(older, path)
        deadline = time.monotonic() + DEADLINE_SECONDS
        while (ready := desk.readiness()).status == 200:
            assert time.monotonic() < deadline, "still ready"
            time.sleep(0.2)
        assert ready.content["reason"] in ("file_lost", "damaged")
        assert ready.content["message"]["fr"]
        assert desk.save("C").status == 503
