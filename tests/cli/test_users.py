"""Accounts and tokens from the keyboard."""

import json
from datetime import date, timedelta

import pytest

from dashboard.access import accounts, links, tokens
from dashboard.database import open_engine, reading, writing


def done(impact, *arguments):
    ran = impact(*arguments)
    assert ran.exit_code == 0, ran.stderr
    return ran.stdout


def listed(impact):
    return json.loads(done(impact, "users", "list", "--json"))["users"]


def test_a_person_is_added_with_a_link_to_choose_a_password(impact, database_url):
    added = json.loads(
        done(impact, "users", "add", "Ana@Example.org", "--role", "coordinator", "--json")
    )
    assert (added["name"], added["role"]) == ("ana@example.org", "coordinator")
    engine = open_engine(database_url)
    with writing(engine) as connection:
        account = links.use(connection, added["link"].rpartition("/")[2], "a long password")
    engine.dispose()
    assert account.name == "ana@example.org"
    (user,) = listed(impact)
    assert user == {
        "id": 1,
        "name": "ana@example.org",
        "role": "coordinator",
        "active": True,
        "has_password": True,
        "by_provider": False,
        "last_sign_in_at": None,
    }


def test_a_name_is_taken_once(impact):
    done(impact, "users", "add", "ana")
    again = impact("users", "add", "ANA")
    assert again.exit_code == 1
    assert "An account with that name exists already: ana" in again.stderr
    assert "impact users link ana" in again.stderr


def test_a_link_is_made_anew_in_the_readers_language(impact):
    done(impact, "users", "add", "ana")
    link = json.loads(done(impact, "users", "link", "ana", "--lang", "fr", "--json"))["link"]
    assert "/fr/mot-de-passe/" in link


def test_a_link_says_for_which_address_it_is_unless_that_is_set(impact, monkeypatch):
    hint = "If the dashboard is not at http://127.0.0.1:8050"
    added = impact("users", "add", "ana")
    assert hint in added.stderr
    assert hint not in added.stdout
    monkeypatch.setenv("IMPACT_BASE_URL", "http://127.0.0.1:8060")
    said = impact("users", "link", "ana")
    assert "http://127.0.0.1:8060/en/password/" in said.stdout
    assert said.stderr == ""


def test_a_role_changes_and_an_account_closes_and_opens(impact):
    done(impact, "users", "add", "ana")
    assert done(impact, "users", "role", "ana", "--role", "admin") == "ana: administrator\n"
    done(impact, "users", "disable", "ana")
    assert "deactivated" in done(impact, "users", "list")
    done(impact, "users", "enable", "ana")
    assert "no password yet" in done(impact, "users", "list")


def test_signing_out_everywhere_begins_a_new_epoch_and_ends_links(impact, database_url):
    added = json.loads(done(impact, "users", "add", "ana", "--json"))
    engine = open_engine(database_url)
    with reading(engine) as connection:
        before = accounts.by_name(connection, "ana").epoch
    done(impact, "users", "sign-out", "ana")
    with reading(engine) as connection:
        assert accounts.by_name(connection, "ana").epoch != before
        assert links.account_of(connection, added["link"].rpartition("/")[2]) is None
    engine.dispose()


@pytest.mark.parametrize("name", ["", "   ", "a\x1b[31mb", "a\nb", "\u202eana", "x" * 201])
def test_a_name_that_nobody_could_type_is_refused(impact, name):
    ran = impact("users", "add", name)
    assert (ran.exit_code, "No account can have this name" in ran.stderr) == (1, True)


def test_a_name_is_the_same_however_its_accents_are_written(impact):
    done(impact, "users", "add", "andre\u0301")
    assert impact("users", "add", "ANDR\u00c9").exit_code == 1


def test_whom_nobody_knows_is_refused(impact):
    for command in (["link"], ["disable"], ["enable"], ["sign-out"], ["role", "--role", "admin"]):
        ran = impact("users", command[0], "nobody", *command[1:])
        assert (ran.exit_code, "no account with that name" in ran.stderr) == (1, True)


@pytest.mark.parametrize(
    "arguments", [("users", "add", "x", "--role", "zz"), ("publish", "--lang", "zz")]
)
def test_a_choice_that_there_is_not_is_told_without_words_of_a_library(impact_sqlite, arguments):
    refused = impact_sqlite(*arguments)
    assert refused.exit_code == 2
    assert f"'{arguments[-2]}': 'zz' is not one of" in refused.stderr


def test_a_token_is_shown_once_listed_without_it_and_revoked(impact, database_url):
    made = json.loads(done(impact, "tokens", "create", "--name", "a report", "--json"))
    assert made["role"] == "committee"
    assert made["expires_on"] >= (date.today() + timedelta(364)).isoformat()  # noqa: DTZ011
    engine = open_engine(database_url)
    with reading(engine) as connection:
        assert tokens.presented(connection, made["token"], date(2015, 1, 1)).name == "a report"
    engine.dispose()
    said = done(impact, "tokens", "list")
    assert "1. a report: committee member, valid until" in said
    assert made["token"] not in said + done(impact, "tokens", "list", "--json")
    done(impact, "tokens", "revoke", "1")
    assert "revoked on" in done(impact, "tokens", "list")
    assert impact("tokens", "revoke", "1").exit_code == 1


@pytest.mark.parametrize(
    "command", [("users", "add"), ("tokens", "create", "--name")], ids=["account", "token"]
)
@pytest.mark.parametrize(
    "name", ["impact", "IMPACT ", "impact (root)", "ímpact(root)", "ｉｍｐａｃｔ"]
)
def test_nobody_is_called_as_commands_are_in_the_audit_log(impact, command, name):
    refused = impact(*command, name, "--lang", "fr")
    assert refused.exit_code == 1
    assert "c’est le nom des commandes" in refused.stderr
    assert listed(impact) == []


@pytest.mark.parametrize("name", ["impact@example.org", "impact-team", "impacts"])
def test_a_name_that_only_begins_so_is_one(impact, name):
    done(impact, "users", "add", name)


def test_a_token_and_an_account_never_have_one_name(impact):
    done(impact, "users", "add", "ana@example.org")
    refused = impact("tokens", "create", "--name", "Ana@Example.org")
    assert refused.exit_code == 1
    assert "An account with that name exists already" in refused.stderr
    done(impact, "tokens", "create", "--name", "A report")
    refused = impact("users", "add", "a report")
    assert refused.exit_code == 1
    assert "A program’s token has that name" in refused.stderr
    assert [one["name"] for one in listed(impact)] == ["ana@example.org"]
