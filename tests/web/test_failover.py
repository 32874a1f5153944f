"""PostgreSQL goes away under a request: reads are answered, saves are told what became of them."""

import psycopg
import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, event, text
from sqlalchemy.exc import InternalError

from dashboard.database import open_engine, reading, writing
from dashboard.domain.shared.roles import Role
from dashboard.queries.shared.state import state
from dashboard.trouble import CommitInDoubtError, Trouble, is_lost, trouble
from dashboard.web.shared import again
from dashboard.writes.state import bump_version
from tests.support.desks import CELLS, furnish, references
from tests.web.conftest import serving, with_token

SAVE = {"cells": CELLS | {"reference": "S-1"}}


@pytest.fixture
def engine(postgresql_engine: Engine) -> Engine:
    return postgresql_engine


@pytest.fixture
def coordinator(engine: Engine, postgresql_url: str) -> FlaskClient:
    furnish(postgresql_url)
    client = with_token(serving(engine), engine, Role.COORDINATOR)
    assert client.get("/api/v1/progress").status_code == 200  # and the token counts as used today
    return client


def end_backend(connection) -> None:
    """As it ends when another machine takes over."""
    pid = connection.connection.dbapi_connection.info.backend_pid
    with psycopg.connect(connection.engine.url.render_as_string(False)) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [pid])
        other.commit()
        while other.execute("SELECT 1 FROM pg_stat_activity WHERE pid = %s", [pid]).fetchone():
            other.commit()


class Breaking:
    """Ends the connection under the next ``times`` statements that hold a word, or commits."""

    def __init__(self, engine: Engine, word: str, times: int = 1) -> None:
        self.left, self._word = times, word
        event.listen(engine, "before_cursor_execute", self._statement)
        event.listen(engine, "commit", self._commit)

    def _statement(self, connection, _cursor, statement, *_) -> None:
        if self._word in statement:
            self._end(connection)

    def _commit(self, connection) -> None:
        written = connection.get_execution_options().get("impact_writes")
        if self._word == "COMMIT" and written:
            self._end(connection)

    def _end(self, connection) -> None:
        if self.left:
            self.left -= 1
            end_backend(connection)


def test_a_lost_connection_undoes_a_write_but_for_a_commit_that_nobody_saw(engine):
    for word, lost in (("UPDATE", True), ("COMMIT", False)):
        Breaking(engine, word)
        with pytest.raises(Exception) as caught, writing(engine) as connection:  # noqa: PT011
            bump_version(connection)
        assert isinstance(caught.value, CommitInDoubtError) is not lost
        assert is_lost(caught.value) is lost
        assert trouble(caught.value) is (Trouble.AWAY if lost else Trouble.IN_DOUBT)


def test_reads_are_asked_again_and_saves_are_not(engine, coordinator, postgresql_url):
    broken = Breaking(engine, "data_state", times=2)
    assert coordinator.get("/api/v1/progress").status_code == 200
    assert broken.left == 0
    Breaking(engine, "FOR UPDATE")
    answer = coordinator.post("/api/v1/sessions", json=SAVE)
    assert (answer.status_code, answer.json["error"]["code"]) == (503, "unavailable")
    assert "Nothing was saved" in answer.json["error"]["message"]["en"]
    assert references(postgresql_url) == set()


def test_a_save_whose_commit_nobody_saw_is_told_as_unknown(engine, coordinator, postgresql_url):
    Breaking(engine, "COMMIT")
    answer = coordinator.post("/api/v1/sessions", json=SAVE)
    assert (answer.status_code, answer.json["error"]["code"]) == (503, "in_doubt")
    assert answer.headers["Retry-After"]
    assert coordinator.post("/api/v1/sessions", json=SAVE).status_code == 200
    assert references(postgresql_url) == {"S-1"}


def test_what_fails_after_a_commit_is_not_told_as_unsaved(engine, coordinator):
    """The same request reads on a connection that is lost when its write is already kept."""
    server = coordinator.application

    def after():
        with writing(engine) as connection:
            bump_version(connection)
        with reading(engine) as connection:
            end_backend(connection)
            state(connection)

    with server.test_request_context("/api/v1/sessions", method="POST"):
        answer = server.handle_user_exception(_error(after))
    assert answer.json["error"]["code"] == "in_doubt"


def _error(work) -> Exception:
    try:
        work()
    except Exception as error:  # noqa: BLE001 - whatever it is
        return error
    raise AssertionError


def test_nobody_waits_for_a_database_that_stays_away(monkeypatch):
    """The seconds count from the first who finds it away, for all that come after."""
    asked, clock = [], [0.0]

    def application(environ, start):
        asked.append(environ["PATH_INFO"])
        environ[again.LOST] = True
        start("503 Service Unavailable", [])
        return [b"away"]

    def sleep(seconds: float) -> None:
        clock[0] += seconds

    monkeypatch.setattr(again.time, "sleep", sleep)
    monkeypatch.setattr(again.time, "monotonic", lambda: clock[0])
    patient = again.ReadsAgain(application)
    for first in (True, False):
        asked.clear()
        said: list[str] = []
        patient(_environ("GET", "/en/explore"), lambda status, _, to=said: to.append(status))
        assert said == ["503 Service Unavailable"]
        assert (len(asked) > 1) is first
    clock[0] += 100
    for path in ("/api/v1/sessions", "/provider/back"):
        asked.clear()
        patient(_environ("GET" if "back" in path else "POST", path), lambda *_: None)
        assert asked == [path]


def _environ(method: str, path: str) -> dict[str, object]:
    return {"REQUEST_METHOD": method, "PATH_INFO": path, "wsgi.input": None}


def test_a_database_that_takes_no_writes_is_not_ready(engine, coordinator, postgresql_url):
    assert coordinator.get("/readyz").status_code == 200
    name = engine.url.database
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only = on"))
    engine.dispose()
    answer = coordinator.get("/readyz")
    assert (answer.status_code, answer.json["reason"]) == (503, "read_only")
    assert "only be read" in answer.json["message"]["en"]
    assert coordinator.get("/api/v1/progress").status_code == 200  # which needs no more than that
    choosy = open_engine(f"{postgresql_url}?target_session_attrs=read-write")
    with pytest.raises(Exception, match="read-only"), reading(choosy):
        pass


def test_whoever_was_refused_writes_leaves_that_server(engine):
    """When it has become a standby, its connections are not used again: new ones find another."""
    pids = []

    def write_on_a_standby() -> None:
        with writing(engine) as connection:
            pids.append(connection.connection.dbapi_connection.info.backend_pid)
            connection.execute(text("SET LOCAL transaction_read_only = on"))
            bump_version(connection)

    with pytest.raises(InternalError):
        write_on_a_standby()
    with reading(engine) as connection:
        assert connection.connection.dbapi_connection.info.backend_pid not in pids
