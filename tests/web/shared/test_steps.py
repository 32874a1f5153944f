"""Long work ends when nobody listens to it any more."""

from threading import Event

import flask
import pytest

from dashboard.importers.order import Phase
from dashboard.web.shared import steps as progress
from dashboard.web.shared.steps import HAS_LEFT, GoneError, StepTeller

PATIENCE_SECONDS = 60


@pytest.fixture
def server() -> flask.Flask:
    return flask.Flask("test")


def test_work_ends_at_its_next_step_once_the_server_saw_its_listener_leave(server):
    left, began, ended, finished = Event(), Event(), Event(), Event()

    def work(tell):
        began.set()
        try:
            while not ended.wait(0.001):
                tell(Phase.CHECKING, 1, 0.5)
        except GoneError:
            ended.set()
            raise
        return {}

    with server.test_request_context(environ_base={HAS_LEFT: left.is_set}):
        lines = iter(StepTeller().answer(work, finished.set).response)
    next(lines)  # it waits for its turn
    next(lines)
    assert began.wait(PATIENCE_SECONDS)
    left.set()
    assert ended.wait(PATIENCE_SECONDS)
    assert finished.wait(PATIENCE_SECONDS)
    assert all(b"done" not in line for line in lines)


def test_who_leaves_before_their_turn_is_not_worked_for(server, monkeypatch):
    monkeypatch.setattr(progress, "STILL_THERE_SECONDS", 0.01)
    left, began, go_on, worked = Event(), Event(), Event(), []
    telling = StepTeller(at_once=1)

    def first(_):
        began.set()
        go_on.wait(PATIENCE_SECONDS)
        return {"done": 1}

    def second(_):
        worked.append(1)
        return {}

    with server.test_request_context():
        busy = iter(telling.answer(first).response)
    with server.test_request_context(environ_base={HAS_LEFT: left.is_set}):
        waiting = iter(telling.answer(second).response)
    next(busy), next(busy)
    assert began.wait(PATIENCE_SECONDS)
    next(waiting), next(waiting)  # says again that it waits
    left.set()
    assert all(b"waiting" in line for line in waiting)
    go_on.set()
    assert list(busy)[-1] == b'{"done":1}\n'
    assert worked == []
