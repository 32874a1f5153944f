"""The pace from a database: SQL against slow counts, and what the committee may see of it."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.database import open_engine, reading, writing
from dashboard.domain.pace import pacing, projection
from dashboard.domain.pace.backtest import back_test
from dashboard.domain.pace.pace import PaceQuestion
from dashboard.domain.pace.pacing import PlannedGroup, minimum
from dashboard.domain.pace.projection import horizon
from dashboard.domain.progress.scenario import Scenario
from dashboard.domain.shared.audience import Audience
from dashboard.queries.pace import pace as queries
from dashboard.queries.pace.pace import past
from dashboard.queries.progress.progress import progress
from dashboard.queries.shared.vocabulary import vocabulary
from dashboard.writes import derived
from tests.bench.sessions import Project, write_sqlite
from tests.queries.worlds import (
    DAYS,
    FIRST_DAY,
    SESSIONS,
    VENUES,
    a_session,
    in_a_passing_world,
    store,
    store_sessions,
)

TODAY = date(2014, 9, 10)
TARGET = {"effective_from": FIRST_DAY, "value": 400, "due": date(2014, 12, 31)}
MORE = Scenario(2, "discussion", "fr", "shelter")

random_worlds = settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def answer(connection, question=None, audience=Audience.COORDINATOR):
    words = vocabulary(connection)
    asked = question or PaceQuestion(None, TODAY)
    found = progress(connection, asked.whole, audience, words, small_cell_maximum=4)
    return queries.pace(connection, asked, found, words)


@pytest.fixture
def ask(engine):
    """Answer a question on a world of these sessions."""

    def ask(sessions, question=None, audience=Audience.COORDINATOR, revisions=(TARGET,)):
        with writing(engine) as connection:
            store(connection, sessions, revisions=revisions)
        with reading(engine) as connection:
            return answer(connection, question, audience)

    return ask


def months(*youth, first=date(2014, 1, 10), venue="HS-01"):
    """Two sessions a month, with so many youth each."""
    return [
        a_session(date(2014, first.month + at, day), venue=venue, attendance={"15-17": count})
        for at, count in enumerate(youth)
        for day in (10, 20)
    ]


REGULAR = months(20, 31, 25, 28, 22, 35, 18, 26)


# SQL against slow counts


@random_worlds
@given(sessions=SESSIONS, as_of=DAYS, length=st.integers(0, 90))
def test_planned_sessions_are_those_of_the_days_ahead(engine, sessions, as_of, length):
    ahead = replace(horizon(as_of, None), last=as_of + timedelta(days=length))
    coming = [
        s for s in sessions if s["status"] == "planned" and as_of < s["held_on"] <= ahead.last
    ]
    alike = [
        (f"{s['held_on']:%Y-%m}", s["kind"], s["language"], VENUES[s["venue"]]) for s in coming
    ]
    expected = sorted(PlannedGroup(*one, alike.count(one)) for one in set(alike))
    with in_a_passing_world(engine, sessions) as connection:
        assert sorted(queries.planned(connection, ahead)) == expected


def test_a_session_planned_for_the_day_itself_is_not_ahead_and_one_on_the_last_day_is(engine):
    ahead = replace(horizon(FIRST_DAY, None), last=FIRST_DAY + timedelta(days=9))
    planned = [a_session(FIRST_DAY + timedelta(days=days), status="planned") for days in (0, 9, 10)]
    with in_a_passing_world(engine, planned) as connection:
        assert [one.sessions for one in queries.planned(connection, ahead)] == [1]


# The day, and the filters


def test_the_pace_is_of_the_day_asked_for(ask):
    found = ask(REGULAR, PaceQuestion(date(2014, 6, 30), TODAY))
    assert (found.as_of, found.reached, found.basis.months) == (date(2014, 6, 30), 322, 6)
    assert found.weeks_silent == 1


def test_without_an_end_it_is_of_today(ask):
    found = ask(REGULAR)
    assert (found.as_of, found.reached, found.weeks_silent) == (TODAY, 410, 3)
    assert found.status_day == date(2014, 8, 20)


def test_what_is_projected_ahead_is_not_projected_again_even_after_a_write(engine, monkeypatch):
    june = PaceQuestion(date(2014, 6, 30), TODAY)
    with writing(engine) as connection:
        store(connection, REGULAR, revisions=(TARGET,))
    with reading(engine) as connection:
        expected = answer(connection, june)
        pacing._projected.cache_clear()
        queries.read_ahead(connection)
        assert not connection.get_execution_options()["impact_snapshot"]  # of 46 periods, 13 MB
    with writing(engine) as connection:
        later = a_session(date(2014, 9, 1), attendance={"15-17": 5})
        store_sessions(connection, [later], first_id=len(REGULAR) + 1)
        derived.rebuild(connection)
    monkeypatch.setattr(pacing, "usual", None)  # projecting would fail
    with reading(engine) as connection:
        found = answer(connection, june)
    assert found.usual
    assert found == expected


def test_between_projections_ahead_whoever_waits_for_a_page_gets_python(engine, monkeypatch):
    with writing(engine) as connection:
        store(connection, REGULAR, revisions=(TARGET,))
    done, clock = [], count()
    monkeypatch.setattr(queries, "monotonic", lambda: next(clock))
    monkeypatch.setattr(queries, "sleep", done.append)
    monkeypatch.setattr(queries, "pace", lambda *_: done.append("projected"))
    with reading(engine) as connection:
        queries.read_ahead(connection)
    assert len(done) > 2
    assert done == ["projected", queries.PAUSES] * (len(done) // 2)


def test_how_it_ends_from_any_day_is_drawn_ahead(engine, monkeypatch):
    days = [date(2014, 7, 3), date(2014, 7, 30), date(2014, 8, 14)]
    asked = [PaceQuestion(day, TODAY, only_end=True) for day in days]
    with writing(engine) as connection:
        store(connection, REGULAR, revisions=(TARGET,))
    with reading(engine) as connection:
        whole = [answer(connection, replace(question, only_end=False)) for question in asked]
        queries.read_ahead(connection)
    monkeypatch.setattr(projection, "draw", None)  # drawing would fail
    with reading(engine) as connection:
        found = [answer(connection, question) for question in asked]
    assert not any(one.months for one in found)
    assert [(one.usual.bands, one.usual.chance) for one in found] == [
        (one.usual.bands[-1:], one.usual.chance) for one in whole
    ]


@pytest.mark.parametrize("audience", list(Audience))
def test_an_empty_project_has_nothing_to_say_and_fails_at_nothing(ask, audience):
    found = ask([], audience=audience, revisions=())
    assert (found.reached, found.target, found.usual, found.recent) == (0, None, None, None)


def test_planned_sessions_and_a_scenario_are_projected(ask):
    planned = a_session(date(2014, 10, 3), status="planned", venue="SH-01", language="fr")
    found = ask([*REGULAR, planned], PaceQuestion(None, TODAY, MORE))
    assert found.planned_sessions.sessions == 1
    assert found.what_if.projection.bands[-1].median > found.usual.bands[-1].median
    assert found.what_if.french_share.french == 1 + found.what_if.sessions


# What the committee may see


def test_hidden_counts_that_change_places_change_nothing_for_the_committee(engine):
    def told(*youth):
        sessions = [*months(*youth, venue="SH-01"), *REGULAR[6:]]
        with in_a_passing_world(engine, sessions, None, [TARGET]) as connection:
            return tuple(
                answer(connection, PaceQuestion(None, TODAY, MORE), audience)
                for audience in (Audience.COMMITTEE, Audience.COORDINATOR)
            )

    (shown, exact), (same, other) = told(1, 2, 9), told(2, 1, 9)
    assert [point.youth for point in shown.months[:2]] == [None, None]
    assert shown.usual is not None
    assert shown == same
    assert exact != other


def test_where_nothing_is_hidden_everyone_reads_the_same_totals(engine):
    few = [a_session(date(2014, 7, day), attendance={"15-17": 2}) for day in range(1, 7)]
    planned = a_session(date(2014, 10, 3), status="planned", venue="SH-01")
    with in_a_passing_world(engine, [*REGULAR, *few, planned], None, [TARGET]) as connection:
        asked = PaceQuestion(None, TODAY, MORE)
        shown, exact = (
            answer(connection, asked, audience)
            for audience in (Audience.COMMITTEE, Audience.COORDINATOR)
        )
    assert shown.planned_sessions.projection == exact.planned_sessions.projection
    assert shown.what_if == exact.what_if


def test_where_the_total_is_hidden_nothing_is_projected(ask):
    few = [a_session(date(2014, at, 5), attendance={"15-17": 1}) for at in (1, 2)]
    found = ask(few, PaceQuestion(date(2014, 3, 31), TODAY), Audience.COMMITTEE)
    assert (found.reached, found.required, found.usual, found.recent.youth) == (None,) * 4


# The past


@pytest.fixture
def benchmark(sqlite_url: str) -> str:
    """The address of a database with a small project of ``make bench``."""
    engine = open_engine(sqlite_url)
    with reading(engine) as connection:
        words = vocabulary(connection)
    write_sqlite(Path(sqlite_url.removeprefix("sqlite:///")), Project(10_000, words))
    with writing(engine) as connection:
        derived.rebuild(connection)
    engine.dispose()
    return sqlite_url


def test_the_range_holds_on_the_sessions_of_the_benchmark(benchmark):
    engine = open_engine(benchmark)
    with reading(engine) as connection:
        words = vocabulary(connection)
        history = past(connection, words, date(2018, 8, 31))
    engine.dispose()
    outcomes = back_test(history, minimum(words)).values()
    made, held = (sum(getattr(o, name) for o in outcomes) for name in ("made", "held"))
    assert (len(history.youth), made) == (60, 144)
    assert 70 <= 100 * held / made <= 90


def test_the_past_ends_with_the_data(engine):
    with in_a_passing_world(engine, REGULAR) as connection:
        words = vocabulary(connection)
        lately = past(connection, words, date(2014, 8, 31))
        assert past(connection, words, date(2016, 1, 1)) == lately
        assert past(connection, words, date(2014, 8, 30)).youth == lately.youth[:-1]
        assert lately.youth == (40, 62, 50, 56, 44, 70, 36, 52)
