"""What compares answers with their description sees each way in which they may differ."""

import gc
import weakref

import flask
import pytest
from flask import Response
from flask.testing import FlaskClient
from pydantic import ValidationError
from typing_extensions import TypedDict

from dashboard.web.access import rights
from dashboard.web.shared.fields import Count, answer_model
from dashboard.web.shared.operations import Content, Operation


@answer_model
class Thing(TypedDict):
    """A thing."""

    number: Count


def asked(content: str, status: int = 200, kind: str = "application/json", **declared: object):
    """What a client gets of a route that answers so, of which only ``Thing`` is declared."""
    server = flask.Flask("described")
    view = Operation("A thing", **{"gives": Thing, **declared})(
        lambda: Response(content, status, mimetype=kind)
    )
    server.add_url_rule("/api/v1/thing", "thing", view)
    return server.test_client().get("/api/v1/thing", buffered=True)


@pytest.fixture(autouse=True)
def _door(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(rights.ENDPOINTS, "thing", None)


@pytest.mark.parametrize("content", ['{"number": 1, "more": 2}', "{}", '{"number": "1"}', "1"])
def test_other_content_is_seen(content: str):
    with pytest.raises(ValidationError):
        asked(content)


@pytest.mark.parametrize(("status", "kind"), [(202, "application/json"), (200, "text/plain")])
def test_another_status_or_kind_is_seen(status: int, kind: str):
    with pytest.raises(AssertionError, match="GET /api/v1/thing answers"):
        asked('{"number": 1}', status, kind)


def test_each_line_is_seen():
    lines = Content("application/x-ndjson", "Things.", Thing)
    with pytest.raises(ValidationError):
        asked('{"number": 1}\n{}\n', kind=lines.kind, gives=lines)


def test_what_is_as_described_is_let_pass():
    assert asked('{"number": 1}').status_code == 200
    assert asked('{"number": 1}', 409, refuses={409: Thing}).status_code == 409


def test_a_server_is_gone_when_nobody_needs_it(monkeypatch: pytest.MonkeyPatch):
    """A worker of the suite makes a thousand, of a megabyte each."""
    made = []

    class Seen(FlaskClient):
        def __init__(self, server: flask.Flask, *given, **options) -> None:
            super().__init__(server, *given, **options)
            made.append(weakref.ref(server))

    monkeypatch.setattr(flask.Flask, "test_client_class", Seen)
    assert asked('{"number": 1}').status_code == 200
    gc.collect()
    (server,) = made
    assert server() is None
