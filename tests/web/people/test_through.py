"""Signing in through a real provider of OpenID Connect, and what it refuses."""

import json
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from http import HTTPStatus
from urllib.parse import parse_qs, urlencode, urlsplit

import flask
import pytest
from flask.testing import FlaskClient
from joserfc.jwk import RSAKey
from sqlalchemy import Engine

from dashboard import web
from dashboard.access import accounts, links
from dashboard.database import reading, writing
from dashboard.desk.people import PeopleDesk
from dashboard.domain.shared.roles import Role
from dashboard.queries.shared.trail import history, tampering
from dashboard.settings import Settings
from dashboard.web.access.readers import People
from dashboard.web.people.provider import values_in
from tests.support import patience
from tests.support.provider import Provider, running
from tests.web.conftest import Client

BACK = "http://localhost/provider/back"
OUT = ["http://localhost/en/sign-in", "http://localhost/fr/connexion"]
FRESH = "/api/v1/freshness"
PASSWORD = "correct horse battery"  # noqa: S105
ONLY = {"password_sign_in": "false"}
PEOPLE = {
    "s-ana": {"preferred_username": "Ana@example.org", "roles": ["Group A", "nothing"]},
    "s-bo": {"preferred_username": "bo@example.org", "roles": ["members", "Group B"]},
    "s-cy": {"preferred_username": "cy@example.org", "roles": ["Group Z"]},
    "s-root": {"preferred_username": "impact (root)", "roles": "Group B"},
}


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with running([BACK], OUT, PEOPLE) as found:
        yield found


def server_with(engine: Engine, **settings: str) -> flask.Flask:
    made = flask.Flask("test")
    made.test_client_class = Client
    made.secret_key = "a key for tests"  # noqa: S105
    read = Settings(**settings)
    web.install(made, engine, read, People(engine, read))
    return made


@pytest.fixture
def server(engine: Engine, provider: Provider) -> flask.Flask:
    return server_with(engine, **provider.settings())


@pytest.fixture
def visitor(server: flask.Flask) -> FlaskClient:
    return server.test_client()


def begin(visitor: FlaskClient, path: str = "/provider/sign-in?lang=en", **more) -> str:
    answer = visitor.get(path, **more)
    assert answer.status_code == HTTPStatus.FOUND, answer.text
    return answer.headers["Location"]


def answer_of(provider: Provider, visitor: FlaskClient, login: str, **more) -> str:
    """The path with which the provider sends the visitor back."""
    back = urlsplit(provider.sign_in(begin(visitor, **more), login))
    return f"{back.path}?{back.query}"


def come_in(provider: Provider, visitor: FlaskClient, login: str, **more):
    back = answer_of(provider, visitor, login, **more)
    return visitor.get(back, headers={"Sec-Fetch-Site": "cross-site"})


def is_in(visitor: FlaskClient) -> bool:
    return visitor.get(FRESH).status_code == HTTPStatus.OK


def account_named(engine: Engine, name: str):
    with reading(engine) as connection:
        return accounts.by_name(connection, name)


def with_password(engine: Engine, name: str, role: Role = Role.COORDINATOR):
    with writing(engine) as connection:
        account = accounts.add(connection, name, role)
        accounts.set_password(connection, account.id, PASSWORD)
    return account


def test_who_has_a_role_at_the_provider_comes_in_with_the_highest_one(provider, visitor, engine):
    answer = come_in(provider, visitor, "s-bo")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/en/explore")
    assert is_in(visitor)
    found = account_named(engine, "bo@example.org")
    assert (found.role, found.by_provider, found.has_password) == (Role.ADMIN, True, False)
    assert found.last_sign_in_at is not None
    with reading(engine) as connection:
        (entry,) = history(connection, "account", "bo@example.org")
        assert tampering(connection) is None
    assert entry.author == provider.issuer


def test_the_request_has_pkce_state_nonce_and_the_readers_language(provider, visitor):
    asked = parse_qs(urlsplit(begin(visitor, "/provider/sign-in?lang=fr")).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["ui_locales"] == ["fr-CA"]
    assert asked["redirect_uri"] == [BACK]
    assert all(len(asked[name][0]) >= 20 for name in ("state", "nonce", "code_challenge"))


def test_who_comes_again_has_the_same_account_whatever_they_are_called_now(
    provider, visitor, server, engine, monkeypatch
):
    come_in(provider, visitor, "s-ana")
    with writing(engine) as connection:
        connection.exec_driver_sql("UPDATE users SET name = 'once.ana@example.org'")
    other = server.test_client()
    come_in(provider, other, "s-ana")
    assert is_in(other)
    assert account_named(engine, "ana@example.org") is None


def test_who_comes_twice_at_once_for_the_first_time_has_one_account(engine):
    """As in two tabs: each looked for the account before the other had added it."""
    given = "ana@example.org", Role.COORDINATOR, "https://provider.example.org", "s-ana"
    first, again = (PeopleDesk(engine, given[2]).add_by_provider(*given) for _ in range(2))
    assert again == first
    with reading(engine) as connection:
        assert len(history(connection, "account", "ana@example.org")) == 1


def test_without_a_role_nobody_comes_in(provider, visitor, engine):
    answer = come_in(provider, visitor, "s-cy")
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "You have no role in this dashboard." in answer.text
    assert not is_in(visitor)
    assert account_named(engine, "cy@example.org") is None


def test_another_role_at_the_provider_is_another_one_here(provider, visitor, engine):
    come_in(provider, visitor, "s-ana")
    again = server_with(engine, **provider.settings(oidc_roles="Group A=committee"))
    come_in(provider, again.test_client(), "s-ana")
    assert account_named(engine, "ana@example.org").role is Role.COMMITTEE


def test_who_lost_their_role_is_refused_and_signed_out_where_they_were_in(
    provider, visitor, engine
):
    come_in(provider, visitor, "s-ana")
    again = server_with(engine, **provider.settings(oidc_roles="Group B=admin")).test_client()
    assert come_in(provider, again, "s-ana").status_code == HTTPStatus.FORBIDDEN
    assert not is_in(again)
    assert not is_in(visitor)


def test_a_closed_account_stays_closed(provider, visitor, engine):
    come_in(provider, visitor, "s-ana")
    account = account_named(engine, "ana@example.org")
    PeopleDesk(engine, "test").set_active(account.id, active=False)
    answer = come_in(provider, visitor, "s-ana")
    assert (answer.status_code, "This account is deactivated." in answer.text) == (403, True)
    assert not is_in(visitor)


def test_the_account_of_somebody_else_with_that_name_is_not_taken(provider, visitor, engine):
    with_password(engine, "ana@example.org", Role.ADMIN)
    answer = come_in(provider, visitor, "s-ana")
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "An account with your name exists here already" in answer.text
    assert not is_in(visitor)
    assert account_named(engine, "ana@example.org").has_password


def test_nobody_is_called_what_the_log_calls_the_program(provider, visitor, engine):
    assert come_in(provider, visitor, "s-root").status_code == HTTPStatus.CONFLICT
    assert not is_in(visitor)


# Joining one's own account


def signed_in(engine: Engine, server: flask.Flask, name: str) -> FlaskClient:
    with_password(engine, name)
    client = server.test_client()
    client.post("/en/sign-in", data={"name": name, "password": PASSWORD})
    assert is_in(client)
    return client


def test_who_is_signed_in_joins_their_account_and_its_password_is_gone(provider, server, engine):
    mine = signed_in(engine, server, "ana@example.org")
    answer = come_in(provider, mine, "s-ana", path="/provider/sign-in?join=&next=/en/account")
    assert answer.headers["Location"] == "/en/account"
    assert "which manages your password" in mine.get("/en/account").text
    found = account_named(engine, "ana@example.org")
    assert (found.by_provider, found.has_password) == (True, False)
    other = server.test_client()
    other.post("/en/sign-in", data={"name": "ana@example.org", "password": PASSWORD})
    assert not is_in(other)


def test_another_site_can_make_nobody_join(server, engine):
    mine = signed_in(engine, server, "ana@example.org")
    headers = {"Sec-Fetch-Site": "cross-site"}
    answer = mine.get("/provider/sign-in?join=", headers=headers)
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert server.test_client().get("/provider/sign-in?join=").status_code == 401


@pytest.mark.parametrize(
    "end",
    [
        lambda desk, account: desk.sign_out_everywhere(account.id),
        lambda desk, account: desk.set_active(account.id, active=False),
    ],
    ids=["signed out", "deactivated"],
)
def test_whose_sign_in_has_ended_meanwhile_joins_nothing(provider, server, engine, end):
    """Whoever copied the cookie, or sits at that browser now, could else take the account over."""
    mine = signed_in(engine, server, "ana@example.org")
    back = answer_of(provider, mine, "s-bo", path="/provider/sign-in?join=")
    end(PeopleDesk(engine, "test"), account_named(engine, "ana@example.org"))
    answer = mine.get(back, headers={"Sec-Fetch-Site": "cross-site"})
    assert (answer.status_code, TOO_OLD in answer.text) == (400, True)
    assert not is_in(mine)
    found = account_named(engine, "ana@example.org")
    assert (found.by_provider, found.has_password) == (False, True)
    assert account_named(engine, "bo@example.org") is None


def test_who_was_away_too_long_joins_nothing(provider, server, engine, monkeypatch):
    mine = signed_in(engine, server, "ana@example.org")
    back = answer_of(provider, mine, "s-bo", path="/provider/sign-in?join=")
    with mine.session_transaction() as session:
        session["seen"] -= 24 * 3600
        session["since"] -= 24 * 3600
        session.modified = True
    refused(mine, back)
    assert not account_named(engine, "ana@example.org").by_provider


def test_nobody_joins_an_account_to_somebody_who_has_one(provider, server, visitor, engine):
    come_in(provider, visitor, "s-ana")
    mine = signed_in(engine, server, "mine@example.org")
    answer = come_in(provider, mine, "s-ana", path="/provider/sign-in?join=")
    assert answer.status_code == HTTPStatus.CONFLICT
    assert account_named(engine, "mine@example.org").has_password


def test_a_one_time_link_gives_a_password_and_ends_the_way_through_the_provider(
    provider, visitor, server, engine
):
    come_in(provider, visitor, "s-ana")
    with writing(engine) as connection:
        link = links.make(connection, accounts.by_name(connection, "ana@example.org").id)
    visitor.post(f"/en/password/{link}", data={"password": PASSWORD, "again": PASSWORD})
    found = account_named(engine, "ana@example.org")
    assert (found.by_provider, found.has_password) == (False, True)
    assert come_in(provider, server.test_client(), "s-ana").status_code == HTTPStatus.CONFLICT


# What is forged, used, old, or of somebody else

TOO_OLD = "This sign-in is too old, was already used, or was started elsewhere."


def refused(visitor: FlaskClient, path: str) -> None:
    answer = visitor.get(path, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert TOO_OLD in answer.text
    assert not is_in(visitor)


@pytest.mark.parametrize("change", [{"state": ["forged"]}, {"state": []}, {"code": ["forged"]}])
def test_a_forged_answer_is_refused(provider, visitor, change):
    back = urlsplit(answer_of(provider, visitor, "s-ana"))
    query = urlencode(parse_qs(back.query) | change, doseq=True)
    refused(visitor, f"{back.path}?{query}")


def test_an_answer_without_anything_is_refused(visitor):
    refused(visitor, "/provider/back")


def test_the_answer_to_somebody_elses_sign_in_is_refused(provider, visitor, server):
    """Else an attacker could make others work in the attacker's account."""
    back = answer_of(provider, server.test_client(), "s-ana")
    begin(visitor)
    refused(visitor, back)


def test_an_answer_is_good_once(provider, visitor):
    back = answer_of(provider, visitor, "s-ana")
    cookie = visitor.get_cookie("impact").value
    visitor.get(back)
    assert is_in(visitor)
    visitor.post("/sign-out")
    refused(visitor, back)
    visitor.set_cookie("impact", cookie)  # as it was before: the provider knows the code was used
    refused(visitor, back)


def test_an_answer_for_another_nonce_is_refused(provider, visitor):
    back = answer_of(provider, visitor, "s-ana")
    with visitor.session_transaction() as session:
        (name,) = [one for one in session if one.startswith("_state_oidc_")]
        session[name]["data"]["nonce"] = "another"
        session.modified = True
    refused(visitor, back)


def test_a_code_without_its_verifier_is_refused(provider, visitor):
    back = answer_of(provider, visitor, "s-ana")
    with visitor.session_transaction() as session:
        (name,) = [one for one in session if one.startswith("_state_oidc_")]
        session[name]["data"]["code_verifier"] = "x" * 48
        session.modified = True
    refused(visitor, back)


def test_a_code_that_is_too_old_is_refused(provider, engine):
    server = server_with(engine, **provider.settings(oidc_client_id="hasty"))
    visitor = server.test_client()
    back = answer_of(provider, visitor, "s-ana")
    ends = int(time.time()) + 1  # the provider counts whole seconds, and gives hasty ones one
    patience.until(lambda: time.time() >= ends, "the clock stands still")
    refused(visitor, back)


def client_of(server: flask.Flask):
    return server.extensions["authlib.integrations.flask_client"].create_client("oidc")


def token_changed(monkeypatch, server: flask.Flask, change) -> None:
    """Let what the provider answers be changed on its way."""
    app = client_of(server)
    fetch = app.fetch_access_token

    def fetch_and_change(*arguments, **named):
        token = fetch(*arguments, **named)
        return token | {"id_token": change(token["id_token"])}

    monkeypatch.setattr(app, "fetch_access_token", fetch_and_change)


def rewritten(id_token: str, part: int = 1, **claims) -> str:
    parts = id_token.split(".")
    said = json.loads(urlsafe_b64decode(parts[part] + "=="))
    parts[part] = urlsafe_b64encode(json.dumps(said | claims).encode()).rstrip(b"=").decode()
    return ".".join(parts)


def test_an_access_token_may_last_for_seconds_only(provider, server, visitor, monkeypatch):
    """It is used at once, for the provider's user info."""
    app = client_of(server)
    fetch = app.fetch_access_token

    def fetch_a_short_one(*arguments, **named):
        token = fetch(*arguments, **named)
        return token | {"expires_in": 30, "expires_at": int(time.time()) + 30}

    monkeypatch.setattr(app, "fetch_access_token", fetch_a_short_one)
    come_in(provider, visitor, "s-ana")
    assert is_in(visitor)


def test_an_id_token_for_another_program_is_refused(provider, server, visitor, engine, monkeypatch):
    """A token that the provider itself signed, for somebody else of its clients."""
    kept = []
    elsewhere = server_with(engine, **provider.settings(oidc_client_id="other"))
    token_changed(monkeypatch, elsewhere, lambda token: kept.append(token) or token)
    other = elsewhere.test_client()
    come_in(provider, other, "s-bo")
    assert is_in(other)
    token_changed(monkeypatch, server, lambda _: kept[0])
    back = answer_of(provider, visitor, "s-ana")
    with visitor.session_transaction() as session:  # even if its nonce were ours
        (name,) = [one for one in session if one.startswith("_state_oidc_")]
        nonce = json.loads(urlsafe_b64decode(kept[0].split(".")[1] + "=="))["nonce"]
        session[name]["data"]["nonce"] = nonce
        session.modified = True
    refused(visitor, back)


@pytest.mark.parametrize(
    "change",
    [
        lambda token: rewritten(token, sub="s-bo"),
        lambda token: rewritten(token, iss="http://127.0.0.1:1"),
        lambda token: rewritten(token, part=0, alg="none").rpartition(".")[0] + ".",
        lambda token: rewritten(token, part=0, alg="HS256"),
        lambda _: "",
        lambda _: "a.b.c",
    ],
)
def test_an_id_token_that_the_provider_did_not_sign_is_refused(
    provider, server, visitor, monkeypatch, change
):
    token_changed(monkeypatch, server, change)
    refused(visitor, answer_of(provider, visitor, "s-ana"))


def test_a_key_that_the_provider_made_anew_under_an_old_name_is_known(provider, server, visitor):
    """Some have one key, whose name stays the same, or none that has a name."""
    app = client_of(server)
    keys = app.fetch_jwk_set()["keys"]
    (name,) = [one["kid"] for one in keys if one["kty"] == "RSA"]
    old = RSAKey.generate_key(2048, {"kid": name}).as_dict(private=False)
    app.server_metadata["jwks"] = {"keys": [old]}
    assert come_in(provider, visitor, "s-ana").status_code == HTTPStatus.SEE_OTHER
    assert is_in(visitor)


def test_an_answer_of_another_issuer_is_refused(provider, visitor):
    back = urlsplit(answer_of(provider, visitor, "s-ana"))
    assert parse_qs(back.query)["iss"] == [provider.issuer]
    query = urlencode(parse_qs(back.query) | {"iss": "https://elsewhere.example"}, doseq=True)
    refused(visitor, f"{back.path}?{query}")


def test_who_turns_round_at_the_provider_is_told_so(visitor):
    begin(visitor, "/provider/sign-in?lang=fr")
    answer = visitor.get("/provider/back?error=access_denied&state=x")
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "La connexion chez le fournisseur d’identité n’a pas eu lieu" in answer.text


@pytest.mark.parametrize(
    "wanted",
    ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/x", ""],
)
def test_nobody_is_led_on_to_another_site(provider, visitor, wanted):
    path = f"/provider/sign-in?{urlencode({'lang': 'en', 'next': wanted})}"
    assert come_in(provider, visitor, "s-ana", path=path).headers["Location"] == "/en/explore"


def test_who_was_on_the_way_to_a_page_comes_to_it(provider, visitor):
    path = f"/provider/sign-in?{urlencode({'lang': 'fr', 'next': '/fr/lieux?language=fr'})}"
    answer = come_in(provider, visitor, "s-ana", path=path)
    assert answer.headers["Location"] == "/fr/lieux?language=fr"


# The page to sign in, and signing out


def test_the_button_stands_above_the_form_in_both_languages(visitor):
    english = visitor.get("/en/sign-in?next=/en/venues").text
    assert "Sign in with PACT account" in english
    assert "/provider/sign-in?lang=en&amp;next=%2Fen%2Fvenues" in english
    assert 'name="password"' in english
    assert "compte PACT" in visitor.get("/fr/connexion").text


def test_a_setting_leaves_the_provider_only(provider, engine):
    with_password(engine, "ana@example.org")
    with writing(engine) as connection:
        link = links.make(connection, accounts.by_name(connection, "ana@example.org").id)
    server = server_with(engine, **provider.settings(**ONLY))
    visitor = server.test_client()
    assert 'name="password"' not in visitor.get("/en/sign-in").text
    given = {"name": "ana@example.org", "password": PASSWORD}
    assert visitor.post("/en/sign-in", data=given).status_code == HTTPStatus.FORBIDDEN
    assert visitor.get(f"/en/password/{link}").status_code == HTTPStatus.NOT_FOUND
    assert not is_in(visitor)


def test_who_signs_out_is_offered_to_sign_out_of_the_provider(provider, visitor):
    come_in(provider, visitor, "s-ana")
    answer = visitor.post("/sign-out", headers={"Accept-Language": "en"})
    page = visitor.get(answer.headers["Location"]).text
    assert "Sign out of PACT account as well" in page
    to = urlsplit(visitor.get("/provider/sign-out?lang=en").headers["Location"])
    assert f"{to.scheme}://{to.netloc}" == provider.issuer
    assert parse_qs(to.query)["post_logout_redirect_uri"] == ["http://localhost/en/sign-in"]
    assert not is_in(visitor)


def test_without_a_provider_there_is_nothing(engine):
    visitor = server_with(engine).test_client()
    assert "Sign in with" not in visitor.get("/en/sign-in").text
    for path in ("/provider/sign-in", "/provider/back", "/provider/sign-out"):
        assert visitor.get(path).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("issuer", ["http://127.0.0.1:1", "{issuer}/"])
def test_a_provider_that_is_not_there_or_calls_itself_otherwise_is_told(provider, engine, issuer):
    settings = provider.settings(oidc_issuer=issuer.format(issuer=provider.issuer))
    visitor = server_with(engine, **settings).test_client()
    answer = visitor.get("/provider/sign-in?lang=en")
    assert answer.status_code == HTTPStatus.BAD_GATEWAY
    assert "The identity provider cannot be reached at the moment." in answer.text
    assert visitor.get("/provider/sign-out?lang=en").headers["Location"] == "/en/sign-in"


def test_nothing_of_a_sign_in_is_in_the_log(provider, visitor, caplog):
    caplog.set_level("DEBUG", "impact")
    back = answer_of(provider, visitor, "s-ana")
    visitor.get(back)
    assert parse_qs(urlsplit(back).query)["code"][0] not in caplog.text
    assert "GET /provider/back 303" in caplog.text


@pytest.mark.parametrize(
    ("claims", "name", "found"),
    [
        ({"roles": ["a", "b", 1, None]}, "roles", ["a", "b"]),
        ({"roles": "a"}, "roles", ["a"]),
        ({"realm": {"roles": ["a"]}}, "realm.roles", ["a"]),
        ({"https://x.org/roles": ["a"]}, "https://x.org/roles", ["a"]),
        ({"realm": "x"}, "realm.roles", []),
        ({}, "roles", []),
        ({"roles": {"a": 1}}, "roles", []),
    ],
)
def test_the_roles_are_found_in_the_claim_however_it_is_made(claims, name, found):
    assert values_in(claims, name) == found
