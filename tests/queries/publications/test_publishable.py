"""What a publication is made of, against a slow and obvious reading of the sessions."""

from collections import defaultdict
from datetime import timedelta

import hypothesis
from hypothesis import given

from dashboard.database import writing
from dashboard.domain.shared.periods import month_of
from dashboard.publications.protecting.counts import MonthTally
from dashboard.queries.publications.publishable import counts, latest_day
from dashboard.queries.shared.vocabulary import vocabulary
from tests.queries.worlds import AGES, DAYS, FIRST_DAY, SESSIONS, VENUES, a_session, store

YOUTH = ("12-14", "15-17", "18-21", "22-25")


def slowly(sessions, as_of):
    held = defaultdict(list)
    for session in sessions:
        if session["status"] == "delivered" and session["held_on"] <= as_of:
            where = session["language"], VENUES[session["venue"]], session["kind"]
            held[month_of(session["held_on"]), *where].append(session["attendance"])
    return tuple(
        MonthTally(
            *key,
            sessions=len(came),
            participations=tuple(sum(one.get(age, 0) for one in came) for age in AGES),
            sessions_with=tuple(sum(age in one for one in came) for age in AGES),
            sessions_with_youth=sum(any(age in one for age in YOUTH) for one in came),
        )
        for key, came in sorted(held.items())
    )


@hypothesis.settings(
    max_examples=40, suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture]
)
@given(SESSIONS, DAYS)
def test_counts_are_those_of_the_sessions_one_by_one(engine, sessions, as_of):
    with engine.connect() as connection, connection.begin() as transaction:
        store(connection, sessions)
        found = counts(connection, as_of, vocabulary(connection))
        days = [s["held_on"] for s in sessions if s["status"] == "delivered"]
        latest = max((day for day in days if day <= as_of), default=None)
        assert latest_day(connection, as_of) == latest
        transaction.rollback()
    assert found.ages == AGES
    assert found.tallies == slowly(sessions, as_of)


def test_a_session_of_the_last_day_counts_and_one_of_the_next_does_not(engine):
    next_day = FIRST_DAY + timedelta(days=1)
    with writing(engine) as connection:
        store(
            connection,
            [a_session(attendance={"12-14": 5}), a_session(next_day, attendance={"12-14": 7})],
        )
        (tally,) = counts(connection, FIRST_DAY, vocabulary(connection)).tallies
    assert (tally.sessions, tally.participations[0]) == (1, 5)
