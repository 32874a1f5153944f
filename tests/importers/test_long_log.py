"""How many bytes SQLite's write-ahead log has after an import, and which pages."""

import sqlite3
import struct
from contextlib import closing
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from sqlalchemy import make_url

from dashboard import engines
from dashboard.database import KEPT_LOG_BYTES, address_of, tell_commits
from dashboard.importers.importing import import_sessions
from dashboard.importers.order import ImportOrder
from tests.importers.conftest import TODAY
from tests.support.files import as_rows, session, write_csv

ROWS = 6_000
HEADER, FRAME = struct.Struct(">16s8s8s"), struct.Struct(">II8s8s")
DAYS = [str(date(2013, 9, 1) + timedelta(n)) for n in range(500)]


def pages(log: bytes, page_bytes: int) -> list[int]:
    """The pages in the log, one for each time that it has them."""
    _, salt, _ = HEADER.unpack_from(log)
    frames = range(HEADER.size, len(log), FRAME.size + page_bytes)
    found = (FRAME.unpack_from(log, at) for at in frames)
    return [page for page, _, of, _ in found if of == salt]


def test_an_import_logs_each_page_once_and_gives_the_room_back(ready_sqlite, tmp_path, monkeypatch):
    monkeypatch.setattr(engines, "WRITERS_CACHE_KIB", 256)  # pages are written before its end
    database = Path(make_url(address_of(ready_sqlite)).database)
    log, seen = database.with_name(f"{database.name}-wal"), []
    tell_commits(ready_sqlite, lambda: seen.append(log.read_bytes()))
    rows = (
        session(reference=f"S-{n * 7919 % ROWS}", date=day, total=str(1 + n % 40))
        for n, day in zip(range(ROWS), islice(DAYS * ROWS, ROWS), strict=True)
    )
    path = write_csv(tmp_path / "f.csv", as_rows(*rows))

    with closing(sqlite3.connect(database)) as open_too:  # the log goes with the last
        size = open_too.execute("PRAGMA page_size").fetchone()[0]
        open_too.execute("SELECT count(*) FROM sessions").fetchone()
        assert import_sessions(ready_sqlite, ImportOrder(path, TODAY, "Ana")).added == ROWS
        kept = log.stat().st_size

    logged = pages(max(seen, key=len), size)
    assert len(logged) * size > KEPT_LOG_BYTES >= kept
    assert len(logged) == len({*logged})
    assert len(logged) * size <= database.stat().st_size
