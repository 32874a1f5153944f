"""The description names every route of the API, and answers are as it says."""

import re
from datetime import date, timedelta
from http import HTTPStatus
from typing import Any

import jsonschema
import pytest
from flask import Flask
from flask.testing import FlaskClient
from openapi_spec_validator import validate
from sqlalchemy import insert

from dashboard.access import tokens
from dashboard.database import writing
from dashboard.domain.shared.roles import Role
from dashboard.tables import Venue
from dashboard.web.api_routes import API, routes
from dashboard.web.openapi import document
from tests.web.conftest import with_token

CELLS = {
    "reference": "A",
    "date": (date.today() + timedelta(3)).isoformat(),  # noqa: DTZ011 - any day ahead
    "status": "planned",
    "kind": "discussion",
    "language": "fr",
    "venue": "HS-01",
}


@pytest.fixture
def desk(server: Flask, engine) -> FlaskClient:
    """A coordinator's program."""
    with writing(engine) as connection:
        connection.execute(insert(Venue).values(code="HS-01", venue_type="high_school"))
    return with_token(server, engine, Role.COORDINATOR)


@pytest.fixture
def described(server_on_sqlite: Flask) -> dict[str, Any]:
    return document(server_on_sqlite)


def test_the_description_is_valid_openapi(described):
    validate(described)
    assert described["openapi"].startswith("3.1")


def test_every_route_of_the_api_is_described_and_no_other(server_on_sqlite, described):
    there = {
        (re.sub(r"<(?:[^:<>]+:)?(\w+)>", r"{\1}", rule.rule.removeprefix(API)), method.lower())
        for rule in server_on_sqlite.url_map.iter_rules()
        if rule.rule.startswith(API)
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    assert {(path, method) for path, item in described["paths"].items() for method in item} == there


def test_what_may_be_an_answer_has_no_other_fields_than_those_described(described):
    schemas = described["components"]["schemas"]
    objects = {name: one for name, one in schemas.items() if one.get("type") == "object"}
    is_open = {
        name for name, one in objects.items() if one.get("additionalProperties") is not False
    }
    assert is_open == {"FacilitatorsAnswer"}  # the languages are the project’s


def test_everything_is_described_in_words(described):
    schemas = described["components"]["schemas"]
    assert [name for name, one in schemas.items() if not one.get("description")] == ["ImportDone"]


def test_who_may_is_what_the_doors_ask_for(server_on_sqlite, described):
    for route in routes(server_on_sqlite):
        ways = described["paths"][route.path][route.method.lower()]["security"]
        roles = {role for way in ways for role in next(iter(way.values()))}
        assert roles == ({route.role.value} if route.role else set()), route.path


def test_what_is_for_people_in_person_opens_to_no_token(server_on_sqlite, sqlite_engine, described):
    with writing(sqlite_engine) as connection:
        secret = tokens.create(connection, "tests", Role.ADMIN, date(2015, 1, 1), None)
    client = server_on_sqlite.test_client()
    headers = {"Authorization": f"Bearer {secret}"}
    for route in routes(server_on_sqlite):
        path = API + re.sub(r"{\w+}", "1", route.path)
        answer = client.open(path, method=route.method, headers=headers)
        ways = described["paths"][route.path][route.method.lower()]["security"]
        is_open = not ways or {"token": [route.role]} in ways
        assert (answer.status_code != HTTPStatus.FORBIDDEN) is is_open, path


def test_what_the_desk_answers_is_as_described(desk: FlaskClient):
    def log(**cells):
        return desk.post("/api/v1/sessions", json={"cells": CELLS | cells})

    for answer, status in (
        (log(), HTTPStatus.OK),
        (log(kind="nothing"), HTTPStatus.UNPROCESSABLE_ENTITY),
        (log(language="en"), HTTPStatus.CONFLICT),
        (desk.post("/api/v1/sessions", json={}), HTTPStatus.BAD_REQUEST),
        (desk.post("/api/v1/sessions", data="x"), HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
    ):
        assert answer.status_code == status
    edited = desk.put("/api/v1/sessions/A", json={"version": 9, "cells": CELLS | {"note": "x"}})
    assert edited.status_code == HTTPStatus.CONFLICT
    refused = desk.post("/api/v1/sessions/restore", json={"entry": 1})
    assert refused.status_code == HTTPStatus.FORBIDDEN
    for body, status in (({"venue_type": "shelter"}, 200), ({"venue_type": "nothing"}, 422)):
        assert desk.post("/api/v1/venues", json=body).status_code == status


def test_what_is_said_of_findings_is_as_described(desk: FlaskClient):
    late = CELLS | {"date": "2015-03-02"}
    desk.post("/api/v1/sessions", json={"cells": late})
    body = {"rule": "overdue", "versions": {"A": 1}, "reason": ""}
    checked = "/api/v1/findings/checked"
    (fault,) = desk.post(checked, json=body).get_json()["faults"]
    assert fault["column"] == "reason"
    answers = [
        desk.post(checked, json=body | more)
        for more in ({}, {"reason": "x"}, {"reason": "y"}, {"rule": "no"})
    ]
    assert [answer.status_code for answer in answers] == [422, 200, 409, 400]
    listed = desk.get("/api/v1/findings")
    (right,) = listed.get_json()["checked"]
    desk.delete(f"{checked}/{right['key']}")
    assert desk.get("/api/v1/findings").get_json()["checked"] == []
    assert desk.delete(f"{checked}/%00").status_code == HTTPStatus.NOT_FOUND


def test_a_body_is_described_as_it_is_checked(desk: FlaskClient):
    described = document(desk.application)
    schema = {"$ref": "#/components/schemas/SetStatus", "components": described["components"]}
    for body in (
        {"versions": {"A": 1}, "status": "planned"},
        {"versions": {}, "status": "planned"},
        {"versions": {"A": 0}, "status": "planned"},
        {"versions": {"A": 1}, "status": "planned", "more": 1},
    ):
        is_valid = jsonschema.Draft202012Validator(schema).is_valid(body)
        answer = desk.post("/api/v1/sessions/status", json=body)
        assert is_valid is (answer.status_code != HTTPStatus.BAD_REQUEST)
