"""Administrators see what became of messages, and decide where only a person can."""

from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from dashboard.access import accounts, claims, outbox, subscriptions
from dashboard.database import reading, writing
from dashboard.domain.messages.kinds import Wish
from dashboard.domain.messages.outbox import MessageState
from dashboard.domain.shared.roles import Role
from dashboard.i18n import Locale
from dashboard.queries.shared.trail import history, tampering
from dashboard.tables import OutboxMessage

PASSWORD = "correct horse battery"  # noqa: S105 - of tests
PAGE, PAGE_FR = "/en/people/messages", "/fr/personnes/messages"
LONG_AGO, NOW = datetime(2015, 1, 1, tzinfo=UTC), datetime(2015, 3, 25, 16, tzinfo=UTC)


@pytest.fixture
def visit(server, engine):
    """A signed-in person of a role; messages of every fate are in the outbox, 1 is unknown."""
    names = {}
    with writing(engine) as connection:
        for role in Role:
            account = accounts.add(connection, f"{role}@example.org", role)
            accounts.set_password(connection, account.id, PASSWORD)
            names[role] = account.name
            wish = Wish("weekly", "", (Locale.EN,), with_brief=False)
            subscriptions.begin(connection, account.id, wish, LONG_AGO)
        due = outbox.due(connection, 7, ZoneInfo("America/Toronto"), NOW)
        outbox.put(connection, due, "impact@example.org", NOW)
        claims.unknown(connection, claims.claim(connection, NOW), NOW)
        claims.given_up(connection, claims.claim(connection, NOW), NOW, "recipient")
        claims.failed(connection, claims.claim(connection, NOW), NOW, "no_server")

    def visit(role: Role):
        client = server.test_client()
        client.post("/en/sign-in", data={"name": names[role], "password": PASSWORD})
        return client

    return visit


def states(engine) -> list[str]:
    with reading(engine) as connection:
        return list(connection.scalars(select(OutboxMessage.state).order_by(OutboxMessage.id)))


def test_administrators_see_what_became_of_messages(visit):
    admin = visit(Role.ADMIN)
    said = admin.get(PAGE).text
    assert "Unknown whether it was sent: 1; failed, will be tried again: 1; given up: 1" in said
    assert "1: Every Monday: where the project stands – unknown whether it was sent" in said
    assert (
        "For committee@example.org; due March\u00a023, 2015, 07:00; 1 try; "
        "ended March\u00a025, 2015, 12:00; the mail server did not answer"
    ) in said
    assert "the mail server refused the recipient" in said
    assert "next try" in said
    in_french = admin.get(PAGE_FR).text
    assert "le serveur de courriel n’a pas répondu" in in_french
    assert "Le message 1 est arrivé" in in_french


def test_an_administrator_decides_once_and_it_is_in_the_log(visit, engine):
    admin = visit(Role.ADMIN)
    arrived, again = {"do": "arrived", "id": "1"}, {"do": "again", "id": "2"}
    assert admin.post(PAGE, data=arrived).status_code == HTTPStatus.SEE_OTHER
    assert admin.post(PAGE, data=again).status_code == HTTPStatus.SEE_OTHER
    assert states(engine) == [MessageState.SENT, MessageState.WAITING, MessageState.FAILED]
    for settled in (arrived, arrived | {"do": "again"}, again, again | {"id": "999999999"}):
        answer = admin.post(PAGE, data=settled)
        assert answer.status_code == HTTPStatus.CONFLICT
    assert "has decided about this message already" in answer.text
    assert admin.post(PAGE, data={"do": "arrived", "id": "3"}).status_code == HTTPStatus.CONFLICT
    with reading(engine) as connection:
        (entry,) = history(connection, "message", "1")
        assert len(history(connection, "message", "2")) == 1
        assert tampering(connection) is None
    assert (entry.author, entry.before, entry.after) == (
        "admin@example.org",
        '{"state":"unknown"}',
        '{"state":"sent"}',
    )


def test_a_late_answer_of_the_server_changes_nothing_that_a_person_decided(visit, engine):
    with writing(engine) as connection:
        claims.tidy(connection, NOW)
        mine = claims.claim(connection, NOW + timedelta(days=1))
        claims.unknown(connection, mine, NOW)
    assert visit(Role.ADMIN).post(PAGE, data={"do": "arrived", "id": "3"}).status_code == 303
    with writing(engine) as connection:
        claims.given_up(connection, mine, NOW, "content")
    assert states(engine)[2] == MessageState.SENT


@pytest.mark.parametrize("role", [Role.COMMITTEE, Role.COORDINATOR])
def test_nobody_else_sees_or_decides(visit, engine, role):
    client, before = visit(role), states(engine)
    assert client.get(PAGE).status_code == HTTPStatus.FORBIDDEN
    decided = client.post(PAGE, data={"do": "arrived", "id": "1"})
    assert decided.status_code == HTTPStatus.FORBIDDEN
    assert states(engine) == before


@pytest.mark.parametrize(
    "sent", [{}, {"do": "arrived", "id": "1x"}, {"do": "delete", "id": "1"}, {"do": "again"}]
)
def test_what_no_form_of_ours_sends_is_refused(visit, sent):
    assert visit(Role.ADMIN).post(PAGE, data=sent).status_code == HTTPStatus.BAD_REQUEST
