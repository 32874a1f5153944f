"""Whoever was let in a moment ago is let in again, and nobody whom the usual way refuses."""

import logging
import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from functools import cache
from http import HTTPStatus
from itertools import count, product
from pathlib import Path
from typing import Any

import orjson
import pytest
from flask.testing import FlaskClient
from sqlalchemy import Connection, Engine, make_url, update
from werkzeug.test import TestResponse

import app
from callbacks.views import MODULES
from dashboard.access import accounts, sign_ins
from dashboard.access.passwords import hashed
from dashboard.access.secrets import new_secret
from dashboard.addresses import CALLBACK
from dashboard.database import open_engine, writing
from dashboard.domain.shared.filters import LONGEST_QUERY
from dashboard.domain.shared.roles import Role
from dashboard.settings import Settings
from dashboard.tables import DataState, User
from dashboard.web.access.signed_in import SEEN_EVERY_SECONDS, SIGN_IN
from dashboard.web.serving.passes import WEIGHED, Passes, name_of
from dashboard.web.shared.trace import InLines
from dashboard.writes.state import bump_version
from tests.bench.asking import change
from tests.callbacks.test_sent import drawn
from tests.queries.worlds import a_session, store
from tests.web.conftest import with_token
from tests.web.serving.test_metrics import samples

PASSWORD = "a long enough password"  # noqa: S105 - of nothing but tests
OF_OTHERS = {"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"}


def body(**said: object) -> bytes:
    return orjson.dumps(change("language=fr") | said)


def of_view(name: str) -> bytes:
    return body(state=[change("")["state"][0] | {"value": {"view": name}}])


SHORT_WAY: dict[str, dict[str, Any]] = {
    "as before": {},
    "no encoding": {"headers": {"Accept-Encoding": "identity"}},
    "gzip": {"headers": {"Accept-Encoding": "gzip"}},
    "another page": {"headers": {"Referer": "http://localhost/en/venues"}},
    "its own origin": {"headers": {"Sec-Fetch-Site": "", "Origin": "http://localhost"}},
    "what Dash answered": {"data": body(inputs=[change("")["inputs"][0] | {"more": 1}])},
    **{f"the view {view}": {"data": of_view(view)} for view in (*MODULES, "nothing")},
}
USUAL_WAY: dict[str, dict[str, Any]] = {
    "another site": {"headers": OF_OTHERS},
    "a form of another site": {"headers": OF_OTHERS | {"Content-Type": "text/plain"}},
    "another origin": {"headers": {**OF_OTHERS, "Sec-Fetch-Site": ""}},
    "an origin that is none": {"headers": {"Sec-Fetch-Site": "", "Origin": "http://["}},
    "no origin": {"headers": {"Sec-Fetch-Site": ""}},
    "another host": {"base_url": "http://elsewhere.example"},
    "a token that is none": {"headers": {"Authorization": "Bearer nothing"}},
    "an older history": {"headers": {"Impact-Edition": "nothing 1"}},
    "an address too long": {"query_string": "a" * (LONGEST_QUERY + 1)},
    "a body too long": {"data": b'"' + b"a" * 17_000 + b'"'},
    "a text too long": {"data": orjson.dumps(change("a" * (LONGEST_QUERY + 1)))},
    "another callback": {"data": body(output="shell-react.children")},
    "several callbacks": {"data": body(output="..view-drawing.data..")},
    "no callback": {"data": orjson.dumps({"output": 3})},
    "a list": {"data": b"[1]"},
    "no JSON": {"data": body()[:-1]},
    "a number that is none": {"data": b'{"output": NaN}'},
    "two outputs": {"data": b'{"output": "view-drawing.data", "output": "nothing.data"}'},
    "nothing": {"data": b""},
    "more than it says": {"environ_overrides": {"CONTENT_LENGTH": "20"}},
    "less than it says": {"environ_overrides": {"CONTENT_LENGTH": "2000"}},
    "no length": {"environ_overrides": {"CONTENT_LENGTH": ""}},
    "another type": {"headers": {"Content-Type": "text/html"}},
    "another method": {"method": "PUT"},
    "to be read": {"method": "GET"},
    "another cookie": {"environ_overrides": {"HTTP_COOKIE": "impact=eyJhIjoxfQ.aaaa.bbbb"}},
    "no cookie": {"environ_overrides": {"HTTP_COOKIE": ""}},
}


@cache
def hash_once() -> str:
    return hashed(PASSWORD)


class Office:
    """A server, another one on the same database, and how changes are asked."""

    def __init__(self, url: str, **settings: int) -> None:
        self.elsewhere = open_engine(url)
        with writing(self.elsewhere) as connection:
            store(connection, [a_session(attendance={"12-14": 3, "26-plus": 7}, first_time=4)])
        made = app.create_app(Settings(database_url=url, **settings))  # type: ignore[arg-type]
        self.server = made.server
        self.server.secret_key = "a key for tests"  # noqa: S105
        self.engine: Engine = self.server.extensions["impact"]
        self.short: list[bool] = []
        self._numbers = count()

    def comes(self) -> tuple[int, FlaskClient]:
        """A new coordinator, and their browser."""
        name = f"person-{next(self._numbers)}@example.org"
        with writing(self.elsewhere) as connection:
            person = accounts.add(connection, name, Role.COORDINATOR).id
            connection.execute(update(User).values(password_hash=hash_once()))
        browser = self.server.test_client()
        browser.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
        came = browser.post("/en/sign-in", data={"name": name, "password": PASSWORD})
        assert came.status_code == HTTPStatus.SEE_OTHER
        return person, browser

    def without_jar(self) -> FlaskClient:
        """A browser that says of cookies what its environment says, and nothing else."""
        _, browser = self.comes()
        found = self.server.test_client(use_cookies=False)
        cookie = browser.get_cookie("impact")
        assert cookie
        found.environ_base |= browser.environ_base | {"HTTP_COOKIE": f"impact={cookie.value}"}
        return found

    def asked(self, browser: FlaskClient, **said: Any) -> TestResponse:
        """The answer to a change, which ``said`` alters; ``short`` tells the way that it went."""
        self.short.clear()
        headers = {"Content-Type": "application/json", "Accept-Encoding": "br, gzip"}
        headers |= said.pop("headers", {})
        return browser.open(
            CALLBACK, **{"method": "POST", "data": body(), "headers": headers, **said}
        )

    def is_let_in(self, browser: FlaskClient, **said: Any) -> bool:
        """Whether a change was answered in the short way."""
        assert self.asked(browser, **said).status_code == HTTPStatus.OK
        return self.short == [True]


@pytest.fixture
def open_office(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Office]]:
    """Makes such a server, with settings."""
    made: list[Office] = []
    answered = Passes._answered

    def noted(*given: Any) -> object:
        answer = answered(*given)
        made[-1].short.append(answer is not None)
        return answer

    def opened(url: str, **settings: int) -> Office:
        made.append(Office(url, **settings))
        return made[-1]

    monkeypatch.setattr(Passes, "_answered", noted)
    yield opened
    for one in made:
        one.engine.dispose()
        one.elsewhere.dispose()


def told(answer: TestResponse) -> tuple[object, ...]:
    """All that an answer says, but for the number of its request."""
    headers = sorted((name, said) for name, said in answer.headers if name != "X-Request-Id")
    return answer.status_code, headers, answer.data


def test_both_ways_tell_the_same(open_office, sqlite_url, monkeypatch):
    office = open_office(sqlite_url)
    browser = office.without_jar()
    for name, said in (SHORT_WAY | USUAL_WAY).items():
        assert office.asked(browser).status_code == HTTPStatus.OK
        short = office.asked(browser)
        assert office.short == [True], name
        ours = [office.asked(browser, **said) for _ in range(2)]
        assert (office.short == [True]) == (name in SHORT_WAY), name
        with monkeypatch.context() as closed:
            closed.setattr(Passes, "_answered", lambda *_: None)
            usual = office.asked(browser, **said)
            assert told(office.asked(browser)) == told(short)
        assert told(ours[0]) == told(ours[1]) == told(usual), name
        assert usual.status_code == HTTPStatus.OK or name in USUAL_WAY


def lock(connection: Connection, person: int, _: str) -> None:
    accounts.set_active(connection, person, active=False)


def sign_out_everywhere(connection: Connection, person: int, _: str) -> None:
    accounts.sign_out_everywhere(connection, person)


def end_sign_in(connection: Connection, _: int, sign_in: str) -> None:
    sign_ins.end(connection, sign_in, longest=timedelta(hours=1))


def give_a_password(connection: Connection, person: int, _: str) -> None:
    accounts.set_password(connection, person, PASSWORD)


def give_another_role(connection: Connection, person: int, _: str) -> None:
    accounts.set_role(connection, person, Role.COMMITTEE)


def write(connection: Connection, *_: object) -> None:
    bump_version(connection)


def restore(connection: Connection, *_: object) -> None:
    connection.execute(update(DataState).values(generation=new_secret()))


SHUT_OUT = (lock, sign_out_everywhere, end_sign_in, give_a_password, restore)
EVENTS = (*SHUT_OUT, give_another_role, write)


def test_what_is_written_counts_at_the_next_request(open_office, database_url):
    office = open_office(database_url)
    for event, engine in product(EVENTS, (office.engine, office.elsewhere)):
        person, browser = office.comes()
        with browser.session_transaction() as session:
            sign_in = session[SIGN_IN]
        before = [office.asked(browser) for _ in range(2)][1]
        assert office.short == [True]
        with writing(engine) as connection:
            event(connection, person, sign_in)
        after = office.asked(browser)
        assert office.short == [False]
        if event in SHUT_OUT:
            assert after.status_code == HTTPStatus.UNAUTHORIZED, event
        else:
            assert event is write or drawn(after) != drawn(before)
            assert office.is_let_in(browser)


def test_a_file_that_took_the_place_of_another_is_watched_from_then_on(open_office, sqlite_url):
    office = open_office(sqlite_url)
    _, browser = office.comes()
    assert [office.is_let_in(browser) for _ in range(2)] == [False, True]
    path = make_url(sqlite_url).database
    with closing(sqlite3.connect(path)) as old, closing(sqlite3.connect(f"{path}-new")) as new:
        old.backup(new)
    Path(f"{path}-new").replace(path)
    assert office.asked(browser).status_code == HTTPStatus.UNAUTHORIZED  # another history
    person, browser = office.comes()
    assert [office.is_let_in(browser) for _ in range(2)] == [False, True]
    with writing(office.elsewhere) as connection:
        accounts.set_active(connection, person, active=False)
    assert office.asked(browser).status_code == HTTPStatus.UNAUTHORIZED


def test_a_sign_in_that_ended_stays_so_in_an_older_copy_of_what_was_restored(
    open_office, sqlite_url
):
    office = open_office(sqlite_url)
    path = make_url(sqlite_url).database
    assert office.is_let_in(office.comes()[1]) is False  # all that is opened is open by now
    with writing(office.elsewhere) as connection:
        restore(connection)
    _, browser = office.comes()
    assert office.is_let_in(browser) is False
    with browser.session_transaction() as session:
        sign_in = session[SIGN_IN]
    with closing(sqlite3.connect(path)) as old, closing(sqlite3.connect(f"{path}-new")) as new:
        old.backup(new)
    with writing(office.elsewhere) as connection:
        end_sign_in(connection, 0, sign_in)
    assert office.asked(browser).status_code == HTTPStatus.UNAUTHORIZED
    Path(f"{path}-new").replace(path)
    assert office.asked(browser).status_code == HTTPStatus.UNAUTHORIZED


@pytest.mark.parametrize(
    ("settings", "last"), [({"idle_minutes": 1}, 60), ({"longest_hours": 1}, 3600)]
)
def test_a_sign_in_ends_to_the_second(open_office, sqlite_url, monkeypatch, settings, last):
    now = begun = int(time.time())
    monkeypatch.setattr(time, "time", lambda: now)
    office = open_office(sqlite_url, **settings)
    _, browser = office.comes()
    now = begun + last - SEEN_EVERY_SECONDS
    assert [office.is_let_in(browser) for _ in range(3)][2]  # the first may set a cookie
    now = begun + last + 0.9
    assert office.is_let_in(browser)
    now = begun + last + 1
    assert office.asked(browser).status_code == HTTPStatus.UNAUTHORIZED


@pytest.mark.parametrize("seconds", [90, 3_600, 86_400])
def test_a_clock_that_is_set_back_lets_nobody_in_by_an_earlier_pass(
    open_office, sqlite_url, monkeypatch, seconds
):
    office = open_office(sqlite_url)
    _, browser = office.comes()
    office.asked(browser)
    assert office.is_let_in(browser)
    earlier = time.time() - seconds
    monkeypatch.setattr(time, "time", lambda: earlier)
    office.asked(browser)
    assert office.short == [False]


def test_a_cookie_is_sent_anew_as_often_as_ever(open_office, sqlite_url, monkeypatch):
    begun = int(time.time())
    monkeypatch.setattr(time, "time", lambda: begun)
    browser = (office := open_office(sqlite_url)).without_jar()
    assert [office.is_let_in(browser) for _ in range(2)] == [False, True]
    monkeypatch.setattr(time, "time", lambda: begun + SEEN_EVERY_SECONDS + 1)
    for _ in range(2):  # as it says the old one again
        assert "Set-Cookie" in office.asked(browser).headers
        assert True not in office.short


def test_only_the_filters_of_the_page_that_asks_may_differ(open_office, sqlite_url):
    office = open_office(sqlite_url)
    _, browser = office.comes()
    pages = ("http://localhost/en/explore?language=fr", "http://localhost/en/explore")
    others = ("http://localhost/fr/explorer", "http://elsewhere.example/en/explore")
    ways = [office.is_let_in(browser, headers={"Referer": one}) for one in (*pages, *others)]
    assert ways == [False, True, False, False]


def test_both_ways_are_counted_and_logged_alike(open_office, sqlite_url, caplog):
    office = open_office(sqlite_url)
    person, browser = office.comes()
    caplog.handler.addFilter(InLines())
    with caplog.at_level(logging.INFO, logger="impact"):
        answers = [office.asked(browser) for _ in range(2)]
    assert office.short == [True]
    said = [(re.sub(r"\d+ ms", "", one.getMessage()), one.who) for one in caplog.records]
    assert said == [(f"POST {CALLBACK} 200 ", f"account:{person}")] * 2
    assert [one.request for one in caplog.records] == [
        one.headers["X-Request-Id"] for one in answers
    ]
    program = with_token(office.server, office.elsewhere, Role.COMMITTEE)
    found = samples(program.get("/metrics").text)
    assert found["impact_requests_total", CALLBACK, "POST", "200"] == 2
    assert found["impact_request_seconds_count", CALLBACK] == 2


def test_nobody_waits_twice_for_a_locked_database(open_office, sqlite_url, monkeypatch):
    office, asked = open_office(sqlite_url), []
    browser = office.without_jar()
    assert [office.is_let_in(browser) for _ in range(2)] == [False, True]

    def locked(*_: object) -> None:
        asked.append(len(asked))
        error = sqlite3.OperationalError("database is locked")
        error.sqlite_errorcode = sqlite3.SQLITE_BUSY
        raise error

    with monkeypatch.context() as during:
        during.setattr("dashboard.web.access.visitors.arrived", locked)
        short, usual = office.asked(browser), office.asked(browser, headers={"X-Other": "1"})
    assert [drawn(one)["stale"] for one in (short, usual)] == [True, True]
    assert len(asked) == 2
    assert office.is_let_in(browser)


def test_a_drawing_that_fails_is_logged_as_its_readers(
    open_office, sqlite_url, monkeypatch, caplog
):
    office = open_office(sqlite_url)
    person, browser = office.comes()
    caplog.handler.addFilter(InLines())

    def fails(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("callbacks.views.kept_update", fails)
    with caplog.at_level(logging.ERROR, logger="impact"):
        answers = [office.asked(browser) for _ in range(2)]
    assert office.short == [True]
    assert [(one.request, one.who) for one in caplog.records] == [
        (one.headers["X-Request-Id"], f"account:{person}") for one in answers
    ]


def test_a_failure_is_left_to_the_usual_way(open_office, sqlite_url, monkeypatch):
    office = open_office(sqlite_url)
    _, browser = office.comes()
    before = [office.asked(browser) for _ in range(2)][1]
    assert office.short == [True]

    def fails(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("dashboard.web.access.readers.People.still_holds", fails)
    assert told(office.asked(browser)) == told(before)
    assert office.short == [False]


def test_every_check_of_the_usual_way_is_weighed(open_office, sqlite_url):
    server = open_office(sqlite_url).server
    checks = (*server.before_request_funcs[None], *server.after_request_funcs[None])
    assert sorted(map(name_of, checks)) == sorted(WEIGHED)


@pytest.mark.parametrize(
    "when", ["before_request", "after_request", "teardown_request", "teardown_appcontext"]
)
def test_nobody_passes_a_check_that_is_not_weighed(open_office, sqlite_url, when):
    office = open_office(sqlite_url)
    getattr(office.server, when)(lambda *given: given[0] if when == "after_request" else None)
    _, browser = office.comes()
    assert [office.is_let_in(browser) for _ in range(3)] == [False] * 3
