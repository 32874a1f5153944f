"""Every address and every callback names the role that it needs; others are refused."""

import json
import shutil
import sqlite3
from datetime import date
from functools import cache
from http import HTTPStatus
from math import nan
from pathlib import Path

import flask
import pytest
from flask.testing import FlaskClient
from sqlalchemy import update
from sqlalchemy.exc import OperationalError

import app
from dashboard.access import accounts, tokens
from dashboard.access.passwords import hashed
from dashboard.addresses import CALLBACK, GRANTED, PREVIEW
from dashboard.database import open_engine, writing
from dashboard.domain.reference.kinds import kinds
from dashboard.domain.shared.filters import LONGEST_QUERY
from dashboard.domain.shared.roles import Right, Role
from dashboard.settings import Settings
from dashboard.tables import User
from dashboard.web.access.readers import People
from dashboard.web.access.rights import ANYONE, CALLBACKS, ENDPOINTS, PAGES
from tests.support.embeds import grant
from tests.web.conftest import Client

PASSWORD = "a long enough password"  # noqa: S105 - of nothing but tests
PAGE_PATHS = [
    *("/en/explore", "/fr/lieux", "/en/plan", "/fr/seances", "/en/people", "/en/reference"),
    "/en/nothing",
]
NEEDED = {
    "/fr/seances": Right.RECORD,
    "/en/people": Right.ADMINISTER,
    "/en/reference": Right.RECORD,
}
OPEN = {
    "/assets/shared/style.css": HTTPStatus.OK,
    "/healthz": HTTPStatus.OK,
    "/api/v1/openapi.json": HTTPStatus.OK,
    "/readyz": HTTPStatus.OK,
    "/en/sign-in": HTTPStatus.OK,
    "/fr/connexion": HTTPStatus.OK,
    "/": HTTPStatus.FOUND,
}
FORGED = [
    "..view-query.data...shell-language.href..",
    "view-drawn.data",
    "nothing.children",
    "shell-react.children",
    "view-drawing.data\u200b",
    "..view-drawing.data..",
    '{"index":"a","type":"b"}.children',
]


@cache
def hash_once() -> str:
    """One for all: a good hash takes its time."""
    return hashed(PASSWORD)


@pytest.fixture(scope="module")
def served(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory):
    """The whole program on a database of its own people; not the demonstration."""
    url = (
        f"sqlite:///{shutil.copy(sqlite_template, tmp_path_factory.mktemp('doors') / 'impact.db')}"
    )
    engine = open_engine(url)
    with writing(engine) as connection:
        for role in Role:
            accounts.add(connection, f"{role}@example.org", role)
        connection.execute(update(User).values(password_hash=hash_once()))
    engine.dispose()
    made = app.create_app(Settings(database_url=url, base_url="https://impact.example.org"))
    made.server.test_client_class = Client
    made.server.secret_key = "a key for tests"  # noqa: S105
    yield made
    made.server.extensions["impact"].dispose()


@pytest.fixture(scope="module")
def as_(served):
    """The browser of somebody with a role, or a new one of a stranger."""

    @cache
    def signed_in(role: Role) -> FlaskClient:
        client: FlaskClient = served.server.test_client()
        given = {"name": f"{role}@example.org", "password": PASSWORD}
        assert client.post("/en/sign-in", data=given).status_code == HTTPStatus.SEE_OTHER
        return client

    return lambda role: signed_in(role) if role else served.server.test_client()


def asking(output: str, inputs: object = ()) -> dict[str, object]:
    return {
        "output": output,
        "outputs": {"id": output.rpartition(".")[0], "property": output.rpartition(".")[2]},
        "inputs": list(inputs),
        "changedPropIds": [],
    }


def test_every_route_stands_in_the_table_and_nothing_else_does(served):
    unused = {"static"}  # Flask's own folder, which we do not have: nobody may ask for it
    routes = {rule.endpoint for rule in served.server.url_map.iter_rules()}
    assert routes - unused - set(ENDPOINTS) == {
        "/_reload-hash",
    }
    assert set(ENDPOINTS) <= routes


def test_every_callback_of_the_server_stands_in_the_table_and_nothing_else_does(served):
    served._setup_server()
    answered = {name for name, callback in served.callback_map.items() if "callback" in callback}
    assert answered == set(CALLBACKS)


@pytest.mark.parametrize(("path", "status"), OPEN.items())
def test_a_stranger_may_open_what_is_for_anyone(as_, path: str, status: int):
    assert as_(None).get(path).status_code == status


@pytest.mark.parametrize("path", PAGE_PATHS[:-1])
def test_a_stranger_is_asked_who_they_are_and_led_on_afterwards(as_, path: str):
    answer = as_(None).get(f"{path}?language=fr")
    assert answer.status_code == HTTPStatus.FOUND
    sign_in = "/en/sign-in" if path.startswith("/en") else "/fr/connexion"
    wanted = path.replace("/", "%2F")
    assert answer.headers["Location"] == f"{sign_in}?next={wanted}%3Flanguage%3Dfr"


def test_a_stranger_with_many_filters_is_asked_too(as_):
    query = "&".join(["venue=SH-01"] * 450)
    answer = as_(None).get(f"/en/venues?{query}")
    assert len(query) < LONGEST_QUERY
    assert answer.headers["Location"] == "/en/sign-in?next=%2Fen%2Fvenues"
    assert as_(None).get(answer.headers["Location"]).status_code == HTTPStatus.OK


def test_a_stranger_is_not_told_which_pages_there_are(as_):
    answer = as_(None).get("/en/nothing")
    assert answer.headers["Location"] == "/en/sign-in"


@pytest.mark.parametrize(
    "path", ["/api/v1/progress", "/api/v1/pace", "/api/v1/freshness", "/api/v1/embeds"]
)
def test_a_program_without_a_token_is_told(as_, path: str):
    answer = as_(None).get(path)
    assert answer.status_code == HTTPStatus.UNAUTHORIZED
    assert answer.get_json()["error"]["code"] == "unauthorized"


@pytest.mark.parametrize("path", ["/_dash-layout", "/_dash-dependencies"])
def test_a_stranger_sees_nothing_of_the_machinery(as_, path: str):
    assert as_(None).get(path).status_code == HTTPStatus.UNAUTHORIZED


@pytest.mark.parametrize("path", ["/static/x", "/_reload-hash"])
@pytest.mark.parametrize("role", [None, *Role])
def test_what_is_not_named_is_refused_to_everyone(as_, role: Role | None, path: str):
    assert as_(role).get(path).status_code == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("path", PAGE_PATHS)
def test_a_page_opens_for_its_role_and_those_above(as_, role: Role, path: str):
    status = as_(role).get(path).status_code
    if not role.may(NEEDED.get(path, Right.LOOK)):
        assert status == HTTPStatus.FORBIDDEN
    else:
        assert status == (HTTPStatus.NOT_FOUND if path.endswith("nothing") else HTTPStatus.OK)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.code)
def test_reference_data_open_for_those_with_the_right_of_their_kind(as_, role: Role, kind):
    answer = as_(role).get(f"/en/reference?of={kind.code}&new=1")
    assert (answer.status_code == HTTPStatus.OK) is role.may(kind.right)


@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize("output", [*CALLBACKS, *FORGED])
def test_a_callback_answers_its_role_only_and_a_forged_one_nobody(as_, role, output: str):
    answer = as_(role).post(CALLBACK, json=asking(output))
    if output not in CALLBACKS:
        assert answer.status_code == HTTPStatus.FORBIDDEN
    elif role is None:
        assert answer.status_code == HTTPStatus.UNAUTHORIZED
    else:
        assert answer.status_code != HTTPStatus.FORBIDDEN


def test_a_callback_in_words_that_only_some_readers_of_json_know_is_refused(as_):
    query = {"id": "view-query", "property": "data", "value": ""}
    here = {"id": "view-here", "property": "data", "value": {}}
    asked = asking("view-drawing.data", [query]) | {"state": [here]}
    answers = [
        as_(Role.COMMITTEE).post(CALLBACK, data=json.dumps(said), content_type="application/json")
        for said in (asked, asked | {"more": nan})
    ]
    assert [one.status_code for one in answers] == [HTTPStatus.OK, HTTPStatus.BAD_REQUEST]


@pytest.mark.parametrize("role", list(Role))
def test_a_page_gives_nobody_else_anything_of_the_coordinators(as_, role: Role):
    said = as_(role).get("/en/sessions").text
    assert ("for coordinators" in said) is not role.may(Right.RECORD)


@pytest.mark.parametrize("role", list(Role))
def test_a_page_gives_nobody_but_administrators_the_reference_data(as_, role: Role):
    said = as_(role).get("/en/reference?of=partners").text
    assert ("for administrators" in said) is not role.may(Right.ADMINISTER)
    assert ("worklist--reference" in said) is role.may(Right.ADMINISTER)


@pytest.mark.parametrize("role", list(Role))
def test_forged_states_give_nobody_but_administrators_the_grants(as_, served, role: Role):
    grant(served.server.extensions["impact"], partner="Ottawa Police Service")
    redrawn = asking("view-drawing.data", [{"id": "view-query", "property": "data"}])
    redrawn["inputs"][0]["value"] = "tab=embeds&grant=1"
    redrawn["changedPropIds"] = ["view-query.data"]
    here = {"view": "publish", "locale": "en"}
    redrawn["state"] = [{"id": "view-here", "property": "data", "value": here}]
    client = as_(role)
    for answer in (
        client.get("/en/publish?tab=embeds&grant=1"),
        client.post(CALLBACK, json=redrawn),
    ):
        assert answer.status_code == HTTPStatus.OK
        assert ("embeds-form" in answer.text) is (role is Role.ADMIN)
        assert ("Sites that may show" in answer.text) is (role is Role.ADMIN)


@pytest.mark.parametrize("role", list(Role))
def test_the_api_answers_for_the_audience_of_the_role(as_, role: Role):
    said = as_(role).get("/api/v1/progress").get_json()["audience"]
    assert said == role.audience


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "", "Origin": "https://example.org"},
        {"Sec-Fetch-Site": "", "Origin": "null"},
        {"Sec-Fetch-Site": ""},
        {"Sec-Fetch-Site": "cross-site", "Authorization": "Basic eDp5"},
        {"Sec-Fetch-Site": "cross-site", "Authorization": ""},
    ],
)
@pytest.mark.parametrize("path", [CALLBACK, "/sign-out", "/en/sign-in", "/act-as"])
def test_nothing_that_changes_anything_comes_from_another_site(as_, path: str, headers):
    client = as_(Role.ADMIN)
    assert client.post(path, headers=headers).status_code == HTTPStatus.FORBIDDEN


def test_a_browser_that_names_our_own_origin_is_enough(as_):
    client = as_(None)
    headers = {"Sec-Fetch-Site": "", "Origin": "http://localhost"}
    answer = client.post("/en/sign-in", data={"name": "x", "password": "y"}, headers=headers)
    assert answer.status_code == HTTPStatus.UNAUTHORIZED


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("https://impact.example.org", HTTPStatus.UNAUTHORIZED),
        ("http://impact.example.org", HTTPStatus.FORBIDDEN),  # whoever holds the network writes it
    ],
)
def test_where_people_come_by_https_a_page_that_came_otherwise_is_another_site(
    as_, origin: str, status: HTTPStatus
):
    headers = {"Sec-Fetch-Site": "", "Origin": origin, "Host": "impact.example.org"}
    given = {"name": "x", "password": "y"}
    assert as_(None).post("/en/sign-in", data=given, headers=headers).status_code == status


def test_every_right_opens_something():
    assert {right for right in ENDPOINTS.values() if right is not ANYONE} == set(Right)


def test_a_page_needs_no_less_than_its_view():
    assert ENDPOINTS[PAGES] is not ANYONE


def test_a_forgotten_route_is_refused(server: flask.Flask):
    server.add_url_rule("/secret", "forgotten", lambda: "secret")
    assert server.test_client().get("/secret").status_code == HTTPStatus.FORBIDDEN


def test_who_could_not_be_looked_up_stays_unknown_for_the_whole_request(
    as_, monkeypatch: pytest.MonkeyPatch
):
    """A database that fails once and is there a moment later opens nothing."""
    client, calls = as_(Role.COORDINATOR), []

    def fail_once(*_: object) -> None:
        calls.append(1)
        raise OperationalError("SELECT", {}, sqlite3.OperationalError("locked"))

    monkeypatch.setattr(People, "_reader", fail_once)
    answer = client.get("/en/explore")
    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert "view-youth" not in answer.text
    assert len(calls) == 1
    assert client.get("/api/v1/progress").status_code == HTTPStatus.SERVICE_UNAVAILABLE


def test_a_token_opens_no_page(served, as_):
    engine = served.server.extensions["impact"]
    with writing(engine) as connection:
        secret = tokens.create(connection, "x", Role.ADMIN, date(2015, 1, 1), None)
    client = as_(None)
    for scheme in ("Bearer", "bearer"):
        headers = {"Authorization": f"{scheme} {secret}"}
        for page in ("/en/explore", PREVIEW.french, f"{GRANTED.english}-1-youth"):
            assert client.get(page, headers=headers).status_code == HTTPStatus.FORBIDDEN
        assert client.get("/api/v1/freshness", headers=headers).status_code == HTTPStatus.OK
