"""The outbox: each message once, whatever fails, and never to who may not read it."""

import os
import random
import signal
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from queue import SimpleQueue
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, select, update

from dashboard.access import accounts, claims, outbox, subscriptions
from dashboard.access.claims import ClaimLostError
from dashboard.cli.sending import NoMailServerError, Sending, put_due
from dashboard.database import open_engine, reading, writing
from dashboard.desk.reference import ReferenceDesk
from dashboard.domain.messages.due import CLAIM_LASTS, PAUSES
from dashboard.domain.messages.kinds import Wish
from dashboard.domain.messages.outbox import MessageState
from dashboard.domain.reference.kinds import MEETINGS, kind_of
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.roles import Role
from dashboard.exports.briefs.content import brief
from dashboard.i18n import Locale
from dashboard.queries.answers import Answers
from dashboard.queries.explore import explore_view
from dashboard.settings import Settings
from dashboard.tables import OutboxMessage, Subscription
from tests.support import mail, patience, program
from tests.support.ports import free_port

NOW = datetime(2015, 3, 25, 16, tzinfo=UTC)  # a Wednesday; Monday's message is due
LONG_AGO = datetime(2015, 1, 1, tzinfo=UTC)
EN, FR = Locale.EN, Locale.FR
SITE = "https://impact.example.org"


@pytest.fixture
def box():
    with mail.running() as found:
        yield found


def settings_of(port: int) -> Settings:
    return Settings(
        smtp_url=f"smtp://127.0.0.1:{port}",
        mail_from="imPACT <impact@example.org>",
        base_url=SITE,
    )


def sending(engine: Engine, box, now: datetime = NOW) -> Sending:
    return Sending(engine, settings_of(box.port), lambda: now)


def subscribe(engine: Engine, name: str, role=Role.COMMITTEE, **wish) -> tuple[int, int]:
    """An account and a subscription of its, by their ids."""
    asked = {"kind": "weekly", "query": "", "languages": (EN,), "with_brief": False} | wish
    with writing(engine) as connection:
        account = accounts.by_name(connection, name) or accounts.add(connection, name, role)
        made = subscriptions.begin(connection, account.id, Wish(**asked), LONG_AGO)
    return account.id, made


def states(engine: Engine) -> list[str]:
    with reading(engine) as connection:
        return list(connection.scalars(select(OutboxMessage.state).order_by(OutboxMessage.id)))


def run(engine: Engine, box, now: datetime = NOW) -> Counter[MessageState]:
    one = sending(engine, box, now)
    one.run()
    return +one.counts


def text_of(message) -> str:
    return message.get_body(("plain",)).get_content()


def test_what_is_due_is_sent_once_however_often_it_runs(engine, box):
    subscribe(engine, "ana@example.org")
    assert run(engine, box) == {MessageState.SENT: 1}
    assert run(engine, box) == run(engine, box, NOW + timedelta(days=4)) == {}
    assert run(engine, box, NOW + timedelta(days=40)) == {MessageState.SENT: 1}  # five were missed
    first, second = box.messages
    assert first["Message-ID"] != second["Message-ID"]
    assert (first["To"], first["From"]) == ("ana@example.org", "imPACT <impact@example.org>")


def test_what_was_due_before_somebody_subscribed_is_not_sent(engine, box):
    subscribe(engine, "ana@example.org")
    with writing(engine) as connection:
        connection.execute(update(Subscription).values(begun_at=NOW.isoformat()))
    assert run(engine, box) == {}
    assert run(engine, box, NOW + timedelta(days=5)) == {MessageState.SENT: 1}


def test_a_message_can_be_read_as_text_and_as_html_and_ended_with_one_click(sqlite_engine, box):
    subscribe(sqlite_engine, "ana@example.org", languages=(FR, EN), query="language=fr")
    run(sqlite_engine, box)
    (message,) = box.messages
    plain, html = text_of(message), message.get_body(("html",)).get_content()
    with reading(sqlite_engine) as connection:
        (wanted,) = subscriptions.in_use(connection)
    assert message["List-Unsubscribe"] == f"<{SITE}/fr/desabonnement/{wanted.end_key}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Subject"].count("imPACT") == 2
    for said in (plain, html):
        assert f"{SITE}/fr/explorer?language=fr" in said
        assert f"{SITE}/en/explore?language=fr" in said
        assert f"{SITE}/en/unsubscribe/{wanted.end_key}" in said
        assert "because you chose it in your account" in said
        assert "parce que vous l’avez choisi" in said
    assert '<div lang="fr-CA">' in html
    for word in ("<img", "<script", "<link", "url(", "@import"):
        assert word not in html


def test_the_brief_goes_with_a_message_if_its_reader_wants_it(sqlite_engine, box):
    subscribe(sqlite_engine, "ana@example.org", with_brief=True, languages=(EN, FR))
    run(sqlite_engine, box)
    (attached,) = box.messages[0].iter_attachments()
    assert attached.get_content_type() == "application/pdf"
    assert attached.get_filename() == "impact-brief-en-fr.pdf"
    assert attached.get_content().startswith(b"%PDF")


def test_a_message_comes_on_the_eve_of_a_meeting_unless_it_was_called_off(engine, box):
    kind, desk = kind_of(MEETINGS), ReferenceDesk(engine, "Ana", NOW.date())
    subscribe(engine, "ana@example.org", kind="meeting")
    assert desk.add(kind, {"day": "2015-04-02"}).done
    called_off = desk.add(kind, {"day": "2015-03-26"})
    put_due(engine, settings_of(box.port), NOW)  # on the eve of the first
    (first,) = (one for one in desk.all(kind) if one.record.key == called_off.key)
    assert desk.remove(kind, called_off.key, first.version).done
    assert run(engine, box) == {MessageState.WITHDRAWN: 1}
    assert run(engine, box, NOW + timedelta(days=6)) == {}
    assert run(engine, box, NOW + timedelta(days=7)) == {MessageState.SENT: 1}
    assert run(engine, box, NOW + timedelta(days=8)) == {}


def close(connection, account):
    accounts.set_active(connection, account, active=False)


def unsubscribe(connection, account):
    assert subscriptions.end(connection, 1, account, NOW)


@pytest.mark.parametrize("leave", [close, unsubscribe])
def test_who_left_after_it_was_put_into_the_outbox_gets_none(engine, box, leave):
    account, _ = subscribe(engine, "ana@example.org")
    put_due(engine, settings_of(box.port), NOW)
    with writing(engine) as connection:
        leave(connection, account)
    assert run(engine, box) == {MessageState.WITHDRAWN: 1}
    assert box.messages == []


def test_an_account_that_is_no_address_gets_none(sqlite_engine, box):
    subscribe(sqlite_engine, "ana")
    assert run(sqlite_engine, box) == {MessageState.WITHDRAWN: 1}


def test_the_role_counts_that_its_reader_has_when_it_is_sent(demonstration_url, box):
    """A coordinator put into the committee between two tries reads what the committee reads."""
    engine = open_engine(demonstration_url)
    query = "venue_type=group_home&age=22-25&language=bilingual"
    account, _ = subscribe(engine, "ana@example.org", Role.COORDINATOR, query=query)
    put_due(engine, settings_of(box.port), datetime.now(UTC))
    with writing(engine) as connection:
        accounts.set_role(connection, account, Role.COMMITTEE)
    run(engine, box, datetime.now(UTC))
    subscribe(engine, "eva@example.org", Role.COORDINATOR, query=query)
    run(engine, box, datetime.now(UTC))
    briefs = {
        audience: brief(explore_view(Answers(engine, Settings(), audience), query), EN)
        for audience in (Audience.COMMITTEE, Audience.COORDINATOR)
    }
    engine.dispose()
    hidden, exact = (briefs[one].gauges[0] for one in (Audience.COMMITTEE, Audience.COORDINATOR))
    assert hidden.value.hidden
    assert not exact.value.hidden
    ana, eva = map(text_of, box.messages)
    assert exact.sentence in eva
    assert "with exact counts" in eva
    assert hidden.sentence in ana
    assert exact.sentence not in ana
    assert "For the steering committee" in ana
    shown = [line for one in briefs[Audience.COMMITTEE].gauges for line in (one.sentence,)]
    assert all(line in ana for line in shown)


def test_what_the_server_refuses_for_now_is_tried_again_with_growing_pauses(engine, box):
    subscribe(engine, "ana@example.org")
    box.answer = lambda _server: "451 later"
    now, waits = NOW, []
    for _ in range(len(PAUSES)):
        assert run(engine, box, now) == {MessageState.FAILED: 1}
        assert run(engine, box, now) == {}
        with reading(engine) as connection:
            (one,) = outbox.listed(connection, 10)
        waits.append(datetime.fromisoformat(one.next_at) - now)
        now = datetime.fromisoformat(one.next_at)
    assert tuple(waits) == PAUSES
    assert run(engine, box, now) == {MessageState.GIVEN_UP: 1}
    box.answer = lambda _server: mail.TAKEN
    assert run(engine, box, now) == {}
    with writing(engine) as connection:
        assert outbox.again(connection, one.id, now)
    assert run(engine, box, now) == {MessageState.SENT: 1}
    assert box.messages[0]["Message-ID"] == one.message_id


def test_what_the_server_refuses_for_good_is_given_up(engine, box):
    subscribe(engine, "ana@example.org")
    box.answer = lambda _server: "554 never"
    assert run(engine, box) == {MessageState.GIVEN_UP: 1}


def test_without_an_answer_nobody_knows_and_it_is_not_sent_again_by_itself(engine, box):
    subscribe(engine, "ana@example.org")
    subscribe(engine, "eva@example.org")

    def hang_up(server) -> str:
        box.answer = lambda _server: mail.TAKEN
        server.transport.close()
        return "250 nobody hears it"

    box.answer = hang_up
    assert run(engine, box) == {MessageState.UNKNOWN: 1, MessageState.SENT: 1}
    for days in (0, 1, 3):
        assert run(engine, box, NOW + timedelta(days=days)) == {}
    with reading(engine) as connection:
        first, _ = outbox.listed(connection, 10)
    assert (first.state, first.trouble) == (MessageState.UNKNOWN, "no_answer")


def test_without_a_server_everything_waits(engine, box):
    subscribe(engine, "ana@example.org")
    subscribe(engine, "eva@example.org")
    away = Sending(engine, settings_of(free_port()), lambda: NOW)
    with pytest.raises(NoMailServerError):
        away.run()
    assert sorted(states(engine)) == ["failed", "waiting"]
    assert run(engine, box, NOW + timedelta(hours=1)) == {MessageState.SENT: 2}


def test_two_at_once_claim_each_message_once(engine):
    for name in "abcd":
        subscribe(engine, f"{name}@example.org")
    put_due(engine, settings_of(1), NOW)
    with writing(engine) as connection:
        first = claims.claim(connection, NOW)
        if engine.dialect.name == "postgresql":  # whose writers work side by side
            with writing(engine) as other:
                second = claims.claim(other, NOW)
            assert first.message.id != second.message.id
    claimed = []
    with writing(engine) as connection:
        while one := claims.claim(connection, NOW):
            claimed.append(one.message.id)
    assert first.message.id not in claimed
    assert len(set(claimed)) == len(claimed)


def test_who_lost_a_claim_may_not_send(engine):
    subscribe(engine, "ana@example.org")
    put_due(engine, settings_of(1), NOW)
    later = NOW + CLAIM_LASTS + timedelta(seconds=1)
    with writing(engine) as connection:
        slow = claims.claim(connection, NOW)
        assert claims.tidy(connection, later) == 0  # its text had not left
        quick = claims.claim(connection, later)
        with pytest.raises(ClaimLostError):
            claims.handing_over(connection, slow, later)
        claims.handing_over(connection, quick, later)
        claims.sent(connection, slow, later)
    assert states(engine) == ["claimed"]


def test_a_late_answer_tells_what_nobody_knew(engine):
    subscribe(engine, "ana@example.org")
    put_due(engine, settings_of(1), NOW)
    later = NOW + CLAIM_LASTS + timedelta(seconds=1)
    with writing(engine) as connection:
        slow = claims.claim(connection, NOW)
        claims.handing_over(connection, slow, NOW)
        assert claims.tidy(connection, later) == 1
    assert states(engine) == ["unknown"]
    with writing(engine) as connection:
        claims.sent(connection, slow, later)
    assert states(engine) == ["sent"]


@pytest.mark.parametrize("name", ["a@b.org\r\nBcc: x@y.org", "a@b.org\nX: y", "a b@c.org"])
def test_no_name_can_add_a_header(sqlite_engine, box, name):
    subscribe(sqlite_engine, "ana@example.org")
    with writing(sqlite_engine) as connection:  # as no form of ours would let through
        connection.execute(update(accounts.User).values(name=name))
    assert run(sqlite_engine, box) == {MessageState.WITHDRAWN: 1}
    assert box.messages == []


def killing_with(box, enough: int, begun: "SimpleQueue[program.Process]"):
    """The server's answer; before that to the last message, it kills who waits for it."""

    def answer(_server) -> str:
        if len(box.messages) + 1 == enough:
            begun.get().send_signal(signal.SIGKILL)
        return mail.TAKEN

    return answer


def kill_in_the_middle(url: str, box, people: int, kills: int) -> tuple[Counter[str], int]:
    """Runs of the real command, killed; then one that may finish.

    Every second one is killed at a random moment, which may come too late. The others surely are
    sending: the mail server has their message, and has not said so yet.
    Returns how many messages are in each state, and how many kills hit a run that was sending.
    """
    engine = open_engine(url)
    for number in range(people):
        subscribe(engine, f"p{number}@example.org")
    zone = ZoneInfo(settings_of(box.port).time_zone)
    far = (datetime.now(zone).hour + 12) % 24  # no other message falls due between the runs
    settings = settings_of(box.port).model_copy(update={"send_hour": far})
    said = {
        "IMPACT_SEND_HOUR": str(far),
        "IMPACT_SMTP_URL": settings.smtp_url,
        "IMPACT_MAIL_FROM": settings.mail_from,
        "IMPACT_BASE_URL": SITE,
    }
    hit = 0
    for number in range(kills):
        enough = len(box.messages) + random.randint(1, max(1, people // (2 * kills)))  # noqa: S311
        begun: SimpleQueue[program.Process] = SimpleQueue()
        if number % 2 == 0:
            box.answer = killing_with(box, enough, begun)
        command = [str(program.IMPACT), "send", "due"]
        process = program.begin(command, program.environment(url) | said, Path(os.devnull))
        begun.put(process)
        patience.until(
            lambda enough=enough, process=process: (
                len(box.messages) >= enough or process.poll() is not None
            ),
            "nothing was sent",
        )
        process.send_signal(signal.SIGKILL)
        hit += process.wait() == -signal.SIGKILL
        box.answer = lambda _server: mail.TAKEN
    later = datetime.now(UTC) + 2 * CLAIM_LASTS
    Sending(engine, settings, lambda: later).run()
    found = Counter(states(engine))
    with reading(engine) as connection:
        sent = set(
            connection.scalars(
                select(OutboxMessage.message_id).where(OutboxMessage.state == "sent")
            )
        )
    engine.dispose()
    arrived = Counter(message["Message-ID"] for message in box.messages)
    assert max(arrived.values()) == 1
    assert sent <= set(arrived)
    return found, hit


def test_a_killed_run_loses_nothing_and_sends_nothing_twice(database_url, box):
    found, hit = kill_in_the_middle(database_url, box, 12, 2)
    assert found["sent"] + found["unknown"] == 12
    assert found["unknown"] <= hit
    assert hit
