"""The pace by the API: as described, refused as elsewhere, and never exact for the committee."""

from datetime import date
from http import HTTPStatus

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from dashboard.database import writing
from dashboard.domain.progress.scenario import NAMES as SCENARIO
from dashboard.domain.shared.filters import NAMES
from dashboard.web.openapi import document
from tests.queries.worlds import a_session, store

PACE = "/api/v1/pace"
TARGET = {"effective_from": date(2014, 1, 1), "value": 500, "due": date(2015, 6, 30)}


@pytest.fixture
def filled(client: FlaskClient, engine: Engine) -> FlaskClient:
    sessions = [
        a_session(date(2014, month, day), attendance={"15-17": 10 + month})
        for month in range(1, 11)
        for day in (7, 21)
    ]
    with writing(engine) as connection:
        store(connection, sessions, revisions=[TARGET])
    return client


def test_an_empty_database_is_described_too(client: FlaskClient):
    found = client.get(PACE).get_json()
    assert (found["projection"], found["basis"]["enough"]) == (None, False)


def test_an_answer_is_as_described(filled: FlaskClient):
    found = filled.get(f"{PACE}?to=2014-10-31").get_json()
    assert found["as_of"] == "2014-10-31"
    assert found["until"] == "2015-06-30"
    assert found["youth"]["participations"] == 310
    assert len(found["projection"]["months"]) == 8
    assert 0.1 <= found["projection"]["chance_percent"] <= 99.9
    assert found["sentences"]["pace"].startswith("Status:")
    assert found["what_if"] is None


def test_a_scenario_comes_back_as_understood(filled: FlaskClient):
    query = "?to=2014-10-31&add=3&add_kind=discussion&add_language=fr"
    found = filled.get(PACE + query).get_json()
    asked = {name: found["what_if"][name] for name in SCENARIO}
    assert asked == {
        "add": 3,
        "add_kind": "discussion",
        "add_language": "fr",
        "add_venue_type": "shelter",
    }
    assert found["what_if"]["sessions"] == 24
    assert found["what_if"]["french_share"]["french"] == 24


def test_other_filters_change_nothing_and_that_is_said(filled: FlaskClient):
    plain, filtered = (
        filled.get(f"{PACE}?to=2014-10-31{more}").get_json() for more in ("", "&language=fr")
    )
    assert filtered["filters"] == {"language": ["fr"], "to": "2014-10-31"}
    assert filtered["projection"] == plain["projection"]
    assert plain["sentences"]["scope"] is None
    assert "Whole project" in filtered["sentences"]["scope"]


@pytest.mark.parametrize(
    ("query", "parameters"),
    [
        ("add=51", ["add"]),
        ("add=x&add_kind=walk&language=xx&foo=1", ["language", "foo", "add", "add_kind"]),
        ("add=4&add_language=de", ["add_language"]),
        ("to=yesterday", ["to"]),
    ],
)
def test_what_is_not_understood_is_refused_and_named(
    client: FlaskClient, query: str, parameters: list[str]
):
    answer = client.get(f"{PACE}?{query}")
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    details = answer.get_json()["error"]["details"]
    assert [detail["parameter"] for detail in details] == parameters


def test_a_hidden_number_is_null_and_marked(client: FlaskClient, engine: Engine):
    few = [a_session(date(2014, month, 5), attendance={"15-17": 1}) for month in (1, 2)]
    with writing(engine) as connection:
        store(connection, few, revisions=[TARGET])
    found = client.get(f"{PACE}?to=2014-03-31").get_json()
    assert (found["youth"]["participations"], found["youth"]["hidden"]) == (None, True)
    assert (found["recent"]["youth"], found["recent"]["hidden"]) == (None, True)
    assert found["required"] is found["projection"] is None


def test_the_description_names_every_filter_and_the_scenario(server_on_sqlite):
    parameters = document(server_on_sqlite)["paths"]["/pace"]["get"]["parameters"]
    assert {p["name"] for p in parameters if p["in"] == "query"} == {*NAMES, *SCENARIO}


def test_the_sentences_and_rules_are_in_the_readers_language(filled: FlaskClient):
    answer = filled.get(f"{PACE}?to=2014-10-31", headers={"Accept-Language": "fr"})
    assert answer.headers["Content-Language"] == "fr-CA"
    assert set(answer.get_json()["counting"]) == {"participations", "distinct_youth", "pace"}
