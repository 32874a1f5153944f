"""What was ended, changed or published after a backup stays so when the backup comes back."""

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, delete, func, select, text, update

from dashboard.access import (
    accounts,
    feeds,
    identities,
    links,
    outbox,
    subscriptions,
    throttle,
    tokens,
)
from dashboard.database import open_engine, reading, writing
from dashboard.desk.people import PeopleDesk
from dashboard.domain.messages.outbox import MessageState
from dashboard.domain.publications.publication import BilingualText
from dashboard.domain.shared.roles import Role
from dashboard.i18n import Locale
from dashboard.publications.archive import grants
from dashboard.publications.archive.reading import listing, numbered
from dashboard.publications.making.granting import GrantDesk
from dashboard.publications.making.overview import look
from dashboard.publications.making.press import Press
from dashboard.publications.making.verifying import faults
from dashboard.queries.publications.publications import every_proof
from dashboard.queries.shared.restores import last_number, unconfirmed
from dashboard.queries.shared.trail import history, tampering
from dashboard.tables import AuditEntry, DataState, FailedSignIn, Identity, PublicationDraft, User
from tests.backup.test_backups import impact, url_of
from tests.backup.test_restoring import restore
from tests.publications.making.conftest import TODAY
from tests.support import databases
from tests.support.archive import keep_files
from tests.support.archive import publish as put
from tests.support.embeds import wanted
from tests.support.publications import publication
from tests.support.rich import NAMES, PASSWORD, add_sessions, publish

NEW = "another long password"


@pytest.fixture
def lived(lived_file, tmp_path) -> Iterator[Engine]:
    """The project of the backup, restored once, so that it goes on from there.

    What is given back is worked out in staged files, whichever kind of database is restored.
    """
    path = tmp_path / "lived.db"
    shutil.copyfile(lived_file, path)
    engine = open_engine(f"sqlite:///{path}")
    yield engine
    engine.dispose()


@pytest.fixture
def elsewhere(tmp_path) -> Iterator[Engine]:
    """A database that is not there yet."""
    engine = open_engine(f"sqlite:///{tmp_path / 'new.db'}")
    yield engine
    engine.dispose()


@pytest.fixture
def back(lived, tmp_path):
    """A backup of it as it is before the test; ``back()`` brings that back."""
    file = tmp_path / "before"
    impact("backup", file, url=url_of(lived))
    return lambda *options: restore(lived, file, "--yes", "--without-backup", *options)


def account(engine: Engine, name: str):
    with reading(engine) as connection:
        return accounts.by_name(connection, name)


def signs_in(engine: Engine, name: str, password: str) -> bool:
    with reading(engine) as connection:
        return accounts.signed_in(connection, name, password) is not None


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_what_ended_since_ends_again(request, kind, rich_backup, secrets, tmp_path):
    lived = request.getfixturevalue("lived" if kind == "sqlite" else "postgresql_engine")
    if kind == "postgresql":
        restore(lived, rich_backup)
        impact("publish", "confirm-restored", 1, url=url_of(lived))
    impact("backup", tmp_path / "before", url=url_of(lived))
    desk = PeopleDesk(lived, "root")
    granting = GrantDesk(lived, "Root", date.today())  # noqa: DTZ011 - grants end on such days
    epochs = {name: account(lived, name).epoch for name in NAMES}
    link = desk.new_link(account(lived, "bo").id)
    desk.set_active(account(lived, "ana").id, active=False)
    desk.set_role(account(lived, "cy").id, Role.COMMITTEE)
    desk.set_password(account(lived, "root").id, NEW)
    desk.revoke_token(1, TODAY)
    with writing(lived) as connection:
        assert feeds.revoke(connection, "ana", 1, TODAY)
        throttle.tried(connection, "mallory", "192.0.2.9")
        tried = connection.scalar(select(func.count()).select_from(FailedSignIn))
    renewed = granting.renew(1)
    granting.change(1, wanted(views=("youth",)))
    later = granting.create(wanted(partner="Later"))

    told = restore(lived, tmp_path / "before", "--yes", "--without-backup")
    assert told["ended"] == {
        "accounts": ["ana", "cy", "root"],
        "tokens": ["report"],
        "feeds": 1,
        "grants": [1],
    }
    assert told["unknown"] is False
    assert not account(lived, "ana").active
    assert account(lived, "cy").role is Role.COMMITTEE
    assert not signs_in(lived, "root", PASSWORD)  # it may have been changed since it leaked
    assert signs_in(lived, "root", NEW)
    assert signs_in(lived, "bo", PASSWORD)
    assert not {account(lived, name).epoch for name in NAMES} & set(epochs.values())
    with reading(lived) as connection:
        assert tampering(connection) is None
        assert links.account_of(connection, link) is None
        assert links.account_of(connection, secrets.link) is None
        assert tokens.presented(connection, secrets.token, TODAY) is None
        assert feeds.presented(connection, secrets.feed) is None
        assert grants.presented(connection, secrets.key) is None
        assert grants.replaced(connection, secrets.key).id == 1
        found = grants.presented(connection, renewed.key)
        assert (found.id, found.views, found.keys) == (1, ("youth",), 2)
        assert grants.presented(connection, later.key) is None
        assert connection.scalar(select(func.count()).select_from(FailedSignIn)) == tried
        (closed, *_) = history(connection, "account", "ana")
        (changed, *_) = history(connection, "embed_grants", "1")
    assert json.loads(closed.after)["event"] == "closed"
    assert closed.author.startswith("impact")
    assert json.loads(changed.after)["keys"] == 2


def test_revoked_and_closed_things_are_found_whatever_their_rows_number(
    rich, rich_backup, secrets, sqlite_engine
):
    """The database that is replaced has the same things under other ids."""
    with writing(rich) as connection:
        connection.execute(text("PRAGMA defer_foreign_keys = ON"))
        for table, column in (
            *(("one_time_links", "user_id"), ("identities", "user_id")),
            *(("subscriptions", "user_id"), ("users", "id")),
            *(("embed_former_keys", "grant_id"), ("embed_shown", "grant_id")),
            *(("embed_grants", "id"), ("api_tokens", "id"), ("calendar_feeds", "id")),
        ):
            connection.execute(text(f"UPDATE {table} SET {column} = {column} + 100"))
    PeopleDesk(rich, "root").set_active(account(rich, "ana").id, active=False)
    PeopleDesk(rich, "root").revoke_token(101, TODAY)
    GrantDesk(rich, "Root", TODAY).revoke(101)
    told = restore(rich, rich_backup, "--yes", "--without-backup")
    assert (told["ended"]["accounts"], told["ended"]["grants"]) == (["ana"], [1])
    with reading(rich) as connection:
        assert accounts.by_name(connection, "ana").id < 100
        assert grants.presented(connection, secrets.key).revoked_on == TODAY
        assert tokens.presented(connection, secrets.token, TODAY) is None


def test_no_message_is_sent_again_and_no_subscription_begins_again(lived, back):
    with writing(lived) as connection:
        ana = accounts.by_name(connection, "ana")
        (one,) = subscriptions.of_account(connection, ana.id)
    before = datetime.now(UTC).isoformat(timespec="seconds")
    back()  # its open message may have been sent since the backup
    with reading(lived) as connection:
        (message,) = outbox.listed(connection, 10)
        (again,) = subscriptions.of_account(connection, account(lived, "ana").id)
        due = outbox.due(connection, 7, ZoneInfo("America/Toronto"), datetime.now(UTC))
    assert (message.state, message.trouble) == (MessageState.UNKNOWN, "restored")
    assert again.wish == one.wish
    assert again.begun_at >= before
    assert due == ()
    with writing(lived) as connection:
        assert subscriptions.end_by_key(connection, one.end_key, datetime.now(UTC))
    back()
    with reading(lived) as connection:
        assert subscriptions.by_key(connection, one.end_key) is None


def test_a_way_in_that_moved_to_the_provider_or_back_stays_there(lived, back):
    desk = PeopleDesk(lived, "root")
    desk.tie(account(lived, "ana").id, "https://login.example.org", "s-ana")
    secret = desk.new_link(account(lived, "cy").id)
    desk.use_link(secret, NEW)
    back()
    assert not signs_in(lived, "ana", PASSWORD)
    assert signs_in(lived, "cy", NEW)
    with reading(lived) as connection:
        who = identities.account_of(connection, "https://login.example.org", "s-ana")
        assert who.name == "ana"
        assert identities.account_of(connection, "https://login.example.org", "s-cy") is None
        assert connection.scalar(select(func.count()).select_from(Identity)) == 1


def test_an_older_database_has_no_say_against_a_newer_backup(lived, tmp_path):
    """Closed once and opened again: what is later counts, not what is closed."""
    desk = PeopleDesk(lived, "root")
    desk.set_active(account(lived, "ana").id, active=False)
    impact("backup", tmp_path / "closed", url=url_of(lived))
    desk.set_active(account(lived, "ana").id, active=True)
    impact("backup", tmp_path / "open", url=url_of(lived))
    restore(lived, tmp_path / "closed", "--yes", "--without-backup")
    assert account(lived, "ana").active is False or pytest.fail("closed is what the backup says")
    older = open_engine(f"sqlite:///{tmp_path / 'older.db'}")
    restore(older, tmp_path / "closed")
    with writing(older) as connection:  # as it was, without the entry of the restore
        connection.exec_driver_sql("DROP TRIGGER audit_log_delete")
        last = connection.scalar(select(func.max(AuditEntry.id)))
        connection.execute(delete(AuditEntry).where(AuditEntry.id == last))
        digest = connection.scalar(select(AuditEntry.digest).where(AuditEntry.id == last - 1))
        end = {"audit_entries": last - 1, "audit_digest": digest}
        connection.execute(update(DataState).values(end))
    older.dispose()
    told = restore(older, tmp_path / "open", "--yes", "--without-backup")
    assert account(older, "ana").active
    assert told["unknown"] is True  # neither knows what became of the newer one
    older.dispose()


def test_an_account_of_another_history_opens_nothing(rich_backup, sqlite_engine, secrets):
    """A new server's administrator is not the project's, whatever both are called."""
    desk = PeopleDesk(sqlite_engine, "impact")
    made, _ = desk.add("root", Role.ADMIN)
    desk.set_password(made.id, NEW)
    closed, _ = desk.add("bo", Role.ADMIN)
    desk.set_active(closed.id, active=False)
    told = restore(sqlite_engine, rich_backup, "--yes", "--without-backup")
    assert not signs_in(sqlite_engine, "root", NEW)
    assert signs_in(sqlite_engine, "root", PASSWORD)
    assert not account(sqlite_engine, "bo").active  # but what is closed, is closed
    assert (told["ended"]["accounts"], told["unknown"]) == (["bo"], True)


def test_later_publications_and_withdrawals_stay_with_all_that_protects_the_next(lived, back):
    add_sessions(lived, "S-more")
    assert publish(lived) == 2
    assert publish(lived) == 3
    Press(lived, "root", TODAY, 10).withdraw(1, BilingualText("A mistake", "Une erreur"))
    keep_files(lived, 3)
    with reading(lived) as connection:
        before = listing(connection), [*every_proof(connection)]
    told = back()
    assert told["carried"] == {"publications": [2, 3], "withdrawals": [1], "lost": []}
    assert told["unknown"] is False
    with reading(lived) as connection:
        assert (listing(connection), [*every_proof(connection)]) == before
        assert faults(connection) == ()
        assert unconfirmed(connection) is None
    assert look(lived).waiting is None or look(lived).waiting.stale
    assert publish(lived) == 4
    with reading(lived) as connection:
        assert faults(connection) == ()


def test_a_draft_that_waited_and_was_approved_since_is_one_thing(lived, back):
    draft = look(lived).waiting.record
    Press(lived, "bo", TODAY, 10).approve(draft.id, draft.digest)
    back()
    with reading(lived) as connection:
        one = PublicationDraft.number == 2
        assert connection.scalars(select(PublicationDraft.id).where(one)).all() == [draft.id]
        assert faults(connection) == ()
    assert look(lived).waiting is None


def test_where_nobody_knows_nothing_is_published_until_somebody_confirms(
    lived, rich_backup, tmp_path, elsewhere
):
    engine = elsewhere
    url = url_of(engine)
    assert restore(engine, rich_backup)["unknown"] is True
    press = Press(engine, "ana", TODAY, 10)
    (refusal,) = press.draft().refusals
    assert "may lack the latest publications" in refusal.problem.say(Locale.EN)
    waiting = look(engine).waiting.record
    assert press.approve(waiting.id, waiting.digest).refusals == (refusal,)
    refused = json.loads(impact("publish", "draft", "--json", url=url, code=1).stdout)
    assert "confirm-restored" in refused["remedy"]
    assert "confirm-restored" in impact("publish", "list", url=url).stdout
    assert json.loads(impact("publish", "list", "--json", url=url).stdout)["confirmed"] is False
    assert "y manquent peut-être" in impact("publish", "show", "--lang", "fr", url=url).stdout

    for wrong in (0, 2**31):
        impact("publish", "confirm-restored", wrong, url=url, code=1)
    assert json.loads(impact("publish", "confirm-restored", 3, "--json", url=url).stdout) == {
        "status": "done",
        "number": 3,
    }
    impact("publish", "confirm-restored", 3, url=url, code=1)
    with reading(engine) as connection:
        assert (unconfirmed(connection), last_number(connection)) == (None, 3)
    assert publish(engine) == 4  # 2 and 3 are somebody else's for ever
    listed = json.loads(impact("publish", "list", "--json", url=url).stdout)
    assert (listed["lost"], listed["confirmed"]) == ([2, 3], True)
    with reading(engine) as connection:
        assert faults(connection) == ()
        assert tampering(connection) is None
        (last, *_) = history(connection, "restores", look_up(engine))
    assert json.loads(last.after)["confirmed_by"].startswith("impact")

    impact("backup", tmp_path / "again", url=url)  # and a restore of that keeps it so
    restore(engine, tmp_path / "again", "--yes", "--without-backup")
    with reading(engine) as connection:
        assert (unconfirmed(connection), last_number(connection)) == (None, 4)
        assert faults(connection) == ()


def look_up(engine: Engine) -> str:
    with reading(engine) as connection:
        return connection.exec_driver_sql("SELECT generation FROM restores ORDER BY at").scalar()


def test_the_public_site_brings_texts_and_withdrawals(lived, rich_backup, tmp_path, elsewhere):
    engine = elsewhere
    add_sessions(lived, "S-more")
    assert [publish(lived), publish(lived)] == [2, 3]
    Press(lived, "root", TODAY, 10).withdraw(2, BilingualText("A mistake", "Une erreur"))
    site, url = tmp_path / "public", url_of(lived)
    impact("publish", "--static", site, url=url)
    told = restore(engine, rich_backup, "--static", site)
    assert told["carried"] == {"publications": [2, 3], "withdrawals": [], "lost": [2, 3]}
    with reading(lived) as connection, reading(engine) as other:
        assert listing(other) == listing(connection)
        assert numbered(other, 3).content == numbered(connection, 3).content
        assert numbered(other, 2).withdrawn.reason == BilingualText("A mistake", "Une erreur")
        assert last_number(other) == 3
        assert faults(other) == ()
    # their counts are gone, so nothing new could be protected against them: somebody must know
    assert told["unknown"] is True
    impact("publish", "confirm-restored", 3, url=url_of(engine))
    assert publish(engine) == 4
    found = json.loads(impact("publish", "list", "--json", url=url_of(engine)).stdout)
    assert found["lost"] == [2, 3]

    # found again: but what was made in between was made without them, so they stay lost
    impact("backup", tmp_path / "whole", url=url)
    found = restore(engine, tmp_path / "whole", "--yes", "--without-backup", code=0)
    assert found["carried"]["publications"] == [4]
    with reading(engine) as connection:
        assert [one.number for one, *_ in every_proof(connection)] == [1, 4]
        assert faults(connection) == ()
    assert publish(engine) == 5


def test_a_site_that_knows_nothing_later_answers_the_question(
    lived, rich_backup, tmp_path, elsewhere
):
    engine = elsewhere
    impact("publish", "--static", tmp_path / "public", url=url_of(lived))
    told = restore(engine, rich_backup, "--static", tmp_path / "public")
    assert (told["unknown"], told["carried"]["publications"]) == (False, [])


def test_a_site_that_is_none_or_another_ones_is_refused(lived, rich_backup, tmp_path, elsewhere):
    engine = elsewhere
    site = tmp_path / "public"
    impact("publish", "--static", site, url=url_of(lived))
    assert (
        "not one of our public sites"
        in restore(engine, rich_backup, "--static", tmp_path, code=1)["problem"]
    )
    file = site / "publications" / "1.json"
    file.write_bytes(file.read_bytes().replace(b'"number":1', b'"number":9'))
    assert "was changed" in restore(engine, rich_backup, "--static", site, code=1)["problem"]
    assert not Path(engine.url.database).exists() or not look_at_tables(engine)


def look_at_tables(engine: Engine) -> int:
    with reading(engine) as connection:
        return connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()


def test_another_publication_under_the_same_number_is_refused(lived, rich_backup, tmp_path):
    other = f"sqlite:///{tmp_path / 'other.db'}"
    databases.make(other)
    engine = open_engine(other)
    put(engine, publication())
    refused = restore(engine, rich_backup, "--yes", code=1)
    assert "Publication 1 of the backup is not the one" in refused["problem"]
    with reading(engine) as connection:
        assert len(listing(connection)) == 1
        assert connection.scalar(select(func.count()).select_from(User)) == 0
    engine.dispose()


def test_other_tools_restore_is_marked(lived):
    desk = PeopleDesk(lived, "root")
    link, epoch = desk.new_link(account(lived, "bo").id), account(lived, "bo").epoch
    told = json.loads(impact("restore", "--mark", "--json", url=url_of(lived)).stdout)
    assert told["unknown"] is True
    assert account(lived, "bo").epoch != epoch
    with reading(lived) as connection:
        assert links.account_of(connection, link) is None
        assert unconfirmed(connection).generation == told["generation"]
        assert tampering(connection) is None
    assert "confirm-restored" in impact("restore", "--mark", url=url_of(lived)).stdout
    impact("publish", "confirm-restored", 1, url=url_of(lived))
    assert publish(lived) == 2


def test_expiry_that_came_nearer_stays_near(lived, back, secrets):
    with writing(lived) as connection:
        connection.execute(text("UPDATE api_tokens SET expires_on = '2015-04-01'"))
    GrantDesk(lived, "Root", date(2026, 1, 1)).change(1, wanted(expires_on=date(2026, 1, 2)))
    back()
    with reading(lived) as connection:
        assert tokens.presented(connection, secrets.token, date(2016, 1, 1)) is None
        assert grants.presented(connection, secrets.key).expires_on == date(2026, 1, 2)
        assert connection.scalar(select(func.count()).select_from(User)) == len(NAMES)
    with writing(lived) as connection:
        connection.execute(update(User).values(active=True))
