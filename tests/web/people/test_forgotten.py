"""A link by mail for who forgot their password: the same answer for everybody."""

import re
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from threading import Event

import flask
import pytest
from flask.testing import FlaskClient

from dashboard import web
from dashboard.access import accounts, identities, throttle
from dashboard.database import reading, writing
from dashboard.desk.people import PeopleDesk
from dashboard.domain.shared.roles import Role
from dashboard.queries.people.people import links_not_sent
from dashboard.queries.shared.trail import history
from dashboard.settings import Settings
from dashboard.web.access.readers import People
from tests.support import mail
from tests.web.conftest import Client

NAME, PASSWORD = "ana@example.org", "correct horse battery"
ON_ITS_WAY = "a link is on its way"
LINK = re.compile(r"http://localhost(/\S+)")


@pytest.fixture
def box():
    with mail.running() as found:
        yield found


@pytest.fixture
def visitor(engine, box, sent) -> FlaskClient:
    settings = Settings(
        smtp_url=f"smtp://127.0.0.1:{box.port}",
        mail_from="impact@example.org",
        base_url="http://localhost",
    )
    made = flask.Flask("test")
    made.test_client_class = Client
    made.secret_key = "a key for tests"  # noqa: S105
    web.install(made, engine, settings, People(engine, settings))
    return made.test_client()


@pytest.fixture
def ana(engine):
    with writing(engine) as connection:
        account = accounts.add(connection, NAME, Role.COORDINATOR)
        accounts.set_password(connection, account.id, PASSWORD)
    return account


@pytest.fixture
def sent(monkeypatch):
    """Waits until what was begun in the background is done; so does the end of a test."""
    pools = []

    class Pool(ThreadPoolExecutor):
        def __init__(self, *arguments):
            super().__init__(*arguments)
            pools.append(self)

    monkeypatch.setattr("dashboard.web.people.forgotten.ThreadPoolExecutor", Pool)

    def wait():
        for pool in pools:
            pool.shutdown(wait=True)

    yield wait
    wait()  # before the mail server stops, or its connection stays open


def ask(visitor: FlaskClient, name: str, path: str = "/en/forgot-password"):
    return visitor.post(path, data={"name": name})


def test_the_link_in_the_message_sets_a_password_once(ana, visitor, box, sent, engine):
    assert ON_ITS_WAY in ask(visitor, f" {NAME.upper()} ").text
    sent()
    (message,) = box.messages
    assert (message["To"], message["From"]) == (NAME, "impact@example.org")
    assert message["Subject"] == "Your password for the imPACT dashboard"
    path = LINK.search(message.get_content())[1]
    given = {"password": "another long password", "again": "another long password"}
    assert visitor.post(path, data=given).status_code == HTTPStatus.SEE_OTHER
    assert visitor.post(path, data=given).status_code == HTTPStatus.GONE
    with reading(engine) as connection:
        assert accounts.signed_in(connection, NAME, "another long password")
        events = [(one.author, one.after) for one in history(connection, "account", NAME)]
    assert [author for author, _ in events] == [NAME, "impact"]
    assert path.rpartition("/")[2] not in str(events)


def test_the_message_is_in_the_readers_language(ana, visitor, box, sent):
    ask(visitor, NAME, "/fr/mot-de-passe-oublie")
    sent()
    (message,) = box.messages
    assert message["Subject"] == "Votre mot de passe du tableau de bord imPACT"
    assert "/fr/mot-de-passe/" in message.get_content()


def close(engine, ana):
    PeopleDesk(engine, "test").set_active(ana.id, active=False)


def leave_to_the_provider(engine, ana):
    with writing(engine) as connection:
        identities.tie(connection, ana.id, "https://login.example.org", "s-ana")


@pytest.mark.parametrize("change", [close, leave_to_the_provider])
def test_who_cannot_have_a_password_gets_no_message_but_the_same_answer(
    visitor, box, sent, request, change
):
    change(request.getfixturevalue("engine"), request.getfixturevalue("ana"))
    there, not_there = ask(visitor, NAME), ask(visitor, "nobody@example.org")
    sent()
    assert (there.status_code, there.data) == (not_there.status_code, not_there.data)
    assert ON_ITS_WAY in there.text
    assert box.messages == []


def test_an_account_whose_name_is_no_address_gets_none(visitor, box, sent, engine):
    with writing(engine) as connection:
        accounts.add(connection, "admin", Role.ADMIN)
    assert ON_ITS_WAY in ask(visitor, "admin").text
    sent()
    assert box.messages == []


def test_nobody_waits_for_the_message(ana, visitor, monkeypatch, sent):
    """The answer is there before anything is looked up: time tells nothing, either."""
    go_on, looked_up = Event(), Event()

    def look_up(*_):
        assert go_on.wait(20)
        looked_up.set()

    monkeypatch.setattr("dashboard.web.people.forgotten._send", look_up)
    assert ON_ITS_WAY in ask(visitor, NAME).text
    assert not looked_up.is_set()
    go_on.set()
    sent()
    assert looked_up.is_set()


def test_few_messages_go_to_one_name_and_a_few_more_from_one_place(ana, visitor, box, sent):
    answers = [ask(visitor, NAME) for _ in range(throttle.MOST_MESSAGES + 1)]
    assert [one.status_code for one in answers] == [200] * throttle.MOST_MESSAGES + [429]
    assert answers[-1].headers["Retry-After"] == "900"
    assert ask(visitor, "nobody@example.org").status_code == HTTPStatus.OK
    sent()
    assert len(box.messages) == throttle.MOST_MESSAGES


def test_many_names_from_one_place_are_too_many(engine):
    with writing(engine) as connection:
        for number in range(throttle.MOST_MESSAGES_BY_PLACE):
            throttle.asked(connection, f"n{number}", "192.0.2.7")
        assert throttle.is_asked_too_often(connection, NAME, "192.0.2.7")
        assert throttle.is_asked_too_often(connection, NAME, "192.0.2.7:50123")
        assert not throttle.is_asked_too_often(connection, NAME, "192.0.2.8")


def test_asking_closes_nobodys_way_in(ana, visitor):
    for _ in range(throttle.MOST_HERE + 1):
        ask(visitor, NAME)
    given = {"name": NAME, "password": PASSWORD}
    assert visitor.post("/en/sign-in", data=given).status_code == HTTPStatus.SEE_OTHER


def test_an_administrators_link_stays_good_when_somebody_asks(ana, visitor, sent, engine):
    secret = PeopleDesk(engine, "test").new_link(ana.id)
    ask(visitor, NAME)
    sent()
    assert visitor.get(f"/en/password/{secret}").status_code == HTTPStatus.OK


def test_a_mail_server_that_is_gone_is_told_to_administrators_alone(ana, engine, caplog, sent):
    settings = Settings(
        smtp_url="smtp://user:hush@127.0.0.1:1",
        mail_from="impact@example.org",
        base_url="http://localhost",
    )
    made = flask.Flask("test")
    made.test_client_class = Client
    made.secret_key = "a key for tests"  # noqa: S105
    web.install(made, engine, settings, People(engine, settings))
    assert ON_ITS_WAY in ask(made.test_client(), NAME).text
    sent()
    assert "builtins.ConnectionRefusedError" in caplog.text
    assert not any(secret in caplog.text for secret in (NAME, "hush", "/password/"))
    with reading(engine) as connection:
        entry = history(connection, "account", NAME)[0]
        assert (entry.author, '"event":"link not sent"' in entry.after) == ("impact", True)
    desk = PeopleDesk(engine, "test")
    root, _ = desk.add("root@example.org", Role.ADMIN)
    desk.set_password(root.id, PASSWORD)
    admin = made.test_client()
    admin.post("/en/sign-in", data={"name": root.name, "password": PASSWORD})
    messages, log = admin.get("/fr/personnes/messages").text, admin.get("/en/people/log").text
    assert "Liens de mot de passe qui n’ont pas pu être envoyés" in messages
    assert messages.count(f"<li>{NAME}, ") == 1
    assert f"Accounts: {NAME} (password link could not be emailed)" in log
    with reading(engine) as connection:
        assert links_not_sent(connection, "2999") == ()


def test_a_message_that_was_taken_is_no_trouble(ana, visitor, sent, engine):
    ask(visitor, NAME)
    sent()
    with reading(engine) as connection:
        assert links_not_sent(connection, "") == ()


def test_without_a_mail_server_there_is_no_way_there_and_it_is_said_whom_to_ask(server):
    visitor = server.test_client()
    assert visitor.get("/en/forgot-password").status_code == HTTPStatus.NOT_FOUND
    english, french = (visitor.get(path).text for path in ("/en/sign-in", "/fr/connexion"))
    assert "Forgot your password?" not in english
    assert "ask an administrator for a link" in english
    assert "demandez à l’administration un lien" in french


def test_the_page_to_sign_in_leads_there_in_both_languages(visitor):
    english = visitor.get("/en/sign-in").text
    assert 'href="/en/forgot-password"' in english
    assert "ask an administrator" not in english
    assert 'href="/fr/mot-de-passe-oublie"' in visitor.get("/fr/connexion").text
    assert "Envoyer un lien" in visitor.get("/fr/mot-de-passe-oublie").text
