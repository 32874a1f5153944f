"""The API answers in the shape of its own description, and refuses in one shape."""

from http import HTTPStatus

import flask
import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from dashboard.domain.shared.filters import NAMES
from dashboard.web.openapi import document

PROGRESS = "/api/v1/progress"


def test_the_description_is_for_everybody_and_the_same_for_all(server: flask.Flask):
    visitor = server.test_client()
    answer = visitor.get("/api/v1/openapi.json")
    assert answer.status_code == HTTPStatus.OK
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "Set-Cookie" not in answer.headers
    again = {"If-None-Match": answer.headers["ETag"]}
    assert visitor.get("/api/v1/openapi.json", headers=again).status_code == 304


def test_the_description_names_every_filter(server_on_sqlite: flask.Flask):
    parameters = document(server_on_sqlite)["paths"]["/progress"]["get"]["parameters"]
    assert {p["name"] for p in parameters if p["in"] == "query"} == set(NAMES)


def test_an_empty_database_has_zeros_and_nulls_but_no_error(client: FlaskClient):
    found = client.get(PROGRESS).get_json()
    assert found["data_as_of"] is None
    assert found["youth"]["participations"] == 0
    assert found["french_share"] == {"french": 0, "sessions": 0, "percent": None}
    assert [group["reached"] for group in found["age_groups"]["groups"]] == [False] * 4


def test_the_filters_come_back_as_understood(client: FlaskClient):
    query = "?language=fr&language=en&age=12-14&from=2014-04-01&to=2015-03-31&period=2014-15"
    assert client.get(PROGRESS + query).get_json()["filters"] == {
        "language": ["en", "fr"],
        "age": ["12-14"],
        "from": "2014-04-01",
        "to": "2015-03-31",
        "period": "2014-15",
    }


@pytest.mark.parametrize(
    "query",
    [
        "language=xx",
        "age=12",
        "from=2015-02-30",
        "to=25/03/2015",
        "period=2014-16",
        "from=2015-01-02&to=2015-01-01",
        "langauge=fr",
        "audience=coordinator",
        "venue=%00",
        "language=%FF%FE",
        "age=<script>alert(1)</script>",
        "kind=' OR 1=1 --",
    ],
)
def test_what_is_not_understood_is_refused_and_named(client: FlaskClient, query: str):
    answer = client.get(f"{PROGRESS}?{query}")
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert answer.mimetype == "application/json"
    error = answer.get_json()["error"]
    assert error["code"] == "invalid_filter"
    assert error["details"][0]["parameter"] == query.partition("=")[0]


def test_all_faults_of_a_query_are_told_at_once(client: FlaskClient):
    error = client.get(f"{PROGRESS}?language=xx&age=1&foo=2").get_json()["error"]
    assert [detail["parameter"] for detail in error["details"]] == ["language", "age", "foo"]


def test_a_fault_of_a_query_says_what_to_write_instead(client: FlaskClient):
    error = client.get(f"{PROGRESS}?language=xx&foo=2&venue=2").get_json()["error"]
    said = [detail["message"]["fr"] for detail in error["details"]]
    names = "language, age, venue_type, venue, kind, from, to et period"
    assert said == [
        "code inconnu; les codes sont\u00a0: en, fr et bilingual",
        f"filtre inconnu; les filtres sont\u00a0: {names}",
        "code inconnu",  # of venues there are many
    ]
    assert error["message"]["en"].endswith("Correct them, or leave them out.")


def test_a_flood_of_faults_has_a_short_answer(client: FlaskClient):
    error = client.get(f"{PROGRESS}?{'&'.join(['a=b'] * 1000)}").get_json()["error"]
    assert len(error["details"]) == 50


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/v1/nothing", 404, "not_found"),
        ("GET", "/api/", 404, "not_found"),
        ("POST", PROGRESS, 405, "method_not_allowed"),
        ("DELETE", PROGRESS, 405, "method_not_allowed"),
        ("GET", f"{PROGRESS}?age={'9' * 7000}", 414, "too_long"),
    ],
)
def test_every_error_has_the_same_shape(
    program: FlaskClient, method: str, path: str, status: int, code: str
):
    answer = program.open(path, method=method)
    assert answer.status_code == status
    assert answer.get_json()["error"]["code"] == code


def test_a_refused_method_says_which_are_allowed(client: FlaskClient):
    assert "GET" in client.post(PROGRESS).headers["Allow"]


@pytest.mark.parametrize(
    ("accepts", "tag"),
    [
        ("", "en-CA"),
        ("fr", "fr-CA"),
        ("fr-CA,en;q=0.8", "fr-CA"),
        ("FR-ca", "fr-CA"),
        ("en;q=0.5,fr;q=0.6", "fr-CA"),
        ("fr;q=0,en", "en-CA"),
        ("fr;q=0", "en-CA"),
        ("de,fr;q=0.5", "fr-CA"),
        ("de", "en-CA"),
        ("*", "en-CA"),
        (";;q=,", "en-CA"),
    ],
)
def test_the_sentences_are_in_the_language_that_the_reader_prefers(
    client: FlaskClient, accepts: str, tag: str
):
    answer = client.get(PROGRESS, headers={"Accept-Language": accepts})
    assert answer.headers["Content-Language"] == tag
    assert "Accept-Language" in answer.headers["Vary"]


def test_an_answer_is_not_kept_by_anyone_between(client: FlaskClient):
    assert client.get(PROGRESS).headers["Cache-Control"] == "private, no-store"


def test_no_header_and_no_query_changes_the_audience(client: FlaskClient):
    headers = {"X-Role": "coordinator", "Cookie": "role=coordinator; acting=admin"}
    assert client.get(PROGRESS, headers=headers).get_json()["audience"] == "committee"


def test_a_database_that_fails_is_told_as_unavailable(client: FlaskClient, engine: Engine):
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE data_state")
    answer = client.get(PROGRESS)
    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert "data_state" not in answer.text
