"""Files over the routes: looked at, brought in, and the rows to mend sent back."""

import json
from datetime import date
from http import HTTPStatus
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import Engine, insert, select

from dashboard.access import tokens
from dashboard.database import reading, writing
from dashboard.domain.roles import Role
from dashboard.tables import Facilitator, OutreachSession
from tests.queries.worlds import store
from tests.support.files import as_rows, session, write

SOUND = session(reference="S-1")
FAULTY = session(reference="S-2", kind="Séance", date="03/04/2015")


@pytest.fixture
def as_(server, engine: Engine):
    """A program with a token of that role; its name is the role's."""
    with writing(engine) as connection:
        store(connection, [])
        connection.execute(insert(Facilitator), [{"code": "F-1"}, {"code": "F-2"}])

    def as_(role: Role = Role.COORDINATOR) -> FlaskClient:
        with writing(engine) as connection:
            secret = tokens.create(connection, role.value, role, date(2015, 1, 1), None)
        client: FlaskClient = server.test_client()
        client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
        return client

    return as_


@pytest.fixture
def content(tmp_path):
    """The bytes of a session file."""

    def content(*sessions, name: str = "f.csv") -> bytes:
        return write(tmp_path / name, as_rows(*sessions)).read_bytes()

    return content


def send(client: FlaskClient, path: str, file: bytes, name: str = "f.csv", **fields):
    body = {"file": (BytesIO(file), name)} | {
        key: json.dumps(value) if isinstance(value, dict) else str(value)
        for key, value in fields.items()
    }
    return client.post(f"/api/v1/imports{path}", data=body, content_type="multipart/form-data")


def lines(answer) -> list[dict]:
    assert answer.status_code == HTTPStatus.OK, answer.get_data(as_text=True)
    assert answer.mimetype == "application/x-ndjson"
    return [json.loads(line) for line in answer.get_data(as_text=True).splitlines()]


def preview(client: FlaskClient, file: bytes, **fields) -> dict:
    return lines(send(client, "/preview", file, **fields))[-1]["done"]


def bring(client: FlaskClient, file: bytes, seen: dict, **fields) -> dict:
    given = {"sha256": seen["file"]["sha256"], "data_version": seen["data_version"]}
    return lines(send(client, "", file, **given | fields))[-1]


def references(engine: Engine) -> list[str]:
    with reading(engine) as connection:
        found = select(OutreachSession.reference).order_by(OutreachSession.reference)
        return list(connection.scalars(found))


def test_a_preview_counts_and_writes_nothing(as_, engine, content):
    client = as_()
    seen = preview(client, content(SOUND, FAULTY, session(reference="S-3", note="=1+1")))
    assert seen["counts"] == {
        "rows": 3,
        "sound": 2,
        "new": 2,
        "changed": 0,
        "unchanged": 0,
        "faulty": 1,
        "duplicates": 1,
    }
    assert seen["can_import"] is True
    assert {fault["column"] for fault in seen["faults"]} == {"kind", "date"}
    assert set(seen["faults"][0]["reason"]) == {"en", "fr"}
    assert [one["value"] for one in seen["values"]] == ["Séance"]
    assert {one["code"] for one in seen["options"]["kind"]} >= {"discussion"}
    assert references(engine) == []


def test_the_sound_rows_go_in_and_the_others_come_back_to_be_mended(as_, engine, content):
    client, file = as_(), content(SOUND, FAULTY)
    seen = preview(client, file)
    outcome = bring(client, file, seen, only_sound="true")
    assert outcome["done"] == {
        "import": 1,
        "new": 1,
        "changed": 0,
        "unchanged": 0,
        "left_out": 1,
    }
    assert references(engine) == ["S-1"]
    answer = send(client, "/faulty", file, lang="fr")
    sheet = load_workbook(BytesIO(answer.data)).active
    header, row = sheet.iter_rows(values_only=True)
    assert header[-2:] == ("Ce qui ne va pas", "Comment corriger")
    assert row[0] == "S-2"
    assert "03/04/2015" in row
    assert "jour" in row[-2]
