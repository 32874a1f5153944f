"""What Prometheus reads: right with several workers, and of nobody."""

import fcntl
import os
import re
import time
from collections.abc import Callable
from datetime import date
from http import HTTPStatus
from pathlib import Path

import pytest
import requests
from prometheus_client.parser import text_string_to_metric_families

from dashboard.access import accounts, tokens
from dashboard.backup.restoring import mark
from dashboard.database import open_engine, writing
from dashboard.domain.shared.roles import Role
from dashboard.web.serving.lanes import MOST_CONNECTIONS, READING, WATCHING
from tests.queries.worlds import a_session, store
from tests.support import patience
from tests.support.program import Served

PATIENCE_SECONDS = 60
TYPES = re.compile(r"text/plain; version=[\d.]+")


def is_held(folder: Path) -> bool:
    """Whether a process has it, perhaps one that is ending."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(opened)
    return False


def samples(said: str) -> dict[tuple[str, ...], float]:
    return {
        (one.name, *(value for _, value in sorted(one.labels.items()))): one.value
        for family in text_string_to_metric_families(said)
        for one in family.samples
    }


def test_requests_are_counted_by_endpoint_and_never_by_address(client):
    client.get("/api/v1/progress?language=fr")
    client.put("/api/v1/sessions/some-reference", json={"x": 1})
    client.get("/en/password/a-secret")
    client.get("/nothing/at/all")
    answer = client.get("/metrics")
    assert TYPES.match(answer.content_type)
    found = samples(answer.text)
    assert found["impact_requests_total", "api.progress", "GET", "200"] == 1
    assert found["impact_requests_total", "desk.edit", "PUT", "403"] == 1
    assert found["impact_request_seconds_count", "api.progress"] == 1
    assert not any(one in answer.text for one in ("some-reference", "a-secret", "all", "language"))


def test_failed_sign_ins_are_counted_and_nobody_is_named(client, server):
    visitor = server.test_client()
    for name in ("ana@example.org", "bo@example.org"):
        visitor.post("/en/sign-in", data={"name": name, "password": "wrong"})
    said = client.get("/metrics").text
    assert samples(said)["impact_failed_sign_ins_total",] == 2
    assert "example.org" not in said


def test_the_state_of_the_data_is_told(client, engine):
    with writing(engine) as connection:
        store(connection, [a_session(), a_session(status="planned", attendance={})])
        connection.exec_driver_sql("UPDATE data_state SET version = 7")
    found = samples(client.get("/metrics").text)
    assert (found["impact_data_version",], found["impact_restore_unconfirmed",]) == (7, 0)
    mark(engine, "somebody")
    assert samples(client.get("/metrics").text)["impact_restore_unconfirmed",] == 1
    assert found["impact_sessions", "delivered"] == 1
    assert found["impact_sessions", "planned"] == 1
    assert found["impact_sessions", "cancelled"] == 0


def test_a_method_that_nobody_knows_is_no_series_of_its_own(client):
    client.open("/healthz", method="BREW")
    assert "BREW" not in client.get("/metrics").text


def test_strangers_are_not_told(server):
    assert server.test_client().get("/metrics").status_code == HTTPStatus.UNAUTHORIZED


@pytest.mark.parametrize("workers", [1, 3])
def test_each_worker_tells_the_sum_of_all(
    serve: Callable[..., Served],
    sqlite_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    workers: int,
):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    engine = open_engine(sqlite_url)
    with writing(engine) as connection:
        secret = tokens.create(connection, "prometheus", Role.COMMITTEE, date(2015, 1, 1), None)
        accounts.set_password(connection, accounts.add(connection, "a", Role.ADMIN).id, "x" * 12)
    engine.dispose()
    served = serve("--workers", str(workers), database_url=sqlite_url)
    headers = {"Authorization": f"Bearer {secret}"}
    for _ in range(30):  # a connection each, so that all workers have some
        requests.get(f"{served.url}/api/v1/openapi.json", headers=headers, timeout=patience.SECONDS)
    for _ in range(6):
        said = requests.get(f"{served.url}/metrics", headers=headers, timeout=patience.SECONDS).text
        assert samples(said)["impact_requests_total", "api.openapi", "GET", "200"] == 30
    all_rest = {
        ("impact_lane_threads", "reading"): READING.threads * workers,
        ("impact_lane_waiting", "reading"): 0,
    }
    found = samples(said)
    deadline = time.monotonic() + PATIENCE_SECONDS  # each worker tells it about once a second
    while not all_rest.items() <= found.items():
        assert time.monotonic() < deadline
        found = samples(requests.get(f"{served.url}/metrics", headers=headers, timeout=30).text)
    assert found["impact_lane_busy", "watching"] <= WATCHING.threads * workers
    assert found["impact_lane_refused_total", "reading"] == 0
    assert found["impact_connections_limit",] == MOST_CONNECTIONS * workers
    assert found["impact_connections_open",] >= 0
    left = set(tmp_path.glob("impact-metrics-*"))
    assert len(left) == (workers > 1)
    if left:
        served.kill()
        patience.until(lambda: not any(map(is_held, left)), "a killed worker goes on")
        served = serve("--workers", str(workers), database_url=sqlite_url)
        assert not left & set(tmp_path.glob("impact-metrics-*"))
    served.end()
    assert list(tmp_path.glob("impact-metrics-*")) == []
