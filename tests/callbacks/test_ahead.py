"""An answer that was asked ahead is ready, for readers of that role and no others."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import flask
import pytest
from flask.testing import FlaskClient

import app
from callbacks import views
from callbacks.explore import FOLDED
from callbacks.views import KEPT
from dashboard.addresses import CALLBACK
from dashboard.domain.shared.roles import Role
from dashboard.places import ASSETS
from dashboard.settings import Settings
from dashboard.web.access.visitors import ACTING
from dashboard.web.shared import compression
from tests.bench.asking import HEADERS, Shown, change
from tests.support.heard import heard

QUERY = "language=fr&kind=discussion"
AHEAD = f"/ahead/explore/en?{QUERY}"


@pytest.fixture
def server(demonstration: Path) -> Iterator[flask.Flask]:
    """The whole program on the demonstration's data."""
    made = app.create_app(Settings(database_url=f"sqlite:///{demonstration}")).server
    yield made
    made.extensions["impact"].dispose()


@pytest.fixture
def asked(server: flask.Flask) -> Callable[[], int]:
    """The number of statements since the last call."""
    found = heard(server.extensions["impact"])

    def number() -> int:
        count = sum(said.startswith(("SELECT", "WITH")) for said in found)
        found.clear()
        return count

    return number


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What was drawn anew."""
    found: list[object] = []
    marked = views.marked
    monkeypatch.setattr(views, "marked", lambda *given: (found.append(given[0]), marked(*given))[1])
    return found


def reader(server: flask.Flask, role: Role) -> FlaskClient:
    made = server.test_client()
    with made.session_transaction() as session:
        session[ACTING] = role.value
    return made


def drawn(client: FlaskClient, query: str) -> bytes:
    closed = Shown(closed=[*FOLDED])  # as on most pages
    answer = client.post(CALLBACK, json=change(query, closed), headers=HEADERS)
    assert answer.status_code == 200
    return answer.data


def test_what_was_asked_ahead_is_ready_for_readers_of_that_role(server, asked, made):
    committee, coordinator = (reader(server, role) for role in (Role.COMMITTEE, Role.COORDINATOR))
    for client in (committee, coordinator):
        drawn(client, "")
    made.clear()
    answer = committee.get(AHEAD)
    assert (answer.status_code, answer.data) == (204, b"")
    assert len(made) == 1
    asked()
    kept = drawn(committee, QUERY)
    assert asked() == 0  # who asks, and of which data, is known until somebody writes
    again = drawn(reader(server, Role.COMMITTEE), QUERY)
    assert asked() == 0
    assert again == kept
    assert len(made) == 1
    assert drawn(coordinator, QUERY) != kept
    assert len(made) == 2


@pytest.mark.parametrize("address", ["/ahead/sessions/en", "/ahead/explore/de", "/ahead/x/en"])
def test_other_views_and_languages_are_unknown(server, address):
    assert reader(server, Role.COORDINATOR).get(address).status_code == 404


def test_a_kept_answer_is_compressed_once(server, monkeypatch):
    client = reader(server, Role.COMMITTEE)
    first = drawn(client, QUERY)
    monkeypatch.setattr(compression, "encode", None)
    assert drawn(client, QUERY) == first


def test_the_script_asks_for_the_views_that_are_kept():
    [listed] = re.findall(r"KEPT = \[(.*)\]", (ASSETS / "shared/ahead.js").read_text("utf-8"))
    assert tuple(re.findall(r'"(\w+)"', listed)) == KEPT
