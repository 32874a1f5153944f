"""An answer that was sent before is the one that would be made anew, for whoever may see it."""

from collections.abc import Iterator
from datetime import date, timedelta
from http import HTTPStatus
from typing import NamedTuple

import flask
import orjson
import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, update

import app
from callbacks import explore, views
from callbacks.views import KEPT
from dashboard.access import accounts
from dashboard.access.passwords import hashed
from dashboard.addresses import CALLBACK
from dashboard.database import open_engine, writing
from dashboard.domain.shared import clock
from dashboard.domain.shared.roles import Reader, Role
from dashboard.i18n import Locale
from dashboard.queries.answers import Answers
from dashboard.settings import Settings
from dashboard.tables import User
from dashboard.web import sent
from dashboard.web.access.readers import People
from dashboard.writes.state import bump_version
from layouts.shared.changes import changes, marks, shown_by
from layouts.shared.written import jsonable
from tests.bench.asking import DECODERS
from tests.queries.worlds import FILTERS, a_session, refresh_days, store, store_sessions
from tests.support.heard import heard

PASSWORD = "a long enough password"  # noqa: S105 - of nothing but tests
NAMES = ("ana@example.org", "ben@example.org")
OF_OURS = {"HTTP_SEC_FETCH_SITE": "same-origin"}
QUERIES = st.tuples(
    FILTERS.map(lambda filters: filters.to_query()) | st.just(""),
    st.sampled_from(("", "tab=indicators", "compare=year", "nothing=x")),
).map("&".join)


class Question(NamedTuple):
    query: str = "language=fr"
    view: str = "explore"
    locale: Locale = Locale.EN


class Step(NamedTuple):
    """Something happens, and then all ask, whose pages show something already, or nothing."""

    event: str
    question: Question
    shows: bool


QUESTIONS = st.builds(
    Question,
    query=QUERIES,
    view=st.sampled_from(KEPT),
    locale=st.sampled_from(Locale),
)
STEPS = st.builds(
    Step,
    event=st.sampled_from(("", "write", "day", *Role)),
    question=st.just(Question()) | QUESTIONS,
    shows=st.booleans(),
)


class World:
    """A project with two people of the committee, whose browsers stay open."""

    def __init__(self, server: flask.Flask, password: str) -> None:
        self.server = server
        self.engine: Engine = server.extensions["impact"]
        self.day = date(2014, 6, 2)
        self.roles = dict.fromkeys(NAMES, Role.COMMITTEE)
        with writing(self.engine) as connection:
            store(connection, [a_session(attendance={"12-14": 3, "26-plus": 7}, first_time=4)])
            self.ids = {one: accounts.add(connection, one, Role.COMMITTEE).id for one in NAMES}
            connection.execute(update(User).values(password_hash=password))
        self.browsers = {name: self.signed_in(name) for name in NAMES}

    def signed_in(self, name: str) -> FlaskClient:
        browser = self.server.test_client()
        browser.environ_base |= OF_OURS
        came = browser.post("/en/sign-in", data={"name": name, "password": PASSWORD})
        assert came.status_code == HTTPStatus.SEE_OTHER
        return browser

    def let(self, event: str, name: str = NAMES[0]) -> None:
        """Let something happen: a write, a week, or another role for somebody."""
        if event == "day":
            self.day += timedelta(weeks=1)
        elif event == "write":
            self.write()
        elif event:
            self.roles[name] = Role(event)
            with writing(self.engine) as connection:
                accounts.set_role(connection, self.ids[name], Role(event))

    def write(self) -> None:
        more = [a_session(attendance={"15-17": 2}, language="fr")]
        with writing(self.engine) as connection:
            store_sessions(connection, more, first_id=accounts.randbits(40))
            refresh_days(connection, [one["held_on"] for one in more])
            bump_version(connection)

    def here(self, name: str, question: Question, *, shows: bool) -> dict[str, object]:
        """What the page says of itself; it may show half of what stands there without filters.

        Then its folds are closed.
        """
        where = {"view": question.view, "locale": question.locale.value}
        if not shows:
            return where
        module = views.MODULES[question.view]
        known = sorted(marks(module.update(self.anew(name), "", question.locale)).values())
        return where | {"at": 7, "marks": known[::2], "closed": [*explore.FOLDED]}

    def anew(self, name: str) -> Answers:
        role = self.roles[name]
        answers = Answers(self.engine, Settings(), role.audience)
        return answers.for_reader(Reader(name, role))

    def made_anew(self, name: str, question: Question, *, shows: bool) -> object:
        here = self.here(name, question, shows=shows)
        shown = shown_by(here)
        closed = shown.closed if shown else ()
        drawing = views.kept_update(here, self.anew(name), question.query, "", closed)
        return orjson.loads(orjson.dumps(changes(drawing, shown), default=jsonable))

    def ask(self, name: str, question: Question, *, shows: bool = False, accepts: str = "br"):
        here = self.here(name, question, shows=shows)
        body = {
            "output": "view-drawing.data",
            "outputs": {"id": "view-drawing", "property": "data"},
            "inputs": [{"id": "view-query", "property": "data", "value": question.query}],
            "state": [{"id": "view-here", "property": "data", "value": here}],
            "changedPropIds": ["view-query.data"],
        }
        headers = {"Accept-Encoding": accepts}
        return self.browsers[name].post(CALLBACK, json=body, headers=headers)


def drawn(answer) -> dict[str, object]:
    """The drawing in an answer."""
    assert answer.status_code == HTTPStatus.OK
    plain = DECODERS.get(answer.headers.get("Content-Encoding", ""), bytes)(answer.data)
    return orjson.loads(plain)["response"]["view-drawing"]["data"]


@pytest.fixture
def world(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    made = app.create_app(Settings(database_url=sqlite_url)).server
    made.secret_key = "a key for tests"  # noqa: S105
    found = World(made, hashed(PASSWORD))
    monkeypatch.setattr(clock, "calendar_day", lambda _: found.day)
    yield found
    found.engine.dispose()


@pytest.fixture
def dash_asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The editions of the answers that Dash was asked for."""
    asked: list[str] = []
    changing = views.changes
    monkeypatch.setattr(
        views, "changes", lambda *known: (asked.append(known[0]["edition"]), changing(*known))[1]
    )
    return asked


@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=3, max_size=5))
def test_what_was_sent_before_is_what_would_be_made_anew(world, dash_asked, steps):
    ana, ben = NAMES
    world.let(Role.COORDINATOR, ben)
    for event, question, shows in steps:
        world.let(event)
        for name, accepts in ((ana, "br"), (ben, "br"), (ana, "gzip"), (ana, "")):
            expected = world.made_anew(name, question, shows=shows)
            first = world.ask(name, question, shows=shows, accepts=accepts)
            dash_asked.clear()
            again = world.ask(name, question, shows=shows, accepts=accepts)
            assert not dash_asked
            assert drawn(first) == drawn(again) == expected
            assert first.headers.get("Content-Encoding", "") == accepts
            assert {**again.headers, "X-Request-Id": ""} == {**first.headers, "X-Request-Id": ""}


def test_people_of_one_role_share_an_answer_and_others_do_not(world, dash_asked):
    ana, ben = NAMES
    shared = world.ask(ana, Question())
    assert world.ask(ben, Question()).data == shared.data
    assert len(dash_asked) == 1
    world.let(Role.COORDINATOR, ben)
    exact = world.ask(ben, Question())
    assert exact.data != shared.data
    assert len(dash_asked) == 2
    world.let(Role.COMMITTEE, ben)
    assert world.ask(ben, Question()).data == shared.data
    assert len(dash_asked) == 2


def test_browsers_share_an_answer_however_they_name_the_encoding(world, dash_asked):
    kept = [world.ask(NAMES[0], Question(), accepts=f"br, {'x' * n}").data for n in (1, 9_000)]
    assert len(dash_asked) == len(set(kept)) == 1


def test_nobody_is_sent_what_is_kept_without_being_let_in(world):
    ana, ben = NAMES
    assert world.ask(ben, Question()).status_code == HTTPStatus.OK
    left = world.browsers[ana].get_cookie("impact").value
    world.browsers[ana].post("/sign-out")
    assert world.ask(ana, Question()).status_code == HTTPStatus.UNAUTHORIZED
    world.browsers[ana].set_cookie("impact", left)  # a copy of it does not help
    assert world.ask(ana, Question()).status_code == HTTPStatus.UNAUTHORIZED
    with writing(world.engine) as connection:
        accounts.set_active(connection, world.ids[ben], active=False)
    assert world.ask(ben, Question()).status_code == HTTPStatus.UNAUTHORIZED
    world.browsers[ben] = world.server.test_client()  # of another site
    assert world.ask(ben, Question()).status_code == HTTPStatus.FORBIDDEN


def test_who_asks_and_of_which_data_is_one_statement(world):
    asked = heard(world.engine)
    for name in (*NAMES, *NAMES):
        asked.clear()
        assert drawn(world.ask(name, Question()))
    assert asked == []  # nobody wrote
    world.let(Role.ADMIN)
    asked.clear()
    assert drawn(world.ask(NAMES[1], Question()))
    assert [one.split()[0] for one in asked] == ["PRAGMA", "SELECT"]  # as long as a reader waits


def test_a_failure_is_not_kept(world, monkeypatch):
    def failing(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr(explore, "update", failing)
        assert drawn(world.ask(NAMES[0], Question()))["stale"]
    assert not drawn(world.ask(NAMES[0], Question()))["stale"]


def test_an_answer_of_other_data_than_were_asked_for_is_not_kept():
    found = sent.SentAnswers(nobody())
    question = sent.Question(("edition",), b"", None)
    for edition, kept in (("later edition", False), ("edition", True)):
        with flask.Flask("test").test_request_context():
            flask.g.impact_question = question
            sent.may_keep(edition)
            found.keep(flask.Response("{}"))
        assert (question in found._kept) == kept


def test_what_is_kept_is_bounded():
    found = sent.SentAnswers(nobody())
    large = sent.Sent(bytes(sent.MOST_BYTES // 3), None)
    for number in range(9):
        found._kept[sent.Question((number,), b"", None)] = large
    assert len(found._kept) == 2


def nobody() -> People:
    engine = open_engine("sqlite:///nothing.db", serving=True)
    return People(engine, Settings())
