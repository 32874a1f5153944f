"""Accounts and tokens over JSON, and one's own account."""

import time
from datetime import date, timedelta
from http import HTTPStatus
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from dashboard.access import accounts, throttle, tokens
from dashboard.database import reading, writing
from dashboard.domain.shared.roles import Role
from dashboard.queries.people.people import every_token
from dashboard.queries.shared.trail import history, tampering
from dashboard.writes.state import mark_as_demonstration
from tests.web.conftest import with_token

PASSWORD, OTHER = "correct horse battery", "another long password"
FRESH = "/api/v1/freshness"
EN = {"language": "en"}


def made(engine: Engine, name: str, role: Role):
    with writing(engine) as connection:
        account = accounts.add(connection, name, role)
        accounts.set_password(connection, account.id, PASSWORD)
        return accounts.by_id(connection, account.id)


def signed_in(server, name: str, password: str = PASSWORD) -> FlaskClient:
    client = server.test_client()
    client.post("/en/sign-in", data={"name": name, "password": password})
    return client


def is_in(client: FlaskClient) -> bool:
    return client.get(FRESH).status_code == HTTPStatus.OK


@pytest.fixture
def root(engine, server) -> FlaskClient:
    made(engine, "root", Role.ADMIN)
    return signed_in(server, "root")


@pytest.fixture
def ana(engine):
    return made(engine, "ana", Role.COORDINATOR)


def found(engine: Engine, name: str):
    with reading(engine) as connection:
        return accounts.by_name(connection, name)


def log_of(engine: Engine, subject: str, key: str):
    with reading(engine) as connection:
        assert tampering(connection) is None
        return history(connection, subject, key)


def fault(answer) -> str:
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    (only,) = answer.get_json()["faults"]
    assert all(only[part]["fr"] for part in ("reason", "remedy"))
    return only["reason"]["en"]


def test_a_person_is_added_and_gets_in_by_the_link(root, server, engine):
    answer = root.post("/api/v1/people", json={"name": "Bo@X.org", "role": "coordinator", **EN})
    assert answer.headers["Cache-Control"] == "private, no-store"
    said = answer.get_json()
    assert said["name"] == "bo@x.org"
    link = urlsplit(said["link"])
    assert (link.netloc, link.path[:13]) == ("localhost", "/en/password/")
    given = {"password": OTHER, "again": OTHER}
    assert server.test_client().post(link.path, data=given).status_code == HTTPStatus.SEE_OTHER
    assert is_in(signed_in(server, "bo@x.org", OTHER))
    used, added = log_of(engine, "account", "bo@x.org")
    assert [(added.author, added.before), used.author] == [("root", None), "bo@x.org"]
    assert link.path.rpartition("/")[2] not in f"{added}{used}"


@pytest.mark.parametrize("name", ["", "   ", "ana", "ANA "])
def test_a_name_that_is_none_or_taken_is_told(root, ana, name):
    reason = fault(root.post("/api/v1/people", json={"name": name, "role": "admin", **EN}))
    assert reason.startswith(("No account can have", "An account with that name"))


def test_nobody_gets_a_name_that_the_log_has_for_others(root):
    token = {"name": "A report", "role": "admin", "days": 1}
    assert root.post("/api/v1/tokens", json=token).status_code == HTTPStatus.OK
    for name, why in {
        "impact (root)": "In the audit log",
        "Impact": "In the audit log",
        "a report": "A program’s token has that name",
    }.items():
        body = {"name": name, "role": "admin", **EN}
        assert fault(root.post("/api/v1/people", json=body)).startswith(why)
    called = token | {"name": "IMPACT (root)"}
    assert fault(root.post("/api/v1/tokens", json=called)).startswith("In the audit log")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("people", {"name": "x", "role": "king", **EN}),
        ("people", {"name": "x", "role": "admin"}),
        ("people", {"name": "x" * 201, "role": "admin", **EN}),
        ("people", {"name": "x\x00", "role": "admin", **EN}),
        ("people", {"name": "x", "role": "admin", "active": True, **EN}),
        ("people/1/role", {"role": ["admin"]}),
        ("people/1/active", {"active": "false"}),
        ("people/1/link", {"language": "de"}),
        ("people/1/sign-out", {"x": 1}),
        ("tokens", {"name": "x", "role": "committee", "days": 0}),
        ("tokens", {"name": "x", "role": "committee", "days": "9"}),
        ("tokens", {"name": "x", "role": "committee", "days": 99999}),
    ],
)
def test_a_body_that_is_not_as_described_is_refused(root, path, body):
    assert root.post(f"/api/v1/{path}", json=body).status_code == HTTPStatus.BAD_REQUEST


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("people/99/role", {"role": "admin"}),
        ("people/99/active", {"active": True}),
        ("people/99/link", EN),
        ("people/99/sign-out", {}),
        ("tokens/99/revoke", {}),
    ],
)
def test_who_is_not_there_is_not_found(root, path, body):
    assert root.post(f"/api/v1/{path}", json=body).status_code == HTTPStatus.NOT_FOUND


def test_a_role_is_changed_from_the_next_click_on_and_logged_once(root, server, engine, ana):
    hers = signed_in(server, "ana")
    for _ in range(2):  # pressed twice
        root.post(f"/api/v1/people/{ana.id}/role", json={"role": "committee"})
    assert hers.get("/api/v1/progress").get_json()["audience"] == "committee"
    (entry,) = log_of(engine, "account", "ana")
    assert ('"coordinator"' in entry.before, '"committee"' in entry.after) == (True, True)


def test_an_account_is_closed_and_opened_again(root, server, ana):
    hers = signed_in(server, "ana")
    root.post(f"/api/v1/people/{ana.id}/active", json={"active": False})
    assert not is_in(hers)
    assert not is_in(signed_in(server, "ana"))
    root.post(f"/api/v1/people/{ana.id}/active", json={"active": True})
    assert is_in(signed_in(server, "ana"))


def test_who_is_let_in_already_notices_nothing_of_being_let_in_again(root, server, engine, ana):
    hers = signed_in(server, "ana")
    link = urlsplit(root.post(f"/api/v1/people/{ana.id}/link", json=EN).get_json()["link"]).path
    before = log_of(engine, "account", "ana")
    root.post(f"/api/v1/people/{ana.id}/active", json={"active": True})
    assert is_in(hers)
    assert server.test_client().get(link).status_code == HTTPStatus.OK
    assert log_of(engine, "account", "ana") == before


def test_a_new_link_makes_the_earlier_one_useless(root, server, ana):
    first, second = (
        urlsplit(root.post(f"/api/v1/people/{ana.id}/link", json=EN).get_json()["link"]).path
        for _ in range(2)
    )
    visitor = server.test_client()
    assert visitor.get(first).status_code == HTTPStatus.GONE
    assert visitor.get(second).status_code == HTTPStatus.OK


def test_somebody_is_signed_out_everywhere(root, server, ana):
    hers = [signed_in(server, "ana") for _ in range(2)]
    root.post(f"/api/v1/people/{ana.id}/sign-out", json={})
    assert not any(is_in(each) for each in hers)
    assert is_in(root)


def test_the_last_administrator_who_can_sign_in_stays(root, engine, ana):
    with writing(engine) as connection:
        accounts.add(connection, "not yet here", Role.ADMIN)
    me = found(engine, "root").id
    for path, body in (
        (f"people/{me}/role", {"role": "committee"}),
        (f"people/{me}/active", {"active": False}),
    ):
        assert fault(root.post(f"/api/v1/{path}", json=body)).startswith("Nobody else")
    root.post(f"/api/v1/people/{ana.id}/role", json={"role": "admin"})
    assert root.post(f"/api/v1/people/{me}/role", json={"role": "committee"}).status_code == 200
    assert found(engine, "root").role is Role.COMMITTEE


def test_a_token_is_made_shown_once_and_revoked(root, server, engine):
    body = {"name": " monthly ", "role": "committee", "days": 30}
    secret = root.post("/api/v1/tokens", json=body).get_json()["token"]
    program = server.test_client()
    program.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
    assert is_in(program)
    with reading(engine) as connection:
        (token,) = every_token(connection)
    assert (token.name, token.expires_on - token.created_on) == ("monthly", timedelta(30))
    root.post(f"/api/v1/tokens/{token.id}/revoke", json={})
    assert not is_in(program)
    assert root.post(f"/api/v1/tokens/{token.id}/revoke", json={}).status_code == 404
    entries = log_of(engine, "token", str(token.id))
    assert [entry.author for entry in entries] == ["root", "root"]
    assert secret not in str(entries)


@pytest.mark.parametrize("name", ["ROOT ", "ab\u202ecd", "root\u200b", " "])
def test_no_token_stands_in_the_log_as_a_person_or_reversed(root, engine, name):
    body = {"name": name, "role": "coordinator", "days": 30}
    assert root.post("/api/v1/tokens", json=body).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    with reading(engine) as connection:
        assert every_token(connection) == ()


def test_a_token_whatever_its_role_makes_no_token_and_no_account(server, engine):
    client = with_token(server, engine, Role.ADMIN)
    for path, body in (
        ("tokens", {"name": "y", "role": "admin", "days": 9}),
        ("people", {"name": "y", "role": "admin", **EN}),
    ):
        assert client.post(f"/api/v1/{path}", json=body).status_code == HTTPStatus.FORBIDDEN


ROUTES = (
    ("people", {"name": "y", "role": "admin", **EN}),
    ("people/1/role", {"role": "admin"}),
    ("people/1/active", {"active": False}),
    ("people/1/link", EN),
    ("people/1/sign-out", {}),
    ("tokens", {"name": "y", "role": "admin", "days": 9}),
    ("tokens/1/revoke", {}),
)


@pytest.mark.parametrize("role", [None, Role.COMMITTEE, Role.COORDINATOR])
def test_nobody_but_an_administrator_changes_anything(server, engine, role):
    visitor = server.test_client()
    if role:
        made(engine, "x", role)
        visitor = signed_in(server, "x")
    before = engine_state(engine)
    for path, body in ROUTES:
        status = visitor.post(f"/api/v1/{path}", json=body).status_code
        assert status == (HTTPStatus.FORBIDDEN if role else HTTPStatus.UNAUTHORIZED), path
    assert engine_state(engine) == before


def engine_state(engine: Engine):
    with reading(engine) as connection:
        return accounts.every(connection), every_token(connection)


def test_no_other_site_makes_an_administrator_change_anything(root):
    for path, body in ROUTES:
        headers = {"Sec-Fetch-Site": "cross-site"}
        answer = root.post(f"/api/v1/{path}", json=body, headers=headers)
        assert answer.status_code == HTTPStatus.FORBIDDEN, path


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_tokens_first_use_of_a_day_waits_for_nobody_who_writes(request, kind):
    engine: Engine = request.getfixturevalue(f"{kind}_engine")
    today = date(2015, 3, 25)
    with writing(engine) as connection:
        tokens.create(connection, "x", Role.COMMITTEE, today, None)
        (token,) = every_token(connection)
    with writing(engine) as importer:
        importer.exec_driver_sql("UPDATE api_tokens SET name = 'held'")
        began = time.monotonic()
        tokens.mark_used(engine, token.id, today)
        waited = time.monotonic() - began
    with reading(engine) as connection:
        assert every_token(connection)[0].last_used_on is None
    assert waited < 10  # and not the thirty seconds of other writers
    tokens.mark_used(engine, token.id, today)
    with reading(engine) as connection:
        assert every_token(connection)[0].last_used_on == today


# One's own account


def change(client: FlaskClient, now: str = PASSWORD, new: str = OTHER, again: str = ""):
    given = {"do": "password", "now": now, "password": new, "again": again or new}
    return client.post("/en/account", data=given)


def test_ones_own_password_is_changed_and_ends_the_other_browsers(server, engine, ana):
    here, elsewhere = signed_in(server, "ana"), signed_in(server, "ana")
    answer = change(here)
    assert answer.headers["Location"] == "/en/account?saved="
    assert "Your new password is in force" in here.get("/en/account?saved=").text
    assert (is_in(here), is_in(elsewhere)) == (True, False)
    assert is_in(signed_in(server, "ana", OTHER))
    (entry,) = log_of(engine, "account", "ana")
    assert (entry.author, OTHER in str(entry)) == ("ana", False)


@pytest.mark.parametrize(
    ("now", "new", "again", "said"),
    [
        ("wrong", OTHER, OTHER, "That is not your current password."),
        (PASSWORD, "short", "short", "12 to 256 characters"),
        (PASSWORD, OTHER, OTHER + "!", "not the same"),
    ],
)
@pytest.mark.usefixtures("ana")
def test_a_password_is_not_changed_without_the_one_of_now(server, now, new, again, said):
    here = signed_in(server, "ana")
    answer = change(here, now, new, again)
    assert (answer.status_code, said in answer.text) == (400, True)
    assert is_in(signed_in(server, "ana"))


def test_nobody_guesses_the_password_of_a_browser_left_open_for_long(server, ana):
    here = signed_in(server, "ana")
    for _ in range(throttle.MOST_HERE):
        change(here, "wrong")
    answer = change(here)
    assert "Too many attempts" in answer.text
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "900")


def test_everybody_signs_themselves_out_everywhere(server, ana):
    here, elsewhere = signed_in(server, "ana"), signed_in(server, "ana")
    answer = here.post("/fr/compte", data={"do": "everywhere"})
    assert answer.headers["Location"] == "/fr/connexion?out=here"
    assert not any(is_in(each) for each in (here, elsewhere))


def test_a_stranger_is_asked_who_they_are_and_comes_back(server, ana):
    visitor = server.test_client()
    assert visitor.get("/fr/compte").headers["Location"] == "/fr/connexion?next=%2Ffr%2Fcompte"
    assert change(visitor).status_code == HTTPStatus.UNAUTHORIZED
    given = {"name": "ana", "password": PASSWORD}
    answer = visitor.post("/fr/connexion?next=/fr/compte", data=given)
    assert answer.headers["Location"] == "/fr/compte"
    assert "Votre compte" in visitor.get("/fr/compte").text


def test_a_program_has_no_account(server, client):
    assert client.get("/en/account").status_code == HTTPStatus.FORBIDDEN


def test_in_the_demonstration_nobody_has_one(server, engine):
    with writing(engine) as connection:
        mark_as_demonstration(connection)
    visitor = server.test_client()
    assert "so there are no accounts" in visitor.get("/en/account").text
    assert change(visitor).status_code == HTTPStatus.FORBIDDEN


def test_no_account_shuts_the_demonstration_to_whoever_tries_it(server, engine):
    with writing(engine) as connection:
        mark_as_demonstration(connection)
    visitor = server.test_client()
    visitor.post("/act-as", data={"role": "admin"})
    answer = visitor.post("/api/v1/people", json={"name": "bo", "role": "coordinator", **EN})
    assert fault(answer) == "The demonstration has no sign-in, so there are no accounts"
    assert found(engine, "bo") is None
    assert is_in(visitor)
