"""The coordinators' list: what it keeps, in which order, page by page."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, update

from dashboard.database import reading, writing
from dashboard.domain.sessions.options import SessionSort
from dashboard.domain.sessions.record import SessionRecord
from dashboard.domain.shared.filters import Filters
from dashboard.queries.sessions import list as session_list
from dashboard.queries.sessions import stretches
from dashboard.queries.sessions.desk import last_logged
from dashboard.queries.sessions.list import session_page
from dashboard.queries.sessions.records import state_of, stored
from dashboard.queries.sessions.wanted import ListQuestion
from dashboard.queries.shared.vocabulary import vocabulary
from dashboard.tables import STATUSES, OutreachSession
from dashboard.writes import sessions as session_store
from dashboard.writes.changes import Changes
from dashboard.writes.service import changing
from tests.queries.oracle import is_kept
from tests.queries.worlds import FILTERS, FIRST_DAY, SESSIONS, VENUES, a_session, store

random_worlds = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
SIZE = 4

WANTED = st.builds(
    ListQuestion,
    filters=FILTERS,
    statuses=st.just(()) | st.lists(st.sampled_from(STATUSES), max_size=2).map(tuple),
    search=st.sampled_from(("", "", "", "s1", "S", "2", "h-0", "hs", "_", "%", "zz")),
    order=st.sampled_from(list(SessionSort)),
    descending=st.booleans(),
    page=st.integers(-1, 9),
)


def expected(wanted, sessions):
    """References and count, slowly and obviously."""
    kept = [
        (n, f"S{n}", s)
        for n, s in enumerate(sessions, start=1)
        if is_kept(s, wanted.filters)
        if not wanted.statuses or s["status"] in wanted.statuses
        if wanted.search.lower() in f"S{n}".lower() or wanted.search.lower() in s["venue"].lower()
    ]
    by = {
        SessionSort.DATE: lambda s: s["held_on"],
        SessionSort.VENUE: lambda s: s["venue"],
        SessionSort.TOTAL: lambda s: sum(s["attendance"].values()),
        SessionSort.STATUS: lambda s: s["status"],
        SessionSort.UPDATED: lambda _: 0,
    }[wanted.order]
    kept.sort(key=lambda row: (row[2]["held_on"], row[0]), reverse=True)
    kept.sort(key=lambda row: by(row[2]), reverse=wanted.descending)
    pages = max(1, -(-len(kept) // SIZE))
    page = min(max(1, wanted.page), pages)
    shown = kept[(page - 1) * SIZE : page * SIZE]
    return [reference for _, reference, _ in shown], len(kept), page, pages


@random_worlds
@given(sessions=SESSIONS, wanted=WANTED, passed_over=st.integers(-1, 3))
def test_a_page_is_what_slow_python_makes_it(engine, monkeypatch, sessions, wanted, passed_over):
    monkeypatch.setattr(session_list, "PAGE", SIZE)
    monkeypatch.setattr(stretches, "IN_DAYS", 2)
    monkeypatch.setattr(session_list, "PASSED_OVER", passed_over)
    with engine.connect().execution_options(impact_writes=True) as connection:
        connection.begin()
        store(connection, sessions)
        found = session_page(connection, wanted, vocabulary(connection))
        connection.rollback()
    shown = [each.record.reference for each in found.sessions]
    assert (shown, found.count, found.page, found.pages) == expected(wanted, sessions)


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("order", list(SessionSort))
def test_all_pages_together_are_the_whole_list(engine, monkeypatch, order, descending):
    monkeypatch.setattr(session_list, "PAGE", SIZE)
    venues = sorted(VENUES)
    sessions = [
        a_session(
            FIRST_DAY + timedelta(days=n % 5),
            venue=venues[n % 3],
            attendance={"12-14": 1 + n % 4},
        )
        for n in range(14)
    ]
    with writing(engine) as connection:
        store(connection, sessions)
    for page in range(1, 5):
        wanted = ListQuestion(order=order, descending=descending, page=page)
        assert shown(engine, wanted) == expected(wanted, sessions)[0]


def test_days_are_counted_only_far_from_both_ends_of_a_month(engine, monkeypatch):
    monkeypatch.setattr(session_list, "PAGE", SIZE)
    monkeypatch.setattr(session_list, "PASSED_OVER", SIZE)
    monkeypatch.setattr(stretches, "IN_DAYS", 2)
    counted, by_day = [], stretches.by_day
    monkeypatch.setattr(
        stretches, "by_day", lambda *asked: counted.append(asked[3]) or by_day(*asked)
    )
    with writing(engine) as connection:
        store(connection, [a_session(FIRST_DAY) for _ in range(5 * SIZE)])
    for page, months in ((1, 0), (2, 0), (3, 1), (4, 0), (5, 0)):
        counted.clear()
        shown(engine, ListQuestion(page=page))
        assert len(set(counted)) == months, page


def test_by_venue_no_more_is_sorted_than_an_index_has_in_order(engine, monkeypatch):
    """All sessions of a venue would be: the last pages of one and the first of the next, too."""
    monkeypatch.setattr(session_list, "PAGE", SIZE)
    first, second, third = sorted(VENUES)[:3]
    at = [first] * (2 * SIZE - 1) + [second] * 2 + [third] * SIZE
    with writing(engine) as connection:
        store(connection, [a_session(FIRST_DAY, venue=venue) for venue in at])
    sorted_by, order_of = [], session_list.order_of
    monkeypatch.setattr(
        session_list,
        "order_of",
        lambda wanted, **how: sorted_by.append(wanted.order) or order_of(wanted, **how),
    )
    for page, parts in ((1, 1), (2, 2), (3, 2), (4, 1)):
        sorted_by.clear()
        wanted = ListQuestion(order=SessionSort.VENUE, descending=False, page=page)
        assert shown(engine, wanted)
        assert sorted_by == [SessionSort.DATE] * parts, page


@pytest.fixture
def world(engine):
    """Three delivered sessions and a planned one, each in its month."""
    days = [FIRST_DAY + timedelta(days=31 * n) for n in range(4)]
    statuses = ("delivered", "delivered", "planned", "delivered")
    with writing(engine) as connection:
        store(
            connection,
            [
                a_session(day, status=status, venue=venue)
                for day, status, venue in zip(days, statuses, sorted(VENUES), strict=False)
            ],
        )
    return engine


def shown(engine, wanted):
    with reading(engine) as connection:
        words = vocabulary(connection)
        return [each.record.reference for each in session_page(connection, wanted, words).sessions]


def test_any_status_is_listed_unless_one_is_chosen(world):
    assert shown(world, ListQuestion()) == ["S4", "S3", "S2", "S1"]
    assert shown(world, ListQuestion(statuses=("planned",))) == ["S3"]


def test_the_search_minds_no_case_and_takes_no_sign_for_any_letter(world):
    for search in ("s4", "S4"):
        assert shown(world, ListQuestion(search=search)) == ["S4"]
    assert shown(world, ListQuestion(search="gh-0")) == ["S1"]
    assert shown(world, ListQuestion(search="Group HOME")) == shown(
        world, ListQuestion(search="gh-")
    )
    assert shown(world, ListQuestion(search="S_")) == []
    assert shown(world, ListQuestion(search="%")) == []


def test_the_search_asks_for_the_venue_also_beside_a_filter_of_venues(world):
    assert shown(world, ListQuestion(Filters(venue=("HS-01", "HS-02")), search="hs-02")) == ["S3"]


def test_the_latest_changed_come_first(world):
    with writing(world) as connection:
        connection.execute(
            update(OutreachSession)
            .where(OutreachSession.reference == "S2")
            .values(updated_at=func.current_timestamp(), version=7)
        )
        connection.execute(
            update(OutreachSession)
            .where(OutreachSession.reference != "S2")
            .values(updated_at=date(2015, 1, 1))
        )
    assert shown(world, ListQuestion(order=SessionSort.UPDATED)) == ["S2", "S4", "S3", "S1"]
    with reading(world) as connection:
        assert state_of(connection, "S2").version == 7


@pytest.fixture
def venues(engine):
    """No session yet."""
    with writing(engine) as connection:
        store(connection)
    return engine


HELD = SessionRecord(
    "A-1",
    date(2015, 3, 2),
    "delivered",
    "discussion",
    "fr",
    "SH-01",
    duration_minutes=60,
    total=9,
    first_time=4,
    note="a note",
    attendance={"12-14": 2, "15-17": 7},
)


def save(engine, author, import_id=None, **changes):
    with changing(engine, author) as writer:
        writer.import_id = import_id
        writer.save("sessions", session_store, Changes(**changes))


def test_a_session_is_there_with_all_that_was_saved(venues):
    save(venues, "Ana", added=(HELD, replace(HELD, reference="A-2")))
    save(venues, "Bo", changed=((HELD, replace(HELD, note="another")),))
    with reading(venues) as connection:
        found = state_of(connection, "A-1")
        both = stored(connection, ("A-1", "A-2", "A-3"))
        assert state_of(connection, "A-3") is None
    assert (found.record, found.version) == (replace(HELD, note="another"), 2)
    assert {reference: each.author for reference, each in both.items()} == {
        "A-1": "Bo",
        "A-2": "Ana",
    }
    assert found.updated_at.endswith("+00:00")


def test_a_session_from_before_the_log_has_no_author(world):
    with reading(world) as connection:
        assert state_of(connection, "S1").author == ""


def test_a_form_begins_with_what_its_author_logged_last(venues):
    second, of_bo = replace(HELD, reference="A-2"), replace(HELD, reference="B-1")
    save(venues, "Ana", added=(HELD,))
    save(venues, "Ana", added=(second,))
    save(venues, "Bo", added=(of_bo,))
    save(venues, "Ana", changed=((HELD, replace(HELD, note="late")),))
    save(venues, "Cy", changed=((second, replace(second, language="en")),))
    with reading(venues) as connection:
        assert last_logged(connection, "Ana") == replace(second, language="en")
        assert last_logged(connection, "Bo") == of_bo
        assert last_logged(connection, "Cy") is None


def test_a_form_does_not_begin_with_what_is_gone(venues):
    second = replace(HELD, reference="A-2")
    save(venues, "Ana", added=(HELD,))
    save(venues, "Ana", added=(second,))
    save(venues, "Ana", removed=(second,))
    with reading(venues) as connection:
        assert last_logged(connection, "Ana") == HELD


def test_the_list_of_no_session_has_one_empty_page(engine):
    with reading(engine) as connection:
        for wanted in (ListQuestion(), ListQuestion(page=9), ListQuestion(search="x", page=9)):
            found = session_page(connection, wanted, vocabulary(connection))
            assert (found.sessions, found.count, found.page, found.pages) == ((), 0, 1, 1)
        assert connection.scalar(select(func.count(OutreachSession.id))) == 0
