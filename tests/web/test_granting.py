"""Grants over JSON, for administrators in person."""

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from dashboard.access import tokens
from dashboard.database import reading, writing
from dashboard.domain.roles import Role
from dashboard.queries.trail import history
from tests.support.archive import publish
from tests.support.publications import publication
from tests.web.test_managing import made, signed_in
from tests.web.test_openapi import conforms

TERMS = {
    "partner": "Ottawa Police Service",
    "views": ["youth"],
    "free": ["language"],
    "origins": ["https://intranet.example.org"],
    "expires_on": (date.today() + timedelta(365)).isoformat(),  # noqa: DTZ011 - any day ahead
}


@pytest.fixture
def root(sqlite_engine, server_on_sqlite) -> FlaskClient:
    publish(sqlite_engine, publication())
    made(sqlite_engine, "root", Role.ADMIN)
    return signed_in(server_on_sqlite, "root")


def test_a_grant_is_made_with_its_key_and_what_goes_into_a_page(root: FlaskClient, sqlite_engine):
    answer = root.post("/api/v1/embeds", json=TERMS)
    assert answer.status_code == 200
    conforms(answer, "/embeds", "post")
    assert answer.headers["Cache-Control"] == "private, no-store"
    told = answer.get_json()
    assert told["key"] in told["snippets"]["youth"]["fr"]["iframe"]
    listed = root.get("/api/v1/embeds")
    conforms(listed, "/embeds", "get")
    assert told["key"] not in listed.text
    assert listed.get_json()["grants"] == [told["grant"] | {"shown": []}]
    with reading(sqlite_engine) as connection:
        assert history(connection, "embed_grants", "1")[0].author == "root"


def test_a_grant_is_changed_and_revoked(root: FlaskClient):
    root.post("/api/v1/embeds", json=TERMS)
    changed = root.post("/api/v1/embeds/1", json=TERMS | {"views": ["overview"]})
    conforms(changed, "/embeds/{number}", "post")
    assert changed.get_json()["grant"]["views"] == ["overview"]
    revoked = root.post("/api/v1/embeds/1/revoke", json={})
    conforms(revoked, "/embeds/{number}/revoke", "post")
    assert revoked.get_json()["grant"]["revoked_on"]
    assert root.post("/api/v1/embeds/1/revoke", json={}).status_code == 422


@pytest.mark.parametrize("wrong", [{"origins": ["*"]}, {"views": []}, {"locked": "venue=SH-01"}])
def test_what_cannot_be_is_told_in_both_languages(root: FlaskClient, wrong):
    answer = root.post("/api/v1/embeds", json=TERMS | wrong)
    assert answer.status_code == 422
    conforms(answer, "/embeds", "post")
    assert set(answer.get_json()["faults"][0]["reason"]) == {"en", "fr"}


@pytest.mark.parametrize("wrong", [{"views": "youth"}, {"images": "yes"}, {"role": "admin"}])
def test_a_body_that_is_not_as_described_is_refused(root: FlaskClient, wrong):
    assert root.post("/api/v1/embeds", json=TERMS | wrong).status_code == 400


@pytest.mark.parametrize("role", [Role.COMMITTEE, Role.COORDINATOR])
def test_nobody_but_an_administrator_grants_anything(sqlite_engine, server_on_sqlite, role: Role):
    made(sqlite_engine, "ana", role)
    client = signed_in(server_on_sqlite, "ana")
    assert client.get("/api/v1/embeds").status_code == 403
    assert client.post("/api/v1/embeds", json=TERMS).status_code == 403


def test_a_program_grants_nothing_whatever_its_role(sqlite_engine, server_on_sqlite):
    with writing(sqlite_engine) as connection:
        secret = tokens.create(connection, "x", Role.ADMIN, date(2015, 1, 1), None)
    client = server_on_sqlite.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
    assert client.post("/api/v1/embeds", json=TERMS).status_code == 403
    assert client.get("/api/v1/embeds").status_code == 403
