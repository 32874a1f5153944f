"""Grants from the keyboard."""

import json

from tests.support.archive import publish
from tests.support.publications import publication

OPTIONS = (
    *("--partner", "Ottawa Police Service", "--view", "youth", "--view", "by-month"),
    *("--origin", "https://intranet.example.org", "--free", "language", "--images"),
)


def done(impact, *arguments):
    ran = impact("embeds", *arguments)
    assert ran.exit_code == 0, ran.stderr
    return ran.stdout


def test_a_grant_is_made_listed_and_revoked(impact):
    made = json.loads(done(impact, "create", *OPTIONS, "--json"))
    assert made["key"].startswith("embed_")
    assert set(made["snippets"]) == {"youth", "by-month"}
    (listed,) = json.loads(done(impact, "list", "--json"))["grants"]
    assert listed == made["grant"] | {"shown": []}
    assert made["key"] not in done(impact, "list")
    assert "Youth reached and Over time; valid until" in done(impact, "list")
    assert done(impact, "revoke", "1") == "Grant 1 no longer works\n"
    assert "revoked on" in done(impact, "list")
    again = impact("embeds", "revoke", "1")
    assert again.exit_code == 1
    assert "No active grant has the number 1" in again.stderr


def test_a_new_key_is_printed_and_the_old_one_ends(impact_sqlite):
    first = json.loads(done(impact_sqlite, "create", *OPTIONS, "--json"))
    renewed = json.loads(done(impact_sqlite, "renew", "1", "--json"))
    assert renewed["key"] != first["key"]
    assert renewed["key"] in renewed["snippets"]["youth"]["en"]["iframe"]
    assert renewed["grant"] | {"version": ""} == first["grant"] | {"version": ""}
    assert "shown only once" in done(impact_sqlite, "renew", "1")
    done(impact_sqlite, "revoke", "1")
    assert impact_sqlite("embeds", "renew", "1").exit_code == 1


def test_what_a_partner_puts_into_a_page_is_printed(impact_sqlite):
    impact = impact_sqlite
    key = json.loads(done(impact, "create", *OPTIONS, "--language", "fr", "--json"))["key"]
    script = done(impact, "snippet", "1", "--view", "youth", "--key", key)
    assert f'data-key="{key}" data-lang="fr" data-title="imPACT – Jeunes rejoints"' in script
    frame = done(impact, "snippet", "1", "--view", "youth", "--as", "iframe")
    assert "/fr/embed/youth?key=KEY" in frame
    picture = done(impact, "snippet", "1", "--view", "youth", "--as", "image")
    assert "/fr/embed/youth.svg?key=KEY" in picture
    assert (
        'alt="Jeunes rejoints (image). Les nombres sont dans le tableau de cette vue."' in picture
    )


def test_code_says_for_which_address_it_is_unless_that_is_set(impact_sqlite, monkeypatch):
    """Beside the code, which may go into a file."""
    hint = "If the dashboard is not at http://127.0.0.1:8050"
    ways = (("create", *OPTIONS), ("renew", "1"), ("snippet", "1", "--view", "youth"))
    for way in ways:
        said = impact_sqlite("embeds", *way)
        assert hint in said.stderr
        assert hint not in said.stdout
        assert impact_sqlite("embeds", *way, "--json").stderr == ""
    monkeypatch.setenv("IMPACT_BASE_URL", "https://impact.example.org")
    for way in ways:
        said = impact_sqlite("embeds", *way)
        assert said.stderr == ""
        assert "https://impact.example.org/" in said.stdout


def test_a_picture_that_never_changes_has_its_sentence_beside_it(impact_sqlite, sqlite_engine):
    publish(sqlite_engine, publication())
    done(impact_sqlite, "create", *OPTIONS, "--publication", "1")
    picture = done(impact_sqlite, "snippet", "1", "--view", "youth", "--as", "image")
    assert 'alt="1,333 youth participations for a target of 1,000 (133.3%).' in picture


def test_a_form_or_a_view_that_was_not_granted_is_refused(impact_sqlite):
    done(impact_sqlite, "create", *OPTIONS[:4])
    for more in (("--view", "overview"), ("--view", "youth", "--as", "image")):
        ran = impact_sqlite("embeds", "snippet", "1", *more)
        assert ran.exit_code == 1


def test_what_was_revoked_can_no_longer_be_used(impact_sqlite):
    done(impact_sqlite, "create", *OPTIONS[:4])
    done(impact_sqlite, "revoke", "1")
    for command in (("renew", "1"), ("revoke", "1"), ("snippet", "1", "--view", "youth")):
        ran = impact_sqlite("embeds", *command)
        assert ran.exit_code == 1
        assert "No active grant has the number 1\n" in ran.stderr
        assert "Choose one from the list (“impact embeds list”)" in ran.stderr


def test_a_mistake_is_told_with_the_way_out(impact_sqlite):
    ran = impact_sqlite("embeds", "create", *OPTIONS, "--origin", "http://example.org")
    assert ran.exit_code == 1
    told = "Without https, others can read and change what is sent: http://example.org"
    assert told in ran.stderr
    assert "Write https://example.org" in ran.stderr
