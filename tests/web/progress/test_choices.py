"""What a reader types above a long list is looked for by the server, among what they may choose."""

from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, insert

from dashboard.database import writing
from dashboard.tables import Facilitator, Venue
from dashboard.writes.state import bump_version


@pytest.fixture
def places(engine: Engine) -> None:
    named = {"venue_type": "high_school", "label_en": "Blue Heron", "label_fr": "Héron-Bleu"}
    shelter = {"venue_type": "shelter", "label_en": "Hidden", "label_fr": "Cachée"}
    with writing(engine) as connection:
        connection.execute(insert(Venue), [named | {"code": "HS-1"}, shelter | {"code": "SH-1"}])
        connection.execute(insert(Facilitator), [{"code": "F1"}])
        bump_version(connection)


def asked(client: FlaskClient, path: str, **query: object) -> list[str]:
    answer = client.get(f"/choices/{path}?{urlencode(query, doseq=True)}")
    assert answer.status_code == 200
    return [one["label"] for one in answer.json["options"]]


@pytest.mark.usefixtures("places")
def test_venues_are_found_in_the_readers_language_beside_those_chosen(client: FlaskClient):
    assert asked(client, "venue/fr", search="heron") == ["Héron-Bleu (HS-1)"]
    assert asked(client, "venue/fr", search="heron", chosen=["SH-1", "no"]) == [
        "SH-1",
        "Héron-Bleu (HS-1)",
    ]
    assert asked(client, "venue/en", search="heron", venue_type="shelter") == []


@pytest.mark.usefixtures("places")
def test_nobody_finds_a_shelter_by_its_name_nor_the_committee_a_facilitator(client: FlaskClient):
    assert asked(client, "venue/en", search="hidden") == []
    assert asked(client, "venue/en", search="shelter") == ["SH-1"]
    (found,) = client.get("/choices/venue/fr?search=refuge").json["options"]
    assert found["name"] == "Refuge"
    assert asked(client, "facilitator/en", search="f1") == []


@pytest.mark.parametrize("path", ["venue/xx", "period/en", "nothing/en", "venue"])
def test_nothing_else_is_there(client: FlaskClient, path: str):
    assert client.get(f"/choices/{path}").status_code == 404
