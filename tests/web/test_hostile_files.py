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
from dashboard.i18n import Locale
from dashboard.importers.faults import BadFileError
from dashboard.importers.files.limits import MEMORY_BYTES
from dashboard.settings import ROOT
from dashboard.tables import Facilitator, OutreachSession
from dashboard.web import uploads
from tests.importers.conftest import TODAY
from tests.queries.worlds import store
from tests.support.files import multipart, read_here
from tests.support.hostile import HEAVY, READ, REFUSED

if TYPE_CHECKING:
    from tests.web.conftest import Client

MOST_GROWN_MEGABYTES = 60
MOST_SECONDS = 20  # of computing, on a slow machine that runs other tests


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


def test_no_file_takes_much_memory_or_time(sqlite_url, tmp_path):
    """Read and imported in processes of their own, whose peaks are those of all of them."""
    code = """if True:
        import json, resource, sys
        from datetime import date
        from pathlib import Path
        from dashboard.database import open_engine
        from dashboard.importers import Order, import_sessions

        def used(who):
            used = resource.getrusage(who)
            in_kilobytes = 1024 if sys.platform == "darwin" else 1
            return used.ru_maxrss / in_kilobytes / 1024, used.ru_utime + used.ru_stime

        engine = open_engine(sys.argv[1])
        first, _ = used(resource.RUSAGE_SELF)
        said = []
        for path in sys.argv[2:]:
            order = Order(Path(path), date(2015, 4, 1), "x", dry_run=True, only_sound=True)
            _, before = used(resource.RUSAGE_CHILDREN)
            report = import_sessions(engine, order)
            faults = [fault.problem.message for fault in report.faults[:1]]
            said.append((faults, used(resource.RUSAGE_CHILDREN)[1] - before))
        peaks = used(resource.RUSAGE_SELF)[0] - first, used(resource.RUSAGE_CHILDREN)[0]
        print(json.dumps((said, *peaks)))
    """
    builds = {**HEAVY, **REFUSED, **READ}
    paths = []
    for number, (build, *_) in enumerate(builds.values()):
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
    said, grown, in_children = json.loads(done.stdout)
    seconds = {name: took for name, (_, took) in zip(builds, said, strict=True)}
    assert max(seconds.values()) < MOST_SECONDS, seconds
    assert grown < MOST_GROWN_MEGABYTES
    assert in_children < MEMORY_BYTES >> 20


@pytest.mark.parametrize("name", HEAVY)
def test_what_is_too_much_is_told_with_how_much_is_allowed(tmp_path, name):
    build, sentence = HEAVY[name]
    with pytest.raises(BadFileError) as refused:
        read_here(build(tmp_path))
    assert refused.value.fault.problem.say(Locale.EN) == sentence
    assert refused.value.fault.remedy.say(Locale.FR)
