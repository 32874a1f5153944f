"""How many sessions reached each combination, and which of them the filters choose."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from dashboard.database import reading, writing
from dashboard.domain.progress.coverage import Combination
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.periods import Period
from dashboard.queries.progress.coverage import coverage
from dashboard.queries.shared.vocabulary import vocabulary
from tests.queries.oracle import VENUE_TYPES, YOUTH, is_kept
from tests.queries.worlds import (
    DAYS,
    FILTERS,
    LANGUAGES,
    SESSIONS,
    TRAININGS,
    VENUES,
    a_session,
    store,
)

TODAY = date(2014, 3, 1)

random_worlds = settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def ask(engine):
    """The coverage of a world of these sessions."""

    def ask(*sessions, filters=None, trainings=None):
        with writing(engine) as connection:
            store(connection, sessions, trainings)
        with reading(engine) as connection:
            return coverage(connection, filters or Filters(), vocabulary(connection), TODAY)

    return ask


# The whole, against a slow count


@random_worlds
@given(
    sessions=SESSIONS,
    trainings=TRAININGS,
    today=DAYS,
    questions=st.lists(FILTERS, min_size=1, max_size=6),
)
def test_coverage_is_what_a_slow_count_gives(engine, sessions, trainings, today, questions):
    with engine.connect().execution_options(impact_writes=True) as connection:
        connection.begin()
        store(connection, sessions, trainings)
        for filters in questions:
            found = coverage(connection, filters, vocabulary(connection), today)
            assert {cell: n for cell, n in found.sessions.items() if n} == reached(
                sessions, filters
            )
            assert found.planned == planned(sessions, filters, today)
            assert found.chosen == chosen(filters)
            assert found.trained == {
                language: sum(
                    language == trained and (not filters.range.end or day <= filters.range.end)
                    for (_, trained), day in trainings.items()
                )
                for language in ("en", "fr")
            }


def around(filters):
    """The filters that the grid obeys."""
    return replace(filters, language=(), age=(), venue_type=())


def reached(sessions, filters):
    return Counter(
        Combination(s["language"], VENUES[s["venue"]], age)
        for s in sessions
        if s["status"] == "delivered" and is_kept(s, around(filters))
        for age in s["attendance"]
    )


def planned(sessions, filters, today):
    return Counter(
        (s["language"], VENUES[s["venue"]])
        for s in sessions
        if s["status"] == "planned" and s["held_on"] >= today
        if is_kept(s, replace(around(filters), start=None, end=None, period=None))
    )


def chosen(filters):
    types = {VENUES[code] for code in filters.venue} or VENUE_TYPES
    return tuple(
        Combination(language, venue_type, age)
        for language in LANGUAGES
        for venue_type in VENUE_TYPES
        for age in YOUTH
        if not filters.language or language in filters.language
        if not filters.venue_type or venue_type in filters.venue_type
        if not filters.age or age in filters.age
        if venue_type in types
    )


# What a reader would check by hand


def test_at_a_venue_what_is_planned_counts_from_today_on(ask):
    in_french = {"venue": "GH-01", "language": "fr", "status": "planned"}
    days = TODAY - timedelta(1), TODAY, TODAY, TODAY.replace(month=5)
    found = ask(
        *(a_session(day, **in_french) for day in days),
        a_session(TODAY, venue="GH-01", language="en", status="planned"),
        a_session(TODAY, venue="SH-01", status="planned"),
        filters=Filters(venue=("GH-01",)),
    )
    assert found.planned == {("fr", "group_home"): 3, ("en", "group_home"): 1}


def test_a_session_counts_once_for_each_age_group_that_came(ask):
    found = ask(
        a_session(language="fr", venue="GH-01", attendance={"12-14": 3, "15-17": 4}),
        a_session(language="fr", venue="GH-01", attendance={"12-14": 30}),
    )
    assert found.count(Combination("fr", "group_home", "12-14")) == 2
    assert found.count(Combination("fr", "group_home", "15-17")) == 1
    assert found.count(Combination("fr", "group_home", "18-21")) == 0
    assert found.count(Combination("en", "group_home", "12-14")) == 0


def test_the_grid_keeps_what_a_choice_within_it_leaves_out(ask):
    filters = Filters(language=("fr",), age=("15-17",), venue_type=("shelter",))
    found = ask(a_session(attendance={"12-14": 3}), filters=filters)
    assert found.count(Combination("en", "high_school", "12-14")) == 1
    assert found.chosen == (Combination("fr", "shelter", "15-17"),)


@pytest.mark.parametrize(
    ("start", "end", "sessions"),
    [
        (date(2014, 2, 10), None, 2),
        (None, date(2014, 2, 20), 2),
        (date(2014, 2, 10), date(2014, 2, 20), 1),
        (date(2014, 2, 21), date(2014, 2, 9), 0),
    ],
)
def test_days_within_a_month_are_kept_exactly(ask, start, end, sessions):
    days = (date(2014, 2, 9), date(2014, 2, 10), date(2014, 2, 21))
    found = ask(
        *(a_session(day, attendance={"12-14": 3}) for day in days),
        filters=Filters(start=start, end=end),
    )
    assert found.count(Combination("en", "high_school", "12-14")) == sessions


def test_planned_sessions_are_those_to_come_whatever_the_period(ask):
    found = ask(
        a_session(date(2014, 2, 28), status="planned", language="fr"),
        a_session(date(2014, 3, 1), status="planned", language="fr"),
        a_session(date(2014, 5, 1), status="planned", language="fr"),
        a_session(date(2014, 5, 1), status="cancelled", language="fr"),
        filters=Filters(period=Period.parse("2013-14-q4")),
    )
    assert found.planned == {("fr", "high_school"): 2}


def test_only_the_venue_types_of_chosen_venues_are_looked_at(ask):
    assert ask(filters=Filters(venue=("SH-01",))).venue_types == ("shelter",)


def test_the_minimum_is_reference_data(ask):
    assert ask().minimum == 2


def test_of_what_a_facilitator_leads_only_what_was_not_delivered_is_looked_up(engine, ask):
    asked = []
    event.listen(engine, "before_cursor_execute", lambda *heard: asked.append(heard[2:4]))
    led = {"facilitators": {"F1"}}
    days = (date(2014, 2, 1), date(2014, 2, 2), TODAY)
    found = ask(
        *(a_session(day, attendance={"12-14": 3}, **led) for day in days),
        a_session(TODAY, status="planned", **led),
        a_session(TODAY, status="cancelled", **led),
        a_session(TODAY, status="planned"),
        filters=Filters(facilitator=("F1",)),
    )
    assert found.planned == {("en", "high_school"): 1}
    ((_, values),) = [each for each in asked if "json_each(" in each[0] or "unnest(" in each[0]]
    by_name = values.values() if engine.name == "postgresql" else values
    assert ([4, 5] if engine.name == "postgresql" else "[[4],[5]]") in list(by_name)
