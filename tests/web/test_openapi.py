"""The description names every route of the API, and answers are as it says."""

import re
from datetime import date, timedelta
from http import HTTPStatus

import jsonschema
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert

from dashboard.access import tokens
from dashboard.database import writing
from dashboard.domain.shared.roles import Role
from dashboard.tables import Venue
from dashboard.web.openapi import document

METHODS = {"get", "post", "put", "patch", "delete"}
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
        secret = tokens.create(connection, "tests", Role.COORDINATOR, date(2015, 1, 1), None)
    made = server.test_client()
    made.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
    return made


def conforms(answer, path: str, method: str) -> None:
    described = document()
    responses = described["paths"][path][method]["responses"]
    schema = responses[str(answer.status_code)]["content"]["application/json"]["schema"]
    jsonschema.Draft202012Validator(schema | {"components": described["components"]}).validate(
        answer.get_json()
    )


def test_every_route_of_the_api_is_described_and_no_other(server: Flask):
    routes = {
        (
            re.sub(r"<(?:[^:<>]+:)?(\w+)>", r"{\1}", rule.rule.removeprefix("/api/v1")),
            method.lower(),
        )
        for rule in server.url_map.iter_rules()
        if rule.rule.startswith("/api/v1")
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    described = {
        (path, method)
        for path, item in document()["paths"].items()
        for method in METHODS & set(item)
    }
    assert described == routes


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
        conforms(answer, "/sessions", "post")
    edited = desk.put("/api/v1/sessions/A", json={"version": 9, "cells": CELLS | {"note": "x"}})
    assert edited.status_code == HTTPStatus.CONFLICT
    conforms(edited, "/sessions/{reference}", "put")
    refused = desk.post("/api/v1/sessions/restore", json={"entry": 1})
    assert refused.status_code == HTTPStatus.FORBIDDEN
    conforms(refused, "/sessions/restore", "post")
    for body in ({"venue_type": "shelter"}, {"venue_type": "nothing"}):
        conforms(desk.post("/api/v1/venues", json=body), "/venues", "post")


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
    for answer in answers:
        conforms(answer, "/findings/checked", "post")
    listed = desk.get("/api/v1/findings")
    conforms(listed, "/findings", "get")
    (right,) = listed.get_json()["checked"]
    taken = desk.delete(f"{checked}/{right['key']}")
    conforms(taken, "/findings/checked/{key}", "delete")
    assert desk.get("/api/v1/findings").get_json()["checked"] == []
    assert desk.delete(f"{checked}/%00").status_code == HTTPStatus.NOT_FOUND


def test_a_body_is_described_as_it_is_checked(desk: FlaskClient):
    path = document()["paths"]["/sessions/status"]["post"]
    schema = path["requestBody"]["content"]["application/json"]["schema"]
    for body in (
        {"versions": {"A": 1}, "status": "planned"},
        {"versions": {}, "status": "planned"},
        {"versions": {"A": 0}, "status": "planned"},
        {"versions": {"A": 1}, "status": "planned", "more": 1},
    ):
        is_valid = jsonschema.Draft202012Validator(schema).is_valid(body)
        answer = desk.post("/api/v1/sessions/status", json=body)
        assert is_valid is (answer.status_code != HTTPStatus.BAD_REQUEST)
