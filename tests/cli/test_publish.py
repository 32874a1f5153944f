"""Publishing from the keyboard and from a schedule."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, update

from dashboard.access import accounts
from dashboard.database import open_engine, reading, writing
from dashboard.domain.publications.publication import digest
from dashboard.domain.shared.roles import Role
from dashboard.publications.making.proofs import blocks_text
from dashboard.tables import PublicationDraft
from tests.publications.making.conftest import sessions
from tests.queries.worlds import store
from tests.support import program


@pytest.fixture
def publish(impact, database_url):
    """Runs ``impact publish`` on a project with sessions."""
    engine = open_engine(database_url)
    with writing(engine) as connection:
        store(connection, sessions())
    engine.dispose()
    return lambda *arguments: impact("publish", *arguments)


def data(ran, code: int = 0):
    assert ran.exit_code == code, ran.output
    return json.loads(ran.stdout)


def test_a_draft_is_shown_approved_listed_and_withdrawn(publish):
    drafted = data(publish("draft", "--as-of", "2015-02-28", "--json"))["draft"]
    assert (drafted["as_of"], drafted["stale"], drafted["blocked"]) == ("2015-02-28", False, False)
    assert drafted["privacy"]["proved"] == drafted["privacy"]["checked"] > 0
    assert data(publish("show", "--json"))["draft"] == drafted
    assert "such as 11 to 30, instead of x" in " ".join(publish("show").stdout.split())
    assert data(publish("approve", drafted["digest"], "--json"))["number"] == 1
    listed = data(publish("list", "--json"))
    assert listed["draft"] is None
    (one,) = listed["publications"]
    text = publish("show", "1").stdout.removesuffix("\n")
    assert digest(text.encode()) == one["sha256"]
    assert data(publish("verify", "--json")) == {
        "status": "done",
        "publications": 1,
        "wrong": [],
        "problems": [],
    }
    reason = "--reason-en", "A mistake", "--reason-fr", "Une erreur"
    assert data(publish("withdraw", "1", *reason, "--json"))["number"] == 1
    assert "withdrawn" in publish("list").stdout
    assert data(publish("verify", "--json"))["problems"] == []


def test_files_are_kept_with_a_publication_and_listed(publish):
    drafted = data(publish("draft", "--as-of", "2015-02-28", "--json"))["draft"]
    publish("approve", drafted["digest"])
    told = data(publish("briefs", "--json"))
    assert told["made"] == []  # approval made them
    assert [one["file"] for one in told["files"]] == [
        f"1-{locale}.{form}" for form in ("pdf", "pptx", "xlsx") for locale in ("en", "fr")
    ]
    assert told["files"][0]["sha256"] in publish("briefs").stdout


def test_which_publication_is_not_proved_any_more_is_told(publish, database_url):
    drafted = data(publish("draft", "--json"))["draft"]
    publish("approve", drafted["digest"])
    engine = open_engine(database_url)
    with writing(engine) as connection:
        connection.execute(update(PublicationDraft).values(proofs=blocks_text(())))
    engine.dispose()
    told = data(publish("verify", "--json"), code=1)
    assert (told["status"], told["wrong"]) == ("refused", [1])
    assert told["problems"] == ["Nothing proves that publication 1 hides what it must"]
    assert "Rien ne prouve que la publication 1" in publish("verify", "--lang", "fr").stdout


def test_what_is_refused_is_told_with_the_way_out(publish):
    publish("draft")
    refused = data(publish("approve", "0" * 64, "--json"), code=1)
    assert refused["status"] == "refused"
    assert "not the draft" in refused["problem"]
    assert "no publication 3" in data(publish("show", "3", "--json"), code=1)["problem"]


def test_a_draft_is_sent_back_and_that_is_told(publish):
    digest_ = data(publish("draft", "--json"))["draft"]["digest"]
    typed = "send-back", digest_, "--reason"
    assert "reason is missing" in data(publish(*typed, " ", "--json"), code=1)["problem"]
    assert data(publish(*typed, "Too soon", "--json")) == {"status": "done", "draft": 1}
    listed = data(publish("list", "--json"))
    assert listed["draft"] is None
    assert listed["returned"]["reason"] == "Too soon"
    assert "renvoyée par" in publish("show", "--lang", "fr").stdout.lower()
    assert "No draft is awaiting" in data(publish(*typed, "Again", "--json"), code=1)["problem"]


def test_the_preparer_approves_only_where_there_is_nobody_else(publish, database_url):
    drafted = data(publish("draft", "--json"))["draft"]
    engine = open_engine(database_url)
    with writing(engine) as connection:
        for name in ("ana", "bo"):
            accounts.add(connection, name, Role.COMMITTEE)
    refused = data(publish("approve", drafted["digest"], "--json"), code=1)
    assert "someone else" in refused["problem"]
    with writing(engine) as connection:
        account = accounts.by_name(connection, "bo")
        accounts.set_active(connection, account.id, active=False)
    engine.dispose()
    assert "nobody else" in publish("approve", drafted["digest"]).stdout


def test_a_schedule_drafts_the_last_month_once(publish):
    first = data(publish("draft", "--monthly", "--json"))["draft"]
    day = date.fromisoformat(first["as_of"])
    assert date(2015, 2, 16) < day < date.today()  # noqa: DTZ011 - as the program's own
    assert (day + timedelta(days=1)).day == 1
    assert data(publish("draft", "--monthly", "--json"))["draft"] is None
    assert data(publish("show", "--json"))["draft"]["id"] == first["id"]


def test_two_servers_prepare_one_draft_of_a_month(publish, database_url):
    typed = ("publish", "draft", "--monthly", "--json")
    with ThreadPoolExecutor() as threads:
        started = [
            threads.submit(program.impact, *typed, database_url=database_url) for _ in range(2)
        ]
    said = [json.loads(each.result().stdout) for each in started]
    drafts = [each["draft"] for each in said]
    assert drafts.count(None) == 1, said
    engine = open_engine(database_url)
    with reading(engine) as connection:
        assert connection.scalar(select(func.count()).select_from(PublicationDraft)) == 1
    engine.dispose()


def test_a_draft_with_a_note_in_one_language_is_told_to_be_blocked(publish):
    blocked = data(publish("draft", "--note-en", "Only English", "--json"))["draft"]
    assert blocked["blocked"]
    (gap,) = blocked["gaps"]
    assert (gap["part"], gap["blocks"]) == ("note", True)
    assert "it is missing in French" in publish("show").stdout
    assert "elle manque en français" in publish("show", "--lang", "fr").stdout


def test_whoever_leaves_a_year_as_it_is_reads_that_this_is_for_good(publish):
    for day in ("2014-12-31", "2015-03-31"):
        drafted = data(publish("draft", "--as-of", day, "--json"))["draft"]
        assert publish("approve", drafted["digest"]).exit_code == 0
    for choice, told in (("--no-tighten", True), ("--tighten", False)):
        ran = publish("draft", "--as-of", "2015-09-30", choice)
        assert ran.exit_code == 0
        assert ("as you chose" in ran.stdout) is told


def test_another_key_is_told_refused_and_confirmed(publish, monkeypatch):
    monkeypatch.setenv("IMPACT_SECRET_KEY", "k" * 32)
    publish("approve", data(publish("draft", "--json"))["draft"]["digest"])
    assert data(publish("list", "--json"))["other_key"] is False
    assert "nothing to confirm" in data(publish("confirm-key", "--json"), code=1)["problem"]
    monkeypatch.setenv("IMPACT_SECRET_KEY", "m" * 32)
    assert data(publish("list", "--json"))["other_key"] is True
    assert "confirm-key" in publish("list").stdout
    assert "autre clé secrète" in publish("show", "--lang", "fr").stdout
    refused = data(publish("draft", "--json"), code=1)
    assert "another secret key" in refused["problem"]
    assert "confirm-key" in refused["remedy"]
    assert data(publish("confirm-key", "--json")) == {"status": "done", "number": 1}
    assert data(publish("list", "--json"))["other_key"] is False
    assert data(publish("draft", "--json"))["draft"]
