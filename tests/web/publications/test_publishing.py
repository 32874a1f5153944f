"""Publishing over JSON: who may do what, and what comes back."""

import json
from dataclasses import replace
from http import HTTPStatus

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, update
from werkzeug.test import TestResponse

from dashboard.access import accounts, tokens
from dashboard.database import reading, writing
from dashboard.domain.shared.roles import ROLES, Right, Role
from dashboard.publications.archive.reading import latest
from dashboard.publications.making.outcomes import DraftResult
from dashboard.publications.making.overview import look
from dashboard.publications.making.press import Press
from dashboard.queries.publications.publications import open_draft
from dashboard.tables import User
from dashboard.web.access import readers
from dashboard.web.shared.jobs import EndedError, Job
from tests.publications.making.conftest import FIRST, sessions
from tests.queries.worlds import store
from tests.web.access.test_doors import PASSWORD, hash_once

DRAFT, APPROVE = "/api/v1/publications/draft", "/api/v1/publications/approve"
SEND_BACK = "/api/v1/publications/send-back"
WITHDRAW = "/api/v1/publications/1/withdraw"
REASON = {"reason_en": "A mistake", "reason_fr": "Une erreur"}
DOORS = [
    (DRAFT, {}, Right.RECORD),
    (APPROVE, {"draft": 1, "digest": "0" * 64}, Right.APPROVE),
    (SEND_BACK, {"draft": 1, "digest": "0" * 64, "reason": "No"}, Right.APPROVE),
    (WITHDRAW, REASON, Right.ADMINISTER),
]


@pytest.fixture
def as_(server, engine: Engine):
    """A browser of somebody with a role."""
    with writing(engine) as connection:
        store(connection, sessions(), revisions=[])
        for role in Role:
            accounts.add(connection, f"{role}@example.org", role)
        connection.execute(update(User).values(password_hash=hash_once()))

    def as_(role: Role) -> FlaskClient:
        client: FlaskClient = server.test_client()
        given = {"name": f"{role}@example.org", "password": PASSWORD}
        assert client.post("/en/sign-in", data=given).status_code == HTTPStatus.SEE_OTHER
        return client

    return as_


def dies(_job, _tell):
    """What is heard of a process that ends before its work."""
    raise EndedError


def lines(answer: TestResponse) -> list[dict[str, object]]:
    """How far the work was, and at last what came of it."""
    assert answer.mimetype == "application/x-ndjson"
    return [json.loads(line) for line in answer.get_data().splitlines()]


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door[0])
@pytest.mark.parametrize("role", list(Role))
def test_each_step_needs_its_right(as_, role, door):
    path, body, needed = door
    answer = as_(role).post(path, json=body)
    assert (answer.status_code == HTTPStatus.FORBIDDEN) is not role.may(needed)


def test_who_may_look_and_no_more_sees_drafts_and_approves_none(as_, monkeypatch):
    looking = replace(ROLES[Role.COMMITTEE], rights=frozenset({Right.LOOK}))
    monkeypatch.setitem(ROLES, Role.COMMITTEE, looking)
    reader = as_(Role.COMMITTEE)
    assert reader.get("/en/publish/draft").status_code != HTTPStatus.FORBIDDEN
    answer = reader.post(APPROVE, json={"draft": 1, "digest": "0" * 64})
    assert answer.status_code == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize("role", list(Role))
def test_only_an_administrator_narrows_ranges_for_good(as_, role):
    answer = as_(role).post(DRAFT, json={"tighten": True})
    assert (answer.status_code == HTTPStatus.FORBIDDEN) is (role is not Role.ADMIN)


@pytest.mark.parametrize(
    ("role", "said", "asks"),
    [
        (Role.ADMIN, {}, (None, False)),
        (Role.ADMIN, {"tighten": None}, (None, False)),
        (Role.ADMIN, {"tighten": False}, (False, True)),
        (Role.ADMIN, {"tighten": True}, (True, False)),
        (Role.COORDINATOR, {}, (False, False)),
        (Role.COORDINATOR, {"tighten": False}, (False, False)),
    ],
)
def test_only_administrators_decide_whether_years_are_narrowed(as_, monkeypatch, role, said, asks):
    """Where nothing is said, the second quarter of the next year decides; see ``narrowable``."""
    asked = []

    def draft(*_, tighten, declines, **__):
        asked.append((tighten, declines))
        return DraftResult()

    monkeypatch.setattr(Press, "draft", draft)
    lines(as_(role).post(DRAFT, json=said))
    assert asked == [asks]


def test_who_may_not_prepare_any_more_leaves_no_draft(as_, engine):
    """Another draft may be under way, for which this one waits."""
    answer = as_(Role.COORDINATOR).post(DRAFT, json={"as_of": "2014-12-31"}, buffered=False)
    assert json.loads(next(answer.response))["phase"] == "waiting"
    with writing(engine) as connection:
        number = accounts.by_name(connection, f"{Role.COORDINATOR}@example.org").id
        accounts.set_active(connection, number, active=False)
    *_, last = map(json.loads, answer.response)
    assert last["error"]["code"] == "forbidden"
    with reading(engine) as connection:
        assert open_draft(connection) is None


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door[0])
def test_no_program_publishes(as_, server, engine, door):
    with writing(engine) as connection:
        secret = tokens.create(connection, "a program", Role.ADMIN, FIRST, None)
    client = server.test_client()
    path, body, _ = door
    answer = client.post(path, json=body, headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize(
    ("end", "status"),
    [
        (lambda connection, number: accounts.set_active(connection, number, active=False), 403),
        (accounts.sign_out_everywhere, 401),
        (lambda connection, number: accounts.set_role(connection, number, Role.COORDINATOR), 403),
    ],
    ids=["deactivated", "signed out everywhere", "another role"],
)
def test_who_may_not_approve_any_more_when_the_files_are_made_approves_nothing(
    as_, engine, monkeypatch, end, status: int
):
    *_, body = lines(as_(Role.COORDINATOR).post(DRAFT, json={"as_of": "2014-12-31"}))
    member = as_(Role.COMMITTEE)

    def meanwhile(*_: object) -> bytes:
        with writing(engine) as connection:
            end(connection, accounts.by_name(connection, f"{Role.COMMITTEE}@example.org").id)
        return b"a file"

    looking = replace(ROLES[Role.COORDINATOR], rights=frozenset({Right.LOOK}))
    monkeypatch.setitem(ROLES, Role.COORDINATOR, looking)
    monkeypatch.setattr(readers, "_printed", meanwhile)
    answer = member.post(APPROVE, json=body)
    assert answer.status_code == status
    with reading(engine) as connection:
        assert latest(connection) is None


def test_from_a_draft_to_a_withdrawal(as_, engine, monkeypatch):
    drafted = as_(Role.COORDINATOR).post(
        DRAFT, json={"as_of": "2014-12-31", "note_en": "A note", "note_fr": "Une note"}
    )
    assert drafted.status_code == HTTPStatus.OK
    *progress, body = lines(drafted)
    assert {line["phase"] for line in progress} == {"waiting"}
    with monkeypatch.context() as broken:
        broken.setattr(Job, "lines", dies)
        refused = as_(Role.COMMITTEE).post(APPROVE, json=body)
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    (refusal,) = refused.get_json()["refusals"]
    assert "trop occupé" in refusal["reason"]["fr"]
    approved = as_(Role.COMMITTEE).post(APPROVE, json=body)
    assert approved.get_json() == {"number": 1, "alone": False}
    with reading(engine) as connection:
        found = latest(connection)
    assert found.data_as_of.isoformat() == "2014-12-31"
    admin = as_(Role.ADMIN)
    assert admin.post(WITHDRAW, json=REASON).get_json() == {"number": 1, "alone": False}
    again = admin.post(WITHDRAW, json=REASON)
    assert again.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    (refusal,) = again.get_json()["refusals"]
    assert set(refusal["reason"]) == set(refusal["remedy"]) == {"en", "fr"}


def test_who_prepared_it_is_refused_and_another_sends_it_back(as_, engine):
    client = as_(Role.COORDINATOR)
    body = lines(client.post(DRAFT, json={}))[-1]
    answer = client.post(APPROVE, json=body)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "someone else" in answer.get_json()["refusals"][0]["reason"]["en"]
    member = as_(Role.COMMITTEE)
    answer = member.post(SEND_BACK, json=body | {"reason": " "})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert member.post(SEND_BACK, json=body | {"reason": "Too soon"}).get_json() == body
    back = look(engine).returned.back
    assert (back.author, back.reason) == ("committee@example.org", "Too soon")


@pytest.mark.parametrize(
    "body",
    [
        {"as_of": "soon"},
        {"note_en": "x" * 1001},
        {"note_fr": "\x00"},
        {"corrects": 0},
        {"confirmed": "yes"},
        {"hidden_up_to": 0},
    ],
)
def test_a_body_that_no_form_would_send_is_refused(as_, body):
    answer = as_(Role.COORDINATOR).post(DRAFT, json=body)
    assert answer.status_code == HTTPStatus.BAD_REQUEST


def test_another_site_publishes_nothing(as_):
    client = as_(Role.COORDINATOR)
    answer = client.post(DRAFT, json={}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == HTTPStatus.FORBIDDEN


def test_a_draft_that_cannot_be_says_why_at_its_end(as_):
    answer = as_(Role.COORDINATOR).post(DRAFT, json={"corrects": 7})
    (refusal,) = lines(answer)[-1]["refusals"]
    assert set(refusal["reason"]) == set(refusal["remedy"]) == {"en", "fr"}
