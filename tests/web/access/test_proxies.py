"""Behind proxies of one's own, an address is the one that the outermost of them saw."""

from collections.abc import Callable

import flask
import pytest
from flask.testing import FlaskClient

from dashboard import web
from dashboard.access import accounts, throttle
from dashboard.database import reading, writing
from dashboard.domain.shared.roles import Role
from dashboard.settings import Settings
from dashboard.web.access.proxies import ProxyWatch
from dashboard.web.access.readers import People
from dashboard.writes.state import mark_as_demonstration
from tests.web.conftest import Client

PROXY = {"REMOTE_ADDR": "127.0.0.1"}
PASSWORD = "correct horse battery"  # noqa: S105 - of nothing but tests


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


FORWARDED = {"HTTP_X_FORWARDED_FOR": "198.51.100.1"}
UNTRUSTED, MISSING = "IMPACT_TRUSTED_PROXIES is 0", "a request came through"


def watched(trusted: int, clock=lambda: 0.0) -> Callable[..., None]:
    watch = ProxyWatch(lambda _environ, _start: [], trusted, clock)

    def ask(**environ: str) -> None:
        watch({"REMOTE_ADDR": "127.0.0.1", "PATH_INFO": "/"} | environ, lambda *_: None)

    return ask


@pytest.mark.parametrize(
    ("trusted", "environ", "said"),
    [
        (0, FORWARDED, UNTRUSTED),
        (0, FORWARDED | {"REMOTE_ADDR": "10.0.0.2"}, UNTRUSTED),
        (0, FORWARDED | {"REMOTE_ADDR": "fd00::2"}, UNTRUSTED),
        (0, FORWARDED | {"REMOTE_ADDR": ""}, UNTRUSTED),
        (0, {"HTTP_FORWARDED": "for=198.51.100.1"}, UNTRUSTED),
        (0, {"HTTP_X_REAL_IP": "198.51.100.1"}, UNTRUSTED),
        (0, {}, ""),
        (0, FORWARDED | {"REMOTE_ADDR": "203.0.113.300"}, ""),
        (0, FORWARDED | {"REMOTE_ADDR": "8.8.8.8"}, ""),  # anybody may write a header
        (1, {}, f"{MISSING} 0"),
        (1, {"HTTP_X_REAL_IP": "198.51.100.1"}, f"{MISSING} 0"),
        (2, FORWARDED, f"{MISSING} 1"),
        (1, FORWARDED, ""),
        (1, {"HTTP_X_FORWARDED_FOR": "203.0.113.9, 198.51.100.1"}, ""),
        (1, {"PATH_INFO": "/readyz"}, ""),  # a probe of this machine's own
    ],
)
def test_other_proxies_than_the_settings_say_are_told_in_the_log(trusted, environ, said, caplog):
    watched(trusted)(**environ)
    assert len(caplog.records) == bool(said)
    assert said in caplog.text
    assert "198.51.100.1" not in caplog.text


def test_they_are_told_once_an_hour(caplog):
    now = [0.0]
    ask = watched(0, lambda: now[0])
    for now[0] in (0.0, 10.0, 3599.0):
        ask(**FORWARDED)
    assert len(caplog.records) == 1
    now[0] = 3601.0
    ask(**FORWARDED)
    assert len(caplog.records) == 2


def test_an_administrator_reads_it_on_the_page_of_their_account(sqlite_engine):
    with writing(sqlite_engine) as connection:
        for role in (Role.ADMIN, Role.COORDINATOR):
            account = accounts.add(connection, f"{role}@example.org", role)
            accounts.set_password(connection, account.id, PASSWORD)
    for role, told in ((Role.ADMIN, True), (Role.COORDINATOR, False)):
        visitor = behind(sqlite_engine, 0)
        visitor.post("/en/sign-in", data={"name": f"{role}@example.org", "password": PASSWORD})
        assert UNTRUSTED not in visitor.get("/en/account").text
        headers = {"X-Forwarded-For": "198.51.100.1"}
        page = visitor.get("/fr/compte", headers=headers, environ_overrides=PROXY).text
        assert ("IMPACT_TRUSTED_PROXIES vaut 0" in page) is told
