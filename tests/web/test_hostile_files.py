"""Hostile files over the real route: each has a clear sentence or a right reading."""

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import flask
import pytest
from sqlalchemy import func, insert, select

from dashboard.access import tokens
from dashboard.database import reading, writing
from dashboard.domain.roles import Role
from dashboard.places import ROOT
from dashboard.tables import Facilitator, OutreachSession
from dashboard.web import uploads
from tests.importers.conftest import TODAY
from tests.queries.worlds import store
from tests.support.files import multipart
from tests.support.hostile import READ, REFUSED

if TYPE_CHECKING:
    from tests.web.conftest import Client

MOST_GROWN_MEGABYTES = 60


@pytest.fixture
def engine(sqlite_engine):
    """What is in a file is not the database's affair: one kind is enough."""
    with writing(sqlite_engine) as connection:
        store(connection, [])
        connection.execute(insert(Facilitator), [{"code": "F-1"}])
    return sqlite_engine


@pytest.fixture
def look(server: flask.Flask, engine, monkeypatch, tmp_path: Path):
    """What the preview of a file says last; nothing may stay behind, here or in the database."""
    private = tmp_path / "private"
    private.mkdir()
    monkeypatch.setattr(uploads.tempfile, "tempdir", str(private))
    with writing(engine) as connection:
        secret = tokens.create(connection, "x", Role.COORDINATOR, TODAY, None)
    client: Client = server.test_client()
    headers = {"Authorization": f"Bearer {secret}"}

    def look(path: Path) -> dict:
        body, kind = multipart(path.read_bytes(), path.name)
        answer = client.post(
            "/api/v1/imports/preview", data=body, content_type=kind, headers=headers
        )
        assert answer.status_code == 200, answer.get_data(as_text=True)
        last = json.loads(answer.get_data(as_text=True).splitlines()[-1])
        assert list(private.iterdir()) == []
        with reading(engine) as connection:
            assert connection.scalar(select(func.count(OutreachSession.id))) == 0
        return last

    return look


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_told_in_one_sentence(look, tmp_path, name):
    build, sentence = REFUSED[name]
    said = look(build(tmp_path))
    faults = (said.get("refused") or said["done"])["faults"]
    assert faults[0]["reason"]["en"] == sentence
    assert faults[0]["remedy"]["fr"]
    assert "root:" not in json.dumps(said)
    assert not said.get("done", {}).get("can_import")


@pytest.mark.parametrize("name", READ)
def test_what_can_be_read_is_read_and_nothing_is_lost(look, tmp_path, name):
    build, sound, faulty = READ[name]
    counts = look(build(tmp_path))["done"]["counts"]
    assert (counts["sound"], counts["faulty"]) == (sound, faulty)
    if counts["sound"] or counts["faulty"]:
        assert counts["rows"] == sound + faulty


def test_no_file_takes_much_memory(sqlite_url, tmp_path):
    """In a process of its own, whose peak is that of all of them."""
    code = """if True:
        import resource, sys
        from datetime import date
        from pathlib import Path
        from dashboard.database import open_engine
        from dashboard.importers import Order, import_sessions

        def peak():
            in_kilobytes = 1024 if sys.platform == "darwin" else 1
            return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / in_kilobytes / 1024

        engine = open_engine(sys.argv[1])
        first = peak()
        for path in sys.argv[2:]:
            order = Order(Path(path), date(2015, 4, 1), "x", dry_run=True, only_sound=True)
            before = peak()
            import_sessions(engine, order)
            grown = peak() - before
            print(f"{grown:.0f} MB {path}", file=sys.stderr)
        print(peak() - first)
    """
    paths = []
    for number, (build, *_) in enumerate((*REFUSED.values(), *READ.values())):
        folder = tmp_path / str(number)
        folder.mkdir()
        paths.append(build(folder))
    done = subprocess.run(
        [sys.executable, "-c", code, sqlite_url, *map(str, paths)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert float(done.stdout) < MOST_GROWN_MEGABYTES, done.stderr
