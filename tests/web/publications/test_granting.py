"""Grants over JSON, for administrators in person."""

from datetime import date, timedelta
from itertools import product

import pytest
from flask.testing import FlaskClient

from dashboard.database import reading
from dashboard.domain.shared.roles import Role
from dashboard.queries.shared.trail import history
from tests.support.archive import publish, withdraw
from tests.support.publications import publication
from tests.web.conftest import with_token
from tests.web.people.test_managing import made, signed_in

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
    assert answer.headers["Cache-Control"] == "private, no-store"
    told = answer.get_json()
    assert told["key"] in told["snippets"]["youth"]["fr"]["iframe"]
    listed = root.get("/api/v1/embeds")
    assert told["key"] not in listed.text
    assert listed.get_json()["grants"] == [told["grant"] | {"shown": []}]
    with reading(sqlite_engine) as connection:
        assert history(connection, "embed_grants", "1")[0].author == "root"


def version(root: FlaskClient) -> dict[str, str]:
    """What the page shows of the grant, as its forms send it back."""
    return {"version": root.get("/api/v1/embeds").get_json()["grants"][0]["version"]}


def test_a_grant_is_changed_and_revoked(root: FlaskClient):
    root.post("/api/v1/embeds", json=TERMS)
    changed = root.post("/api/v1/embeds/1", json=TERMS | version(root) | {"views": ["overview"]})
    assert changed.get_json()["grant"]["views"] == ["overview"]
    revoked = root.post("/api/v1/embeds/1/revoke", json={})
    assert revoked.get_json()["grant"]["revoked_on"]
    assert root.post("/api/v1/embeds/1/revoke", json={}).status_code == 422


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(root: FlaskClient):
    root.post("/api/v1/embeds", json=TERMS)
    seen = version(root)
    root.post("/api/v1/embeds/1", json=TERMS | seen | {"images": True})
    for path, body in (("", TERMS | seen), ("/key", seen)):
        answer = root.post(f"/api/v1/embeds/1{path}", json=body)
        assert answer.status_code == 409
        assert answer.get_json()["conflicts"][0]["now"]["images"] is True
    assert root.post("/api/v1/embeds/1", json=TERMS | version(root)).status_code == 200


def test_a_new_key_comes_with_what_goes_into_a_page_and_is_told_once(root: FlaskClient):
    first = root.post("/api/v1/embeds", json=TERMS).get_json()["key"]
    renewed = root.post("/api/v1/embeds/1/key", json=version(root))
    assert renewed.headers["Cache-Control"] == "private, no-store"
    key = renewed.get_json()["key"]
    assert key != first
    assert key in renewed.get_json()["snippets"]["youth"]["en"]["script"]
    later = root.get("/api/v1/embeds/1/snippets")
    assert "key=KEY" in later.get_json()["snippets"]["youth"]["fr"]["iframe"]
    assert root.get("/api/v1/embeds/2/snippets").status_code == 404


def test_of_a_withdrawn_publication_the_words_of_a_picture_tell_nothing(
    root: FlaskClient, sqlite_engine
):
    root.post("/api/v1/embeds", json=TERMS | {"publication": 1, "images": True})
    path = "/api/v1/embeds/1/snippets"
    before = root.get(path).get_json()["snippets"]["youth"]["en"]["image"]
    assert "participations" in before
    withdraw(sqlite_engine, 1)
    after = root.get(path).get_json()["snippets"]["youth"]["en"]["image"]
    assert "participations" not in after


def test_a_page_in_either_language_has_forms_of_its_own(root: FlaskClient):
    told = root.post("/api/v1/embeds", json=TERMS | {"images": True}).get_json()["snippets"][
        "youth"
    ]
    assert set(told) == {"page", "en", "fr"}
    assert set(told["page"]) == {"script", "iframe"}
    assert "data-lang" not in told["page"]["script"]
    assert "/embed/youth?key=" in told["page"]["iframe"]
    fixed = root.post("/api/v1/embeds", json=TERMS | {"language": "fr"}).get_json()["snippets"]
    assert set(fixed["youth"]) == {"fr"}


def test_what_cannot_be_is_told_in_both_languages(root: FlaskClient):
    for wrong in ({"origins": ["*"]}, {"views": []}, {"locked": "venue=SH-01"}):
        answer = root.post("/api/v1/embeds", json=TERMS | wrong)
        assert answer.status_code == 422, wrong
        assert set(answer.get_json()["faults"][0]["reason"]) == {"en", "fr"}


FORGED = [
    {"views": "youth"},
    {"images": "yes"},
    {"role": "admin"},
    {"partner": "a\x00b"},
    {"partner": "x" * 301},
    {"partner": None},
    {"views": ["youth"] * 51},
    {"views": [1]},
    {"locked": "language=fr&" * 200},
    {"locked": ["language", "fr"]},
    {"free": {"language": True}},
    {"publication": "1"},
    {"publication": 2**31},
    {"publication": -1},
    {"downloads": 1},
    {"expires_on": "soon"},
    {"expires_on": 0},
    {"id": 7},
    {"keys": 1},
    {"revoked_on": None},
    {"digest": "0" * 64},
]


def test_a_forged_body_makes_and_changes_nothing(root: FlaskClient):
    root.post("/api/v1/embeds", json=TERMS)
    before = root.get("/api/v1/embeds").get_json()
    for forged, (path, more) in product(FORGED, (("", {}), ("/1", version(root)))):
        answer = root.post(f"/api/v1/embeds{path}", json=TERMS | more | forged)
        assert answer.status_code == 400, forged
        assert root.get("/api/v1/embeds").get_json() == before, forged


def test_a_forged_version_changes_nothing(root: FlaskClient):
    root.post("/api/v1/embeds", json=TERMS)
    before = root.get("/api/v1/embeds").get_json()
    for path, body in (("/1", TERMS), ("/1/key", {})):
        for seen in (None, "", "0" * 15, "Z" * 16, 1, ["0" * 16]):
            answer = root.post(f"/api/v1/embeds{path}", json=body | {"version": seen})
            assert answer.status_code == 400, seen
        assert root.post(f"/api/v1/embeds{path}", json={}).status_code == 400
        assert root.post(f"/api/v1/embeds{path}", data="version=1").status_code == 415
    assert root.get("/api/v1/embeds").get_json() == before


def test_what_is_no_grant_is_not_there(root: FlaskClient):
    for number in ("0", "2", "-1", "x", "9" * 12):
        for path, body in (("", TERMS), ("/key", {}), ("/revoke", {})):
            answer = root.post(
                f"/api/v1/embeds/{number}{path}",
                json=body | ({} if path == "/revoke" else {"version": "0" * 16}),
            )
            assert answer.status_code in (404, 422), number


@pytest.mark.parametrize("role", [Role.COMMITTEE, Role.COORDINATOR])
def test_nobody_but_an_administrator_grants_anything(sqlite_engine, server_on_sqlite, role: Role):
    made(sqlite_engine, "ana", role)
    client = signed_in(server_on_sqlite, "ana")
    assert client.get("/api/v1/embeds").status_code == 403
    assert client.get("/api/v1/embeds/1/snippets").status_code == 403
    for path in ("", "/1", "/1/key", "/1/revoke"):
        assert client.post(f"/api/v1/embeds{path}", json=TERMS).status_code == 403


def test_no_page_of_another_site_grants_anything(root: FlaskClient):
    root.post("/api/v1/embeds", json=TERMS)
    elsewhere = {"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"}
    for path in ("", "/1", "/1/key", "/1/revoke"):
        answer = root.post(f"/api/v1/embeds{path}", json=TERMS, headers=elsewhere)
        assert answer.status_code == 403, path


def test_a_program_grants_nothing_whatever_its_role(sqlite_engine, server_on_sqlite):
    client = with_token(server_on_sqlite, sqlite_engine, Role.ADMIN)
    for path in ("", "/1", "/1/key", "/1/revoke"):
        assert client.post(f"/api/v1/embeds{path}", json=TERMS).status_code == 403
    for path in ("", "/1/snippets"):
        assert client.get(f"/api/v1/embeds{path}").status_code == 403
