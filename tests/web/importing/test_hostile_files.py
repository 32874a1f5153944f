"""Hostile files over the real route: each has a clear sentence or a right reading."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import flask
import pytest
from sqlalchemy import func, insert, select

from dashboard.access import tokens
from dashboard.database import reading, writing
from dashboard.domain.shared.roles import Role
from dashboard.importers.files.limits import MEMORY_BYTES
from dashboard.places import ROOT
from dashboard.tables import Facilitator, OutreachSession
from tests.importers.conftest import TODAY
from tests.queries.worlds import store
from tests.support.files import multipart
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
    monkeypatch.setattr(tempfile, "tempdir", str(private))
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


@pytest.mark.parametrize("name", ["parts that overlap", "an entity of another file"])
def test_what_cannot_be_read_is_told_in_one_sentence(look, tmp_path, name):
    build, sentence = REFUSED[name]
    said = look(build(tmp_path))
    faults = (said.get("refused") or said["done"])["faults"]
    assert faults[0]["reason"]["en"] == sentence
    assert faults[0]["remedy"]["fr"]
    assert not said.get("done", {}).get("can_import")


@pytest.mark.parametrize("name", ["macros", "merged cells", "a sheet a month"])
def test_what_can_be_read_is_read_and_nothing_is_lost(look, tmp_path, name):
    build, sound, faulty = READ[name]
    counts = look(build(tmp_path))["done"]["counts"]
    assert (counts["sound"], counts["faulty"]) == (sound, faulty)
    assert counts["rows"] == sound + faulty


LOOK_AT_EACH = """if True:
    import json, resource, sys, time
    from datetime import date
    from pathlib import Path
    from dashboard.database import open_engine
    from dashboard.i18n import Locale
    from dashboard.importers.importing import import_sessions
    from dashboard.importers.order import ImportOrder
    from tests.support import apart

    def megabytes(peak):
        return peak / (1024 if sys.platform == "darwin" else 1) / 1024

    def used():  # without what the process had that started this one, which Linux counts as ours
        status = Path("/proc/self/status")
        if status.exists():
            return int(status.read_text().partition("VmHWM:")[2].split()[0]) / 1024
        return megabytes(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)

    def told(fault):
        return [fault.problem.say(Locale.EN), fault.remedy.say(Locale.FR)]

    apart.fork_readers()
    engine = open_engine(sys.argv[1])
    first, peak, files = used(), 0, []
    for path in sys.argv[2:]:
        order = ImportOrder(Path(path), date(2015, 4, 1), "x", dry_run=True, only_sound=True)
        apart.last.seconds = apart.last.peak = None
        report = import_sessions(engine, order)
        files.append({
            "seconds": apart.last.seconds,
            "faults": [told(fault) for fault in report.faults[:1]],
            "counts": [report.added + report.changed + report.unchanged, report.faulty],
            "refused": report.refused,
        })
        peak = max(peak, megabytes(apart.last.peak))
    seconds = time.process_time()
    print(json.dumps({"files": files, "peaks": [used() - first, peak], "seconds": seconds}))
"""


def test_every_file_is_told_or_read_within_its_memory_and_time(engine, sqlite_url, tmp_path):
    """By one process, which has another one read each; the peaks are those of all of them."""
    builds = {**HEAVY, **REFUSED, **READ}
    paths = []
    for number, (build, *_) in enumerate(builds.values()):
        folder = tmp_path / str(number)
        folder.mkdir()
        paths.append(build(folder))
    done = subprocess.run(
        [sys.executable, "-c", LOOK_AT_EACH, sqlite_url, *map(str, paths)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "root:" not in done.stdout + done.stderr
    said = json.loads(done.stdout)
    found = dict(zip(builds, said["files"], strict=True))
    expected = {name: sentence for name, (_, sentence) in {**HEAVY, **REFUSED}.items()}
    assert {name: found[name]["faults"][0][0] for name in expected} == expected
    assert all(found[name]["refused"] and found[name]["faults"][0][1] for name in expected)
    counts = {name: counts for name, (_, *counts) in READ.items()}
    assert {name: found[name]["counts"] for name in READ} == counts
    seconds = {name: of_file["seconds"] for name, of_file in found.items()}
    assert max(seconds.values()) < MOST_SECONDS, seconds
    assert said["seconds"] < MOST_SECONDS  # of who has them read, for all together
    grown, in_children = said["peaks"]
    assert grown < MOST_GROWN_MEGABYTES
    assert in_children < MEMORY_BYTES >> 20
