"""What our script asks is answered as Dash would answer it, and without Dash."""

from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest
from dash import Dash
from flask.testing import FlaskClient

import app
from callbacks import views
from callbacks.views import MODULES
from dashboard.addresses import CALLBACK
from dashboard.domain.shared.roles import Role
from dashboard.settings import Settings
from dashboard.web.access.visitors import ACTING
from tests.bench.asking import HEADERS, Shown, change

QUERY = "language=fr"
WRITTEN_BY_DASH = ((b"<", rb"\u003c"), (b">", rb"\u003e"), (b"/", rb"\u002f"))
"""Signs that it writes in another way, as if its JSON stood within HTML."""


@pytest.fixture
def client(demonstration: Path) -> Iterator[FlaskClient]:
    """An administrator, who may see every view."""
    server = app.create_app(Settings(database_url=f"sqlite:///{demonstration}")).server
    made = server.test_client()
    with made.session_transaction() as session:
        session[ACTING] = Role.ADMIN.value
    yield made
    server.extensions["impact"].dispose()


@pytest.fixture
def by_dash(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What Dash was asked."""
    found: list[object] = []
    prepare = Dash._prepare_callback
    monkeypatch.setattr(
        Dash, "_prepare_callback", lambda *given: (found.append(given[2]), prepare(*given))[1]
    )
    return found


def asked(client: FlaskClient, question: dict[str, object]) -> bytes:
    answer = client.post(CALLBACK, json=question, headers=HEADERS | {"Accept-Encoding": ""})
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    return answer.data


def as_dash_writes(answer: bytes) -> bytes:
    for sign, written in WRITTEN_BY_DASH:
        answer = answer.replace(sign, written)
    return answer


@pytest.mark.parametrize("view", MODULES)
def test_it_is_what_dash_answers(client: FlaskClient, by_dash: list[object], view: str):
    for locale, shown in (("en", None), ("fr", Shown({"view-failure": "AAAAAAAA"}))):
        question = change(QUERY, shown)
        question["state"][0]["value"] |= {"view": view, "locale": locale}
        ours = asked(client, question)
        assert by_dash == []
        of_dash = question | {"inputs": [question["inputs"][0] | {"property": "other"}]}
        assert asked(client, of_dash) == as_dash_writes(ours)
        assert len(by_dash) == 1
        by_dash.clear()


def test_a_failure_is_told_in_the_same_words(
    client: FlaskClient, by_dash: list[object], monkeypatch: pytest.MonkeyPatch
):
    def fails(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(views, "changes", fails)
    ours = orjson.loads(asked(client, change(QUERY)))["response"]["view-drawing"]["data"]
    assert by_dash == []
    assert ours["stale"]
    assert ours["parts"]["view-failure"]
