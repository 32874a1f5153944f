"""A log line says which request it is about and who asked, by numbers; the answer bears its id."""

import io
import logging
import re
from datetime import date

import flask
import pytest
from werkzeug.test import create_environ

from dashboard.access import accounts, tokens
from dashboard.database import writing
from dashboard.domain.shared.roles import Role
from dashboard.settings import Settings
from dashboard.web.shared.logs import LINE, without_secrets
from dashboard.web.shared.steps import StepTeller
from dashboard.web.shared.trace import HEADER, InLines, RequestIdMiddleware
from tests.support.embeds import grant
from tests.web.conftest import serving

NAME, PASSWORD = "ana@example.org", "correct horse battery"
OWN = re.compile(r"[0-9a-f]{16}")


@pytest.fixture
def log():
    """What stands in the log, as ``impact serve`` writes it."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logging.Formatter(LINE))
    handler.addFilter(InLines())
    logger = logging.getLogger("impact")
    logger.addHandler(handler)
    before = logger.level
    logger.setLevel(logging.INFO)
    yield lambda: written.getvalue().splitlines()
    logger.removeHandler(handler)
    logger.setLevel(before)


@pytest.fixture
def visitor(server_on_sqlite: flask.Flask):
    return server_on_sqlite.test_client()


def test_each_line_bears_the_id_that_the_answer_has(visitor, log):
    ids = [visitor.get(path).headers[HEADER] for path in ("/en/sign-in", "/nothing")]
    assert all(map(OWN.fullmatch, ids))
    assert len(set(ids)) == 2
    assert [
        line.partition(" INFO ")[2].rpartition(" ")[0].rpartition(" ")[0] for line in log()
    ] == [
        f"{ids[0]} - GET /en/sign-in 200",
        f"{ids[1]} - GET /nothing 404",
    ]


def test_a_line_says_who_by_a_number_and_never_by_a_name(visitor, sqlite_engine, log):
    with writing(sqlite_engine) as connection:
        account = accounts.add(connection, NAME, Role.COORDINATOR)
        accounts.set_password(connection, account.id, PASSWORD)
        secret = tokens.create(connection, "monthly report", Role.COMMITTEE, date(2015, 1, 1), None)
    key = grant(sqlite_engine).key
    visitor.post("/en/sign-in", data={"name": NAME, "password": PASSWORD})
    visitor.get("/en/account")
    visitor.get("/api/v1/freshness", headers={"Authorization": f"Bearer {secret}"})
    visitor.get(f"/en/embed/youth?key={key}", headers={"Sec-Fetch-Site": "none"})
    visitor.get("/api/v1/freshness", headers={"Authorization": "Bearer another"})
    lines = [line for line in log() if " INFO " in line]
    assert [line.split()[4] for line in lines] == ["account:1", "account:1", "token:1", "-", "-"]
    assert not any(word in "".join(lines) for word in ("ana", "monthly", secret, key))


def test_the_request_of_an_error_is_found_by_its_reference(sqlite_engine, log):
    server = serving(sqlite_engine)

    def fail() -> None:
        raise KeyError

    server.before_request_funcs[None].append(fail)
    answer = server.test_client().get("/api/v1/fail")
    reference = answer.get_json()["error"]["reference"]
    (line,) = [line for line in log() if f"error {reference}" in line]
    assert f" ERROR {answer.headers[HEADER]} - error {reference}" in line


def test_a_thread_that_works_for_a_request_writes_lines_of_that_request(log):
    def fail(_tell: object) -> dict[str, object]:
        raise KeyError

    headers: list[tuple[str, str]] = []
    with flask.Flask("impact").test_request_context():
        answer = StepTeller().answer(fail)
    application = RequestIdMiddleware(answer, trusted=False)
    lines = application(create_environ(), lambda _status, found, _=None: headers.extend(found))
    assert b"reference" in b"".join(lines)
    (line,) = [line for line in log() if " ERROR " in line]
    assert f" {dict(headers)[HEADER]} - error " in line


def answered(said: str | None, *, trusted: bool) -> str:
    headers: list[tuple[str, str]] = []
    environ = {"HTTP_X_REQUEST_ID": said} if said is not None else {}
    application = RequestIdMiddleware(lambda _, start: start("200 OK", []) or [], trusted=trusted)
    application(environ, lambda _status, found, _failure=None: headers.extend(found))
    return dict(headers)[HEADER]


@pytest.mark.parametrize("said", ["0123456789abcdef", "3f2504e0-4f89-11d3-9a0c-0305e82c3301"])
def test_an_id_is_taken_from_a_trusted_proxy_only(said):
    assert answered(said, trusted=True) == said
    assert OWN.fullmatch(answered(said, trusted=False))


@pytest.mark.parametrize(
    "said",
    [None, "", "short", "x" * 65, "a b c d e f g", "é" * 12, "abcdefgh\n", "<script>a</script>"],
)
def test_an_id_that_is_not_well_formed_is_another_one(said):
    assert OWN.fullmatch(answered(said, trusted=True))


def test_a_proxy_is_trusted_where_the_settings_say_so(sqlite_engine):
    for trusted in (0, 1):
        visitor = serving(sqlite_engine, Settings(trusted_proxies=trusted)).test_client()
        answer = visitor.get("/healthz", headers={HEADER: "from-a-proxy"})
        assert (answer.headers[HEADER] == "from-a-proxy") is bool(trusted)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("/en/embed/youth?key=secret", "/en/embed/youth"),
        ("/impact/en/password/secret", "/impact/en/password/…"),
        ("/CALENDAR/secret.ics", "/calendar/…"),
        ("/%63alendar/secret.ics", "/…"),
        ("/en/password%2Fsecret", "/en/password…"),
        ("/fr/mot-de-passe-oublie", "/fr/mot-de-passe-oublie"),
    ],
)
def test_no_way_of_writing_an_address_brings_its_secret_into_the_log(address, shown):
    assert without_secrets(address) == shown
