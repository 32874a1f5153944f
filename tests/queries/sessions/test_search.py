"""The search against a slow, obvious one, while sessions are added, changed and removed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select, text, update

from dashboard.database import reading, writing
from dashboard.domain.sessions.record import SessionRecord
from dashboard.queries.integrity import discrepancies
from dashboard.queries.sessions import list as listing
from dashboard.queries.sessions import search as searching
from dashboard.queries.sessions.list import session_page
from dashboard.queries.sessions.search import search
from dashboard.queries.sessions.wanted import ListQuestion
from dashboard.queries.shared.vocabulary import vocabulary
from dashboard.tables import OutreachSession, Venue
from dashboard.writes import derived
from dashboard.writes import search as index
from dashboard.writes import sessions as session_store
from dashboard.writes.changes import Changes
from dashboard.writes.findings import KeptFindings
from dashboard.writes.service import changing
from tests.queries.worlds import FIRST_DAY, VENUES, a_session, store

SIGNS = "aAbBéÉœ7-_%\"'\\. 字𝔸\uffff"
WORDS = st.text(SIGNS, min_size=1, max_size=7)
random_worlds = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def lower(words):
    """A to Z in lower case, and nothing else changed."""
    return "".join(sign.lower() if sign.isascii() else sign for sign in words)


def expected(sessions, words):
    """The ids of the sessions that match, slowly."""
    return sorted(
        (
            id_
            for id_, (reference, venue) in sessions.items()
            if lower(words) in lower(reference) or lower(words) in lower(venue)
        ),
        reverse=True,
    )


@random_worlds
@given(
    references=st.lists(WORDS, max_size=12, unique=True),
    again=st.lists(WORDS, max_size=4, unique=True),
    searches=st.lists(WORDS | st.sampled_from(("hs", "-0", "H", "s")), min_size=1, max_size=5),
)
def test_the_search_finds_what_a_slow_one_finds(engine, references, again, searches):
    codes = sorted(VENUES)
    ids = {code: n for n, code in enumerate(codes, start=1)}
    with engine.connect().execution_options(impact_writes=True) as connection:
        connection.begin()
        store(connection)
        sessions = {n: (one, codes[n % 6]) for n, one in enumerate(references, start=1)}
        for id_, (reference, venue) in sessions.items():
            connection.execute(insert(OutreachSession).values(_row(id_, reference, ids[venue])))
        index.refresh(connection)
        for id_, reference in zip(list(sessions), again, strict=False):
            if reference not in references:
                changed = update(OutreachSession).where(OutreachSession.id == id_)
                connection.execute(changed.values(reference=reference))
                sessions[id_] = (reference, sessions[id_][1])
        if len(sessions) > 3:
            connection.execute(delete(OutreachSession).where(OutreachSession.id == 2))
            del sessions[2]
        derived.rebuild(connection) if len(references) % 2 else _count_all_else(connection)
        for words in (*searches, *(reference[1:4] for reference in references if reference[1:4])):
            assert list(search(connection, words).days) == expected(sessions, words), words
        assert discrepancies(connection) == ()
        connection.rollback()


def _row(id_, reference, venue_id):
    return {
        "id": id_,
        "reference": reference,
        "held_on": FIRST_DAY,
        "status": "planned",
        "kind": "discussion",
        "language": "en",
        "venue_id": venue_id,
    }


def _count_all_else(connection):
    """Leave the index of references as it is."""
    derived.session_packs.rebuild(connection)
    derived.tallies.rebuild(connection)
    derived.venue_tallies.rebuild(connection)
    KeptFindings(connection).rebuild()


def test_of_too_many_sessions_only_those_logged_last_are_found(engine, monkeypatch):
    monkeypatch.setattr(searching, "MOST", 3)
    with writing(engine) as connection:
        store(connection, [a_session(venue=("HS-01", "SH-01")[n % 2]) for n in range(5)])
        for words, ids, more in (
            ("s", (5, 4, 3), True),
            ("S1", (1,), False),
            ("hs-", (5, 3, 1), False),
        ):
            found = search(connection, words)
            assert ((*found.days,), found.more) == (ids, more)
        page = session_page(connection, ListQuestion(search="s"), vocabulary(connection))
        assert (page.count, page.more) == (3, True)


@random_worlds
@given(
    days=st.lists(st.integers(0, 3), max_size=9),
    descending=st.booleans(),
    kept=st.sampled_from([(), ("delivered",)]),
    page=st.integers(1, 4),
)
def test_what_is_found_is_listed_in_order_of_its_days(engine, days, descending, kept, page):
    wanted = ListQuestion(search="sh-", statuses=kept, descending=descending, page=page)
    with (
        pytest.MonkeyPatch.context() as patch,
        engine.connect().execution_options(impact_writes=True) as connection,
    ):
        patch.setattr(listing, "PAGE", 3)
        connection.begin()
        held = [FIRST_DAY + timedelta(n) for n in days]
        store(connection, [a_session(held_on=day, venue="SH-01") for day in held])
        found = session_page(connection, wanted, vocabulary(connection))
        connection.rollback()
    latest = sorted(range(len(held)), reverse=True)
    slowly = sorted(latest, key=held.__getitem__, reverse=descending)
    first = (found.page - 1) * 3
    assert [one.record.date for one in found.sessions] == [
        held[n] for n in slowly[first : first + 3]
    ]
    assert [one.record.reference for one in found.sessions] == [
        f"S{n + 1}" for n in slowly[first : first + 3]
    ]
    assert (found.count, found.page) == (len(held), min(page, max(1, -(-len(held) // 3))))


@pytest.mark.parametrize("broad", [0, 9])
def test_venues_with_many_sessions_are_found_in_another_way(engine, monkeypatch, broad):
    monkeypatch.setattr(searching, "BROAD", broad)
    monkeypatch.setattr(searching, "FEW_VENUES", broad)
    with writing(engine) as connection:
        store(connection, [a_session(venue=("HS-01", "SH-01")[n % 2]) for n in range(4)])
        assert [*search(connection, "sh-0").days] == [4, 2]


def test_many_terms_that_begin_alike_are_read_from_the_sessions(engine, monkeypatch):
    monkeypatch.setattr(searching, "MOST_TERMS", 1)
    with writing(engine) as connection:
        store(connection, [a_session() for _ in range(12)])
        assert [*search(connection, "s1").days] == [12, 11, 10, 1]


def test_each_search_on_postgresql_is_planned_for_its_words(engine):
    if engine.dialect.name != "postgresql":
        pytest.skip("SQLite has one plan for any words")
    plans = text(
        "SELECT sum(custom_plans), sum(generic_plans) FROM pg_prepared_statements"
        " WHERE statement LIKE '%FROM sessions%strpos%reference%'"
    )
    searches = 24  # the driver prepares a statement at its fifth use, the server may decide 5 later
    with reading(engine) as connection:
        for n in range(searches):
            search(connection, f"some-{n}")
        custom, generic = connection.execute(plans).one()
    assert custom > searches / 2
    assert generic == 0


def test_a_save_and_a_removal_are_found_and_a_stale_index_is_noticed_and_mended(engine):
    with writing(engine) as connection:
        store(connection)
    record = SessionRecord("Été-9", date(2015, 3, 2), "planned", "discussion", "fr", "SH-01")
    other = replace(record, reference="Hiver-8")
    with changing(engine, "Ana") as writer:
        writer.save("sessions", session_store, Changes(added=(record, other)))
    with changing(engine, "Ana") as writer:
        writer.save("sessions", session_store, Changes(removed=(other,)))
    with reading(engine) as connection:
        assert len(search(connection, "té-9").days) == 1
        assert not search(connection, "hiver").days
        assert discrepancies(connection) == ()
    if engine.dialect.name != "sqlite":
        return
    with writing(engine) as connection:
        venue = connection.scalar(select(Venue.id).where(Venue.code == "SH-01"))
        connection.execute(insert(OutreachSession).values(_row(77, "new-7", venue)))
        _count_all_else(connection)
        assert "index of references" in discrepancies(connection)[0].message
        derived.rebuild(connection)
        assert discrepancies(connection) == ()
        assert [*search(connection, "new").days] == [77]


@pytest.mark.parametrize("few", [0, 9])
def test_sessions_are_found_by_the_name_of_their_venue(engine, monkeypatch, few):
    monkeypatch.setattr(searching, "FEW_VENUES", few)
    with writing(engine) as connection:
        store(connection, [a_session(venue=("HS-01", "SH-01")[n % 2]) for n in range(4)])
        names = {"label_en": "Lantern High School", "label_fr": "École secondaire du Fanal"}
        connection.execute(update(Venue).where(Venue.code == "HS-01").values(names))
        words = vocabulary(connection)

        def found(said):
            page = session_page(connection, ListQuestion(search=said), words)
            return sorted(one.record.venue for one in page.sessions)

        for said in ("fanal", "ecole", "École sec", "LANTERN", "hs-0"):
            assert found(said) == ["HS-01", "HS-01"], said
        assert found("Fanal Lantern") == []
        assert found("SH-0") == ["SH-01", "SH-01"]
