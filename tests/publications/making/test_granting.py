"""Grants are made, changed and revoked; the log knows all of it but the key."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from dashboard.database import reading, writing
from dashboard.domain.publications.embeds import ViewCount
from dashboard.domain.shared.clock import calendar_day
from dashboard.publications.archive import grants, shown
from dashboard.publications.archive.tables import EmbedGrantRow
from dashboard.publications.making.granting import GrantDesk
from dashboard.queries.shared.trail import history, tampering
from tests.support.archive import publish, withdraw
from tests.support.embeds import grant, wanted
from tests.support.publications import publication

TODAY = calendar_day("America/Toronto")  # the day ends later there than in a server’s UTC
FULL = {
    "views": ("youth", "by-month"),
    "locked": "language=fr&period=2014-15",
    "free": ("age", "language"),
    "language": "fr",
    "origins": ("https://Example.org/", "https://example.org"),
    "downloads": True,
    "images": True,
}


def test_a_grant_is_found_by_its_key_and_says_what_was_wanted(engine):
    publish(engine, publication())
    made = grant(engine, **FULL)
    with reading(engine) as connection:
        found = grants.presented(connection, made.key)
        assert grants.presented(connection, made.key + "x") is None
        assert grants.every(connection) == (found,)
    assert found == made.grant
    assert found.views == ("youth", "by-month")
    assert found.locked == (("language", "fr"), ("period", "2014-15"))
    assert found.free == ("language", "age")
    assert found.origins == ("https://example.org",)


def test_neither_the_database_nor_the_log_has_the_key(engine):
    made = grant(engine)
    with reading(engine) as connection:
        row = connection.execute(select(EmbedGrantRow.__table__)).one()
        (entry,) = history(connection, "embed_grants", "1")
        assert tampering(connection) is None
    assert made.key not in str(row)
    assert made.key not in f"{entry}"
    assert row.digest not in f"{entry}"
    assert entry.author == "Root"
    assert made.key not in repr(made)


def test_a_change_keeps_the_key_and_a_revocation_ends_it(engine):
    made, desk = grant(engine), GrantDesk(engine, "Root", TODAY)
    desk.change(1, wanted(views=("youth",)))
    desk.revoke(1)
    with reading(engine) as connection:
        found = grants.presented(connection, made.key)
        log = history(connection, "embed_grants", "1")
        assert tampering(connection) is None
    assert (found.views, found.revoked_on) == (("youth",), TODAY)
    assert len(log) == 3
    assert desk.revoke(1).faults
    assert desk.change(1, wanted()).faults
    assert desk.revoke(2).faults


def test_a_new_key_ends_the_old_one_and_the_log_says_so_without_either(engine):
    made, desk = grant(engine), GrantDesk(engine, "Bo", TODAY)
    renewed = desk.renew(1)
    with reading(engine) as connection:
        assert grants.presented(connection, made.key) is None
        assert grants.replaced(connection, made.key) == renewed.grant
        assert grants.presented(connection, renewed.key) == renewed.grant
        assert grants.replaced(connection, renewed.key) is None
        entry, *_ = history(connection, "embed_grants", "1")
        assert tampering(connection) is None
    assert entry.author == "Bo"
    assert renewed.key not in f"{entry}"
    desk.change(1, wanted(views=("youth",)))
    with reading(engine) as connection:
        assert grants.presented(connection, renewed.key).views == ("youth",)
    desk.revoke(1)
    assert desk.renew(1).faults


def test_a_change_over_a_version_that_is_not_there_any_more_is_a_clash(sqlite_engine):
    seen, desk = grant(sqlite_engine).grant.version, GrantDesk(sqlite_engine, "Bo", TODAY)
    first = desk.change(1, wanted(views=("youth",)), seen)
    assert first.grant.version != seen
    assert desk.change(1, wanted(images=True), seen).clash == first.grant
    assert desk.renew(1, seen).clash == first.grant
    renewed = desk.renew(1, first.grant.version)
    assert desk.renew(1, first.grant.version).clash == renewed.grant
    with reading(sqlite_engine) as connection:
        assert grants.presented(connection, renewed.key) == renewed.grant


WRONG = {
    "partner": ("", "\u3164", "a\nb", "x" * 201),
    "views": ((), ("sessions",)),
    "locked": (
        "venue=SH-01",
        "language=xx",
        "period=2014",
        "age=12-14&nothing=1",
        "from=2014-01-15",
    ),
    "free": (("venue",),),
    "language": ("de",),
    "publication": (2, 99),
    "origins": (("http://example.org",), ("*",), tuple(f"https://a{n}.org" for n in range(21))),
    "expires_on": (TODAY - timedelta(1), TODAY + timedelta(4000)),
}


@pytest.mark.parametrize(
    ("field", "value"), [(field, value) for field, values in WRONG.items() for value in values]
)
def test_what_cannot_be_granted_is_told_by_field_and_nothing_is_kept(sqlite_engine, field, value):
    publish(sqlite_engine, publication(), publication(number=2))
    withdraw(sqlite_engine, 2)
    done = GrantDesk(sqlite_engine, "Root", TODAY).create(replace(wanted(), **{field: value}))
    assert done.grant is None
    assert {fault.column for fault in done.faults} == {field}
    with reading(sqlite_engine) as connection:
        assert grants.every(connection) == ()


def test_a_venue_type_that_is_published_only_with_others_cannot_be_locked_alone(sqlite_engine):
    publish(sqlite_engine, publication())
    desk = GrantDesk(sqlite_engine, "Root", TODAY)
    assert desk.create(wanted(locked="venue_type=shelter")).faults
    assert desk.create(wanted(locked="venue_type=shelter&venue_type=group_home")).grant


def test_before_the_first_publication_the_reference_data_say_which_codes_there_are(sqlite_engine):
    desk = GrantDesk(sqlite_engine, "Root", TODAY)
    assert desk.create(wanted(locked="language=xx")).faults
    assert desk.create(wanted(locked="language=fr")).grant


def test_what_is_shown_is_counted_by_day_grant_and_view(engine):
    grant(engine)
    before = TODAY - timedelta(1)
    rows = [(TODAY, "youth", 1), (TODAY, "youth", 2), (before, "youth", 4)]
    with writing(engine) as connection:
        for day, view, times in rows:
            shown.add(connection, ViewCount(day, 1, view, times))
        found = shown.since(connection, before)
        assert found == (ViewCount(TODAY, 1, "youth", 3), ViewCount(before, 1, "youth", 4))
        assert shown.since(connection, TODAY) == found[:1]


def test_nothing_about_people_is_in_the_table_of_what_was_shown(sqlite_engine):
    with reading(sqlite_engine) as connection:
        columns = connection.execute(text("PRAGMA table_info(embed_shown)")).all()
    assert {column.name for column in columns} == {"day", "grant_id", "view", "times"}
