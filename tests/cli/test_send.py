"""``impact send``: what is sent, what waits, and what a person must decide."""

import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from dashboard.access import accounts, claims, outbox, subscriptions
from dashboard.database import open_engine, reading, writing
from dashboard.doctor.findings import Severity
from dashboard.doctor.messages import messages
from dashboard.domain.messages.kinds import Wish
from dashboard.domain.messages.outbox import MessageState
from dashboard.domain.shared.roles import Role
from dashboard.i18n import Locale
from dashboard.settings import Settings
from tests.support import mail

NAME = "ana@example.org"
LONG_AGO = datetime(2015, 1, 1, tzinfo=UTC)


@pytest.fixture
def engine(sqlite_url):
    found = open_engine(sqlite_url)
    yield found
    found.dispose()


@pytest.fixture
def ana(engine) -> int:
    with writing(engine) as connection:
        account = accounts.add(connection, NAME, Role.COMMITTEE)
        wish = Wish("weekly", "", (Locale.FR,), with_brief=True)
        subscriptions.begin(connection, account.id, wish, LONG_AGO)
    return account.id


@pytest.fixture
def with_mail(monkeypatch):
    with mail.running() as box:
        monkeypatch.setenv("IMPACT_SMTP_URL", f"smtp://127.0.0.1:{box.port}")
        monkeypatch.setenv("IMPACT_MAIL_FROM", "impact@example.org")
        monkeypatch.setenv("IMPACT_BASE_URL", "https://impact.example.org")
        yield box


def counted(done) -> dict[str, int]:
    return {name: n for name, n in json.loads(done.stdout).items() if name != "status" and n}


def test_a_dry_run_shows_what_would_be_sent_and_sends_nothing(impact_sqlite, ana, with_mail):
    for _ in range(2):
        done = impact_sqlite("send", "due", "--dry-run", "--json")
        (one,) = json.loads(done.stdout)["messages"]
        assert one["account"] == ana
        assert one["attached"] == ["impact-synthese-fr.pdf"]
        assert "Où en est le projet" in one["text"]
    said = impact_sqlite("send", "due", "--dry-run").stdout
    assert "1 message would be sent" in said
    assert "Où en est le projet" in said
    assert with_mail.messages == []
    assert "There are no messages." in impact_sqlite("send", "list").stdout


def test_what_it_prints_names_nobody(impact_sqlite, ana, with_mail):
    done = impact_sqlite("send", "due")
    assert (done.exit_code, len(with_mail.messages)) == (0, 1)
    listed = impact_sqlite("send", "list")
    assert f"account {ana}" in listed.stdout
    assert "sent" in listed.stdout
    dry = impact_sqlite("send", "due", "--dry-run")
    for one in (done, listed, dry):
        assert NAME not in one.stdout + one.stderr


def test_a_person_decides_what_nobody_knows(impact_sqlite, ana, with_mail):
    def hang_up(server) -> str:
        server.transport.close()
        return "250 nobody hears it"

    with_mail.answer = hang_up
    done = impact_sqlite("send", "due", "--json")
    assert (done.exit_code, counted(done)) == (1, {"unknown": 1})
    with_mail.answer = lambda _server: mail.TAKEN
    assert counted(impact_sqlite("send", "due", "--json")) == {}
    (one,) = json.loads(impact_sqlite("send", "list", "--json").stdout)["messages"]
    assert (one["state"], one["trouble"]) == ("unknown", "no_answer")
    assert impact_sqlite("send", "again", one["id"]).exit_code == 0
    assert counted(impact_sqlite("send", "due", "--json")) == {"sent": 1}
    refused = impact_sqlite("send", "again", one["id"])
    assert refused.exit_code == 1
    assert "is not waiting for your decision" in refused.stderr


def test_without_a_mail_server_it_says_so_if_anybody_waits(impact_sqlite, engine):
    assert impact_sqlite("send", "due").exit_code == 0
    with writing(engine) as connection:
        account = accounts.add(connection, NAME, Role.COMMITTEE)
        wish = Wish("weekly", "", (Locale.FR,), with_brief=False)
        subscriptions.begin(connection, account.id, wish, LONG_AGO)
    done = impact_sqlite("send", "due")
    assert (done.exit_code, "IMPACT_SMTP_URL" in done.stderr) == (1, True)


def test_the_doctor_tells_what_is_late_and_what_nobody_knows(engine, ana):
    now = datetime(2015, 3, 25, 16, tzinfo=UTC)
    sent = Settings(smtp_url="smtp://h", mail_from="a@b.org", base_url="https://b.org")

    def told(settings: Settings = sent, now: datetime = now) -> list[Severity]:
        with reading(engine) as connection:
            return [one.level for one in messages(connection, settings=settings, now=now)]

    assert told(Settings()) == [Severity.WRONG]  # no mail server
    assert told() == [Severity.WRONG]  # due since Monday, and nothing ran
    assert told(now=now - timedelta(days=2)) == [Severity.FINE]  # due since some hours
    with writing(engine) as connection:
        due = outbox.due(connection, 7, ZoneInfo("America/Toronto"), now)
        outbox.put(connection, due, "a@b.org", now)
    assert told() == [Severity.WRONG]  # put there, and not sent
    with writing(engine) as connection:
        mine = claims.claim(connection, now)
        claims.sent(connection, mine, now)
    assert told() == [Severity.FINE]
    with writing(engine) as connection:
        due = outbox.due(connection, 7, ZoneInfo("America/Toronto"), now + timedelta(days=7))
        outbox.put(connection, due, "a@b.org", now)
        mine = claims.claim(connection, now)
        assert claims.given_up(connection, mine, now, "content") is MessageState.GIVEN_UP
    assert told() == [Severity.WATCH]
    with writing(engine) as connection:
        subscriptions.end(connection, 1, ana, now)
    assert told() == []
