"""Trainings, planned sessions and what people can lead: SQL against a slow, obvious count."""

from datetime import date
from math import ceil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.database import reading, writing
from dashboard.domain.shared.filters import Filters
from dashboard.queries.plan.capacity import completed, planned
from dashboard.queries.plan.plan import plan
from dashboard.queries.shared.vocabulary import vocabulary
from tests.queries.worlds import (
    DAYS,
    FILTERS,
    FIRST_DAY,
    LANGUAGES,
    REVISIONS,
    SESSIONS,
    TRAININGS,
    a_session,
    in_a_passing_world,
    store,
)

MONTHLY = 2  # sessions that a person leads: the reference data
SOME_DAY = st.none() | DAYS
PLANNED = SESSIONS.map(
    lambda sessions: [
        session | {"status": "planned", "attendance": {}, "first_time": None}
        for session in sessions
    ]
)
WORLDS = st.tuples(st.builds(list.__add__, SESSIONS, PLANNED), TRAININGS, REVISIONS)

random_worlds = settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@random_worlds
@given(world=WORLDS, until=SOME_DAY)
def test_trainings_are_those_completed_by_the_last_day(engine, world, until):
    _, trainings, _ = world
    done = [
        (language, day) for (_, language), day in trainings.items() if not until or day <= until
    ]
    with in_a_passing_world(engine, *world) as connection:
        assert completed(connection, until) == [
            (language, day, done.count((language, day)))
            for day, language in sorted({(day, language) for language, day in done})
        ]


@random_worlds
@given(world=WORLDS, until=SOME_DAY, filters=FILTERS)
def test_everyone_is_counted_once_by_their_first_training(engine, world, until, filters):
    _, trainings, _ = world
    chosen = filters.language or LANGUAGES
    days = [
        [day for (one, code), day in trainings.items() if one == person and code in chosen]
        for person in {person for person, _ in trainings}
    ]
    first = sorted(min(some) for some in days if some and (not until or min(some) <= until))
    with in_a_passing_world(engine, *world) as connection:
        asked = Filters(language=filters.language, end=until)
        everyone = plan(connection, asked, vocabulary(connection), FIRST_DAY).everyone
    assert [(step.day, step.people) for step in everyone.steps] == [
        (day, sum(one <= day for one in first)) for day in sorted(set(first))
    ]


@random_worlds
@given(world=WORLDS, since=DAYS, until=SOME_DAY)
def test_planned_sessions_are_grouped_by_month_and_language(engine, world, since, until):
    ahead = are_ahead(world[0], since, until)
    with in_a_passing_world(engine, *world) as connection:
        found = planned(connection, since, until)
        assert {(row.month, row.language) for row in found} == {key(session) for session in ahead}
        for row in found:
            days = [s["held_on"] for s in ahead if key(s) == (row.month, row.language)]
            assert (row.sessions, row.first, row.last) == (len(days), min(days), max(days))


@random_worlds
@given(world=WORLDS, today=DAYS, filters=FILTERS)
def test_the_outlook_is_what_a_slow_count_gives(engine, world, today, filters):
    with in_a_passing_world(engine, *world) as connection:
        words = vocabulary(connection)
        found = plan(connection, filters, words, today).capacity
        outlooks = {outlook.language: outlook for outlook in found.outlooks}
        chosen = [code for code in LANGUAGES if not filters.language or code in filters.language]
        assert list(outlooks) == chosen
        for code in chosen:
            shown = outlooks[code]
            assert [
                (m.month, m.planned, m.besides, m.capacity, m.missing) for m in shown.months
            ] == slow_months(code, world, today, filters.range.end)
            assert shown.people == slow_people(code, world, filters.range.end)


@random_worlds
@given(world=WORLDS, today=DAYS)
def test_with_the_people_to_train_nothing_is_missing(engine, world, today):
    with in_a_passing_world(engine, *world) as connection:
        for shown in plan(connection, Filters(), vocabulary(connection), today).capacity.outlooks:
            people = {code: n + shown.to_train.get(code, 0) for code, n in shown.people.items()}
            most = max((month.needed for month in shown.months), default=0)
            assert min(people.values()) >= ceil(most / MONTHLY)
            assert all(people[code] == ceil(most / MONTHLY) for code in shown.to_train)


def key(session):
    return f"{session['held_on']:%Y-%m}", session["language"]


def are_ahead(sessions, since, until):
    return [
        session
        for session in sessions
        if session["status"] == "planned"
        and session["held_on"] >= since
        and (until is None or session["held_on"] <= until)
    ]


def slow_people(language, world, until):
    needs = [language] if language in ("en", "fr") else ["en", "fr"]
    done = [code for (_, code), day in world[1].items() if until is None or day <= until]
    return {code: done.count(code) for code in needs}


def slow_months(language, world, today, end):
    sessions, _, revisions = world
    ahead = are_ahead(sessions, today, end)
    last = max((s["held_on"] for s in ahead), default=slow_end(sessions, revisions, today, end))
    capacity = MONTHLY * min(slow_people(language, world, end).values())
    rows = []
    month = today.replace(day=1)
    while last >= today and month <= last and len(rows) < 13:
        code = f"{month:%Y-%m}"
        own = sum(key(s) == (code, language) for s in ahead)
        several = sum(key(s) == (code, "bilingual") for s in ahead)
        besides = 0 if language == "bilingual" else several
        rows.append((code, own, besides, capacity, max(0, own + besides - capacity)))
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return rows


def slow_end(sessions, revisions, today, end):
    """The target's last day where nothing is planned, unless the filters end before."""
    held = [s["held_on"] for s in sessions if s["status"] == "delivered"]
    day = end or max(held, default=None)
    effective = [r for r in revisions if day and r["effective_from"] <= day]
    due = max(effective, key=lambda r: r["effective_from"])["due"] if effective else today
    return min(max(today, due), end or date.max)


# What a reader would check by hand


@pytest.fixture
def ask(engine):
    """The plan of a world of these sessions, as of a day."""

    def ask(*sessions, today=date(2014, 3, 10), filters=None, trainings=None, revisions=()):
        with writing(engine) as connection:
            store(connection, sessions, trainings, revisions)
        with reading(engine) as connection:
            return plan(connection, filters or Filters(), vocabulary(connection), today)

    return ask


def a_planned_one(day, language="fr"):
    return a_session(day, status="planned", language=language)


def test_nobody_trained_leaves_every_session_without_people(ask):
    found = ask(a_planned_one(date(2014, 4, 1)), a_planned_one(date(2014, 6, 10)))
    french = found.capacity.outlooks[1]
    assert [(m.month, m.missing) for m in french.months] == [
        ("2014-03", 0),
        ("2014-04", 1),
        ("2014-05", 0),
        ("2014-06", 1),
    ]
    assert french.to_train == {"fr": 1}
    assert french.last == date(2014, 6, 10)


def test_sessions_whose_day_has_passed_are_not_ahead(ask):
    found = ask(a_planned_one(date(2014, 3, 9)), a_planned_one(date(2014, 3, 10)))
    assert found.capacity.outlooks[1].planned == 1


def test_the_last_day_of_the_filters_still_counts(ask):
    day = date(2014, 4, 1)
    found = ask(
        a_planned_one(day), filters=Filters(end=day), trainings={("F1", "fr"): day}
    ).capacity
    assert (found.outlooks[1].planned, found.outlooks[1].people) == (1, {"fr": 1})


@pytest.mark.parametrize(
    ("due", "months"),
    [
        (date(2014, 2, 1), ("2014-03",)),
        (date(2014, 5, 1), ("2014-03", "2014-04", "2014-05")),
    ],
)
def test_with_nothing_planned_the_months_go_to_the_day_of_the_target(ask, due, months):
    target = {"effective_from": date(2014, 1, 1), "value": 9, "due": due}
    assert ask(a_session(date(2014, 1, 20)), revisions=[target]).capacity.months == months


def test_a_bilingual_session_takes_people_of_every_language(ask):
    found = ask(
        a_planned_one(date(2014, 4, 1), "bilingual"),
        trainings={("F1", "en"): date(2014, 1, 1)},
    )
    english, french, bilingual = found.capacity.outlooks
    assert (english.besides, len(english.short)) == (1, 0)
    assert (french.besides, len(french.short)) == (1, 1)
    assert (bilingual.people, bilingual.to_train) == ({"en": 1, "fr": 0}, {"fr": 1})


def test_sessions_more_than_a_year_ahead_are_counted_apart(ask):
    found = ask(a_planned_one(date(2014, 4, 1)), a_planned_one(date(2114, 4, 1))).capacity
    assert (found.months[0], found.months[-1]) == ("2014-03", "2015-03")
    assert found.later == 1
    assert found.outlooks[1].last == date(2014, 4, 1)


def test_a_last_day_that_has_passed_leaves_nothing_ahead(ask):
    found = ask(a_planned_one(date(2014, 4, 1)), filters=Filters(end=date(2014, 3, 9))).capacity
    assert found.months == ()
    assert not any(outlook.planned for outlook in found.outlooks)


def test_a_language_filter_leaves_the_others_out_but_not_their_people(ask):
    found = ask(
        a_planned_one(date(2014, 4, 1), "bilingual"),
        filters=Filters(language=("bilingual",)),
        trainings={("F1", "en"): date(2014, 1, 1), ("F1", "fr"): date(2014, 1, 1)},
    )
    (bilingual,) = found.capacity.outlooks
    assert bilingual.months[1].capacity == MONTHLY
    assert found.trained == ()
