"""A disk without room: nothing half goes in, all are told, and it goes on when there is room."""

import os
import shutil
from contextlib import closing
from datetime import date
from http.client import HTTPConnection
from urllib.parse import urlsplit

import orjson
import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from dashboard.database import open_engine, writing
from dashboard.importers.importing import import_sessions
from dashboard.importers.order import ImportOrder
from tests.support import patience
from tests.support.desks import Desk, furnish, references
from tests.support.files import as_rows, multipart, session, write_csv
from tests.support.mounts import fill, small_disk
from tests.support.program import serving

ROWS = 6_000
ROOM = 1_200_000  # bytes; the rows need more


def brought(desk: Desk, path: str, file: bytes, **fields: str) -> dict:
    """The last line of an import's answer."""
    body, kind = multipart(file, "f.csv", **fields)
    headers = {"Authorization": f"Bearer {desk.secret}", "Content-Type": kind}
    connection = HTTPConnection(urlsplit(desk.url).netloc, timeout=patience.SECONDS)
    with closing(connection):
        connection.request("POST", f"/api/v1/imports{path}", body, headers)
        return orjson.loads(connection.getresponse().read().splitlines()[-1])


def room(disk) -> int:
    found = os.statvfs(disk)
    return found.f_bavail * found.f_frsize


def test_an_import_that_finds_no_room_gives_back_what_it_took(sqlite_url, tmp_path):
    """Though others wrote before it what only the log holds yet."""
    furnish(sqlite_url)
    rows = as_rows(*(session(reference=f"S-{n}") for n in range(ROWS)))
    file = write_csv(tmp_path / "new.csv", rows)
    with small_disk(tmp_path / "disk", "32m") as disk:
        shutil.move(sqlite_url.removeprefix("sqlite:///"), disk / "impact.db")
        engine = open_engine(f"sqlite:///{disk}/impact.db", serving=True)
        with writing(engine) as connection:
            connection.execute(text("CREATE TABLE large AS SELECT zeroblob(600000) AS content"))
        fill(disk, leaving=ROOM)
        left = room(disk)
        with pytest.raises(OperationalError, match="full"):
            import_sessions(engine, ImportOrder(file, date(2015, 3, 25), "Ana"))
        assert room(disk) > left - 800_000, "the log keeps what the import took"
        engine.dispose()
        assert references(f"sqlite:///{disk}/impact.db") == set()


def test_a_full_disk(sqlite_url, tmp_path):
    secret = furnish(sqlite_url)
    with small_disk(tmp_path / "disk", "32m") as disk:
        shutil.move(sqlite_url.removeprefix("sqlite:///"), disk / "impact.db")
        url = f"sqlite:///{disk}/impact.db"
        rows = as_rows(*(session(reference=f"S-{n}") for n in range(ROWS)))
        file = write_csv(tmp_path / "new.csv", rows).read_bytes()
        with serving(url, tmp_path) as served:
            desk = Desk(served.url, secret)
            assert desk.save("A").status == 200
            seen = brought(desk, "/preview", file)["done"]
            fields = {"sha256": seen["file"]["sha256"], "bookmark": seen["bookmark"]}
            filler = fill(disk, leaving=ROOM)
            left = room(disk)

            error = brought(desk, "", file, **fields)["error"]
            assert "disk is full" in error["message"]["en"]
            assert "disque est plein" in error["message"]["fr"]
            assert "full" in served.log
            assert error["reference"] in served.log
            assert room(disk) > left - 200_000, "the log keeps what the import took"
            assert desk.save("B").status == 200
            assert desk.youth() == 18

            filler.unlink()
            filler = fill(disk, leaving=0)
            answers = [desk.save(f"C{n}") for n in range(40)]
            refused = [answer for answer in answers if answer.status != 200]
            assert {answer.status for answer in refused} == {503}
            assert "disk is full" in refused[-1].content["error"]["message"]["en"]
            patience.until(
                lambda: desk.readiness().content.get("reason") == "disk_full", "not told as full"
            )
            assert desk.readiness().status == 503
            assert desk.youth() == 9 * (2 + len(answers) - len(refused))

            filler.unlink()
            assert desk.save("D").status == 200
            patience.until(lambda: desk.readiness().status == 200, "not ready again")
            assert "done" in brought(desk, "", file, **fields) or desk.save("E").status == 200
            assert served.end() == 0
        saved = {f"C{n}" for n, answer in enumerate(answers) if answer.status == 200}
        assert saved | {"A", "B", "D"} <= references(url)
