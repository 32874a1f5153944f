"""Behind proxies of one's own, an address is the one that the outermost of them saw."""

import flask
import pytest
from flask.testing import FlaskClient

from dashboard import web
from dashboard.access import throttle
from dashboard.database import reading, writing
from dashboard.settings import Settings
from dashboard.web.people import People
from dashboard.writes.state import mark_as_demonstration
from tests.web.conftest import Client

PROXY = {"REMOTE_ADDR": "127.0.0.1"}


def behind(engine, proxies: int, **settings: str) -> FlaskClient:
    read = Settings(trusted_proxies=proxies, **settings)
    made = flask.Flask("test")
    made.test_client_class = Client
    made.secret_key = "a key for tests"  # noqa: S105
    web.install(made, engine, read, People(engine, read))
    return made.test_client()


@pytest.mark.parametrize(
    ("proxies", "forwarded", "seen"),
    [
        (0, "192.0.2.7", "127.0.0.1"),
        (1, "192.0.2.7", "192.0.2.7"),
        (1, "198.51.100.1, 192.0.2.7", "192.0.2.7"),  # whoever sent it wrote the first one
        (2, "198.51.100.1, 192.0.2.7", "198.51.100.1"),
        (2, "192.0.2.7", "127.0.0.1"),  # it did not come through both
        (1, "", "127.0.0.1"),
    ],
)
def test_failures_are_counted_by_the_address_that_a_trusted_proxy_saw(
    engine, proxies, forwarded, seen
):
    visitor = behind(engine, proxies)
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    given = {"name": "ana", "password": "wrong"}
    for _ in range(throttle.MOST_HERE):
        visitor.post("/en/sign-in", data=given, headers=headers, environ_overrides=PROXY)
    with reading(engine) as connection:
        assert throttle.is_throttled(connection, "ana", seen)
        assert not throttle.is_throttled(connection, "ana", "203.0.113.9")


@pytest.mark.parametrize("proxies", [0, 1])
def test_no_header_makes_the_demonstration_answer_others(engine, proxies):
    with writing(engine) as connection:
        mark_as_demonstration(connection)
    visitor = behind(engine, proxies)
    headers = {"X-Forwarded-For": "127.0.0.1"}
    for environ in (PROXY, {"REMOTE_ADDR": "192.0.2.7"}):
        answer = visitor.get("/api/v1/freshness", headers=headers, environ_overrides=environ)
        assert answer.status_code == 403


def test_no_header_names_another_host_or_scheme(engine):
    visitor = behind(engine, 1)
    headers = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
    answer = visitor.get("/healthz", headers=headers)
    assert "Strict-Transport-Security" not in answer.headers


@pytest.mark.parametrize(
    ("base", "said"), [("https://localhost", True), ("http://localhost", False)]
)
def test_browsers_keep_to_https_where_people_find_it_so(engine, base, said):
    answer = behind(engine, 1, base_url=base).get("/healthz")
    assert ("Strict-Transport-Security" in answer.headers) is said
