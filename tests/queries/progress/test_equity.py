"""The French share by three denominators, and that a rate's two numbers share their filters."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.database import reading, writing
from dashboard.domain.progress.equity import Share
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.filters import Filters
from dashboard.queries.progress.equity import equity
from dashboard.queries.progress.progress import progress
from dashboard.queries.shared.vocabulary import vocabulary
from tests.queries.oracle import expected_equity, is_kept
from tests.queries.worlds import FILTERS, SESSIONS, TRAININGS, a_session, in_a_passing_world, store

random_worlds = settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def answer(connection, filters, audience=Audience.COORDINATOR):
    words = vocabulary(connection)
    found = progress(connection, filters, audience, words, small_cell_maximum=4)
    return found, equity(found)


@pytest.fixture
def ask(engine):
    """The three shares in a world of these sessions and trainings."""

    def ask(*sessions, trainings=None, filters=None, audience=Audience.COORDINATOR):
        with writing(engine) as connection:
            store(connection, sessions, trainings)
        with reading(engine) as connection:
            return answer(connection, filters or Filters(), audience)[1]

    return ask


@random_worlds
@given(
    sessions=SESSIONS,
    trainings=TRAININGS,
    questions=st.lists(FILTERS, min_size=1, max_size=6),
)
def test_the_shares_are_what_a_slow_count_gives(engine, sessions, trainings, questions):
    with in_a_passing_world(engine, sessions, trainings) as connection:
        for filters in questions:
            _, found = answer(connection, filters)
            shares = {name: (share.part, share.whole) for name, share in found.shares.items()}
            assert shares == expected_equity(filters, sessions, trainings)


@random_worlds
@given(sessions=SESSIONS, trainings=TRAININGS, filters=FILTERS)
def test_both_numbers_of_every_rate_obey_the_same_filters(engine, sessions, trainings, filters):
    """Whatever the filters leave out might as well not be in the data."""
    with in_a_passing_world(engine, sessions, trainings) as connection:
        filtered = rates(*answer(connection, filters))
    kept = [counted(s, filters) for s in sessions if is_kept(s, filters)]
    people = {
        (person, language): day
        for (person, language), day in trainings.items()
        if not filters.language or language in filters.language
        if filters.range.end is None or day <= filters.range.end
    }
    with in_a_passing_world(engine, kept, people) as connection:
        assert filtered == rates(*answer(connection, Filters()), ages=filters.age)


def counted(session, filters):
    """A session with the participations that the filters count, and no others."""
    if not filters.age:
        return session
    attendance = {age: n for age, n in session["attendance"].items() if age in filters.age}
    return session | {"attendance": attendance, "first_time": None}


def rates(progress, equity, *, ages=()):
    """Part and whole of each rate; of the age groups, those that ``ages`` leave."""
    french, distinct = progress.french_share, progress.youth.distinct
    return {
        "french_share": (french.french, french.sessions),
        "age_groups": [
            (g.code, g.reached) for g in progress.age_groups if g.code in ages or not ages
        ],
        "first-time counts": distinct and (distinct.first_time_sessions, distinct.sessions),
        "distinct youth": distinct and (distinct.low, distinct.high, progress.youth.participations),
    } | {name: (share.part, share.whole) for name, share in equity.shares.items()}


def test_a_person_trained_in_two_languages_is_one_person(ask):
    trainings = {
        ("F1", "en"): date(2014, 1, 1),
        ("F1", "fr"): date(2014, 3, 1),
        ("F2", "en"): date(2014, 3, 1),
        ("F3", "fr"): date(2014, 9, 1),
    }
    found = ask(trainings=trainings, filters=Filters(end=date(2014, 3, 1)))
    assert found.facilitators == Share(1, 2)


def test_sessions_of_every_kind_count_and_bilingual_ones_among_all(ask):
    found = ask(
        a_session(language="fr", kind="youth_workshop", attendance={"12-14": 5}),
        a_session(language="bilingual", attendance={"12-14": 6}),
        a_session(language="en", attendance={"26-plus": 9}),
    )
    assert found.sessions == Share(1, 3)
    assert found.participations == Share(5, 20)


def test_what_the_committee_may_not_count_it_may_not_compare(ask):
    found = ask(
        a_session(language="fr", attendance={"12-14": 3}),
        a_session(language="en", attendance={"12-14": 30}),
        audience=Audience.COMMITTEE,
    )
    assert found.sessions == Share(1, 2)
    assert found.participations.part is found.participations.percent is None
    assert found.participations.hidden


def test_without_anything_there_are_no_shares(ask):
    found = ask()
    assert found.sessions == found.participations == found.facilitators == Share(0, 0)
    assert found.sessions.percent is None
    assert not found.sessions.hidden
