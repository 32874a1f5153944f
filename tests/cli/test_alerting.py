"""Alerts come once for each occasion, to those who may know, and not when it is over."""

from datetime import UTC, datetime, timedelta

import pytest

from dashboard.access import accounts, subscriptions
from dashboard.addresses import EXPLORE
from dashboard.cli import composing
from dashboard.cli.alerting import Alarm, alarms
from dashboard.cli.composing import Composer
from dashboard.cli.sending import follow_alerts, put_due
from dashboard.database import open_engine, reading, writing
from dashboard.domain.messages.episodes import Sign
from dashboard.domain.messages.kinds import KINDS, Wish
from dashboard.domain.messages.outbox import MessageState
from dashboard.domain.publications.publication import BilingualText
from dashboard.domain.shared.audience import INSIDE, Audience
from dashboard.domain.shared.roles import Right, Role
from dashboard.i18n import Locale, text
from dashboard.publications.making import new_blocks
from dashboard.publications.making.press import Press
from dashboard.publications.making.returning import send_back
from dashboard.queries.answers import Answers
from dashboard.queries.explore import explore_view
from dashboard.queries.importing.refused import failing_now
from dashboard.sentences import headline
from dashboard.settings import Settings
from tests.cli.test_sending import run, settings_of, text_of
from tests.publications.making.conftest import sessions as publishable
from tests.queries.worlds import store
from tests.support import mail
from tests.support.files import as_rows, session, write
from tests.support.importing import import_file

LONG_AGO, NOW = datetime(2015, 1, 1, tzinfo=UTC), datetime(2015, 3, 25, 16, tzinfo=UTC)
EN, FR = Locale.EN, Locale.FR
DAY = timedelta(days=1)


@pytest.fixture
def box():
    with mail.running() as found:
        yield found


@pytest.fixture
def found(monkeypatch):
    """What calls for alerts; the test says what, for each audience."""
    now: dict[Audience, set[Sign]] = {audience: set() for audience in INSIDE}

    def alarms_now(_engine, _settings, answers):
        signs = now[answers.audience]
        said = text("{number} of them", number=7)
        return explore_view(answers, ""), {one: Alarm(one, said, EXPLORE) for one in signs}

    monkeypatch.setattr(composing, "alarms", alarms_now)
    return now


def subscribe(engine, name: str, kind: str, role=Role.COMMITTEE) -> None:
    with writing(engine) as connection:
        account = accounts.by_name(connection, name) or accounts.add(connection, name, role)
        wish = Wish(kind, "", (FR, EN), with_brief=False)
        subscriptions.begin(connection, account.id, wish, LONG_AGO)


def test_an_alert_comes_once_for_each_occasion(engine, box, found):
    subscribe(engine, "ana@example.org", "behind")
    assert run(engine, box) == {}
    found[Audience.COMMITTEE] = {Sign("behind"), Sign("silence")}
    for days in range(5):
        assert run(engine, box, NOW + days * DAY) == ({MessageState.SENT: 1} if not days else {})
    found[Audience.COMMITTEE] = set()
    for days in range(5, 15):
        assert run(engine, box, NOW + days * DAY) == {}
    found[Audience.COMMITTEE] = {Sign("behind")}
    assert run(engine, box, NOW + 15 * DAY) == {MessageState.SENT: 1}
    first = box.messages[0]
    assert "Le projet prend du retard" in first["Subject"]
    assert "https://impact.example.org/fr/explorer" in text_of(first)
    assert "7 of them" in text_of(first)
    assert "lasted" not in text_of(first)
    again = text_of(box.messages[1])
    assert "The last time, it lasted from March\u00a025, 2015 to March\u00a030, 2015." in again


def test_what_is_over_before_it_is_sent_is_not_sent(engine, box, found):
    subscribe(engine, "ana@example.org", "shortage")
    found[Audience.COMMITTEE] = {Sign("short", "fr")}
    settings = settings_of(box.port)
    follow_alerts(engine, Composer(engine, settings), NOW)
    put_due(engine, settings, NOW)
    found[Audience.COMMITTEE] = {Sign("short", "en")}  # another one, which is told by itself
    assert run(engine, box) == {MessageState.WITHDRAWN: 1, MessageState.SENT: 1}


def test_items_to_fix_are_told_when_they_wait_for_long_and_to_coordinators_only(engine, box, found):
    subscribe(engine, "ana@example.org", "to_fix", Role.COORDINATOR)
    subscribe(engine, "eva@example.org", "to_fix")  # no form of ours lets a member choose it
    for audience in INSIDE:
        found[audience] = {Sign("to_fix")}
    assert run(engine, box) == run(engine, box, NOW + 13 * DAY) == {}
    told = run(engine, box, NOW + 14 * DAY)
    assert told == {MessageState.SENT: 1, MessageState.WITHDRAWN: 1}
    assert [message["To"] for message in box.messages] == ["ana@example.org"]


def test_alarms_say_what_the_page_of_their_audience_says(demonstration_url):
    engine = open_engine(demonstration_url)
    for audience in INSIDE:
        answer, found = alarms(engine, Settings(), Answers(engine, Settings(), audience))
        page = [one.say(FR) for one in headline.decisions(answer.headline)]
        of_headline = [
            one for sign, one in found.items() if sign.code in ("behind", "short", "unled")
        ]
        assert {one.say(FR) for one in of_headline} <= set(page)
        assert (Sign("to_fix") in found) is (audience is Audience.COORDINATOR)
        assert Sign("publication_due", "2015-02") in found
    engine.dispose()


def test_a_draft_is_told_to_who_can_act_instead_of_a_publication_that_is_due(
    sqlite_engine, monkeypatch
):
    """In a small project: to draft that of the demonstration takes many times as long."""
    monkeypatch.setattr(new_blocks, "FIRST", 0)  # a draft is one, however little it tells
    with writing(sqlite_engine) as connection:
        store(connection, publishable())

    def ask():
        committee = Answers(sqlite_engine, Settings(), Audience.COMMITTEE)
        answer, found = alarms(sqlite_engine, Settings(), committee)
        return answer.reading.today, {sign.code: one.say(EN) for sign, one in found.items()}

    today, before = ask()
    assert "publication_due" in before
    assert "draft" not in before
    Press(sqlite_engine, "ana", today, 10).draft()
    _, after = ask()
    assert "draft" in after
    assert "publication_due" not in after
    Press(sqlite_engine, "ana", today, 10).draft(note=BilingualText("Only English", ""))
    _, held = ask()
    assert "its note does not match in both languages" in held["draft_held"]
    assert not {"draft", "publication_due"} & set(held)
    (kind,) = (one for one in KINDS.values() if "draft_held" in one.signs)
    assert kind.right is Right.RECORD  # they can prepare it again, and those who approve cannot


def test_a_draft_that_was_sent_back_is_told_to_the_one_who_prepared_it_and_to_nobody_else(
    engine, box, monkeypatch
):
    monkeypatch.setattr(new_blocks, "FIRST", 0)
    for name in ("ana", "bo"):
        subscribe(engine, f"{name}@example.org", "draft_returned", Role.COORDINATOR)
    with writing(engine) as connection:
        store(connection, publishable())

    def comes_back(who: str, reason: str) -> dict:
        draft = Press(engine, "ana@example.org", NOW.date(), 10).draft().draft
        assert run(engine, box) == {}
        assert not send_back(engine, who, draft.id, draft.digest, reason).refusals
        return run(engine, box)

    assert comes_back("ana@example.org", "My mistake") == {}
    assert comes_back("bo@example.org", "Il manque les écoles") == {MessageState.SENT: 1}
    assert comes_back("bo@example.org", "Not yet") == {MessageState.SENT: 1}  # the same day
    assert run(engine, box) == {}
    first, second = box.messages
    assert first["To"] == second["To"] == "ana@example.org"
    for said in ("a renvoyé l’ébauche", "sent back the draft", "/en/publish", "/fr/publier"):
        assert said in text_of(first)
    assert text_of(first).count("Il manque les écoles") == len((FR, EN))
    assert "Not yet" in text_of(second)


def test_a_refused_file_is_told_to_who_imports_until_one_goes_in(engine, box, tmp_path):
    for name, role in (("ana", Role.COORDINATOR), ("eva", Role.COMMITTEE)):
        subscribe(engine, f"{name}@example.org", "import_failed", role)
    with writing(engine) as connection:
        store(connection, [])
    now = datetime.now(UTC)

    def bring(row: dict, name: str = "week.csv", *, dry_run: bool = False) -> bool:
        path = write(tmp_path / name, as_rows(row))
        given = {"today": now.date(), "author": "ana", "dry_run": dry_run}
        return not import_file(engine, "sessions", path, **given).refused

    wrong = session(reference="S-2", kind="Emma")
    assert not bring(wrong, dry_run=True)
    assert run(engine, box, now) == {}
    assert not bring(wrong)
    assert run(engine, box, now) == {}  # who stands before the screen may still mend it
    later = now + timedelta(hours=1)
    assert run(engine, box, later) == {MessageState.SENT: 1}
    assert not bring(wrong)
    assert run(engine, box, later) == {}
    (message,) = box.messages
    assert message["To"] == "ana@example.org"
    said = text_of(message)
    assert "A file was refused on" in said
    assert "https://impact.example.org/en/sessions?tab=import#import-refused" in said
    assert "Emma" not in said
    assert "week" not in said
    assert bring(session(reference="S-1"))
    with reading(engine) as connection:
        assert failing_now(connection, now) == ()


def test_every_sign_belongs_to_one_alert():
    signs = [sign for kind in KINDS.values() for sign in kind.signs]
    assert len(set(signs)) == len(signs)
    assert all(bool(kind.rhythm) is not kind.is_alert for kind in KINDS.values())
