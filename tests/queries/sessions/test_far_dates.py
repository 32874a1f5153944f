"""Whether one more session would be far from all others, against a count of every day."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.queries.sessions.findings.far_dates import far_with, would_be_far
from dashboard.writes import session_packs, tallies
from tests.queries.worlds import a_session, store
from tests.support.far_days import far_days

TODAY = date(2015, 3, 25)
DAYS = st.sampled_from((-90, -21, -19, -6, -5, -4, 0, 4, 5, 6, 19, 21)).flatmap(
    lambda years: st.integers(-2, 2).map(
        lambda days: TODAY + timedelta(days=round(365.25 * years) + days)
    )
)
STATUSES = st.sampled_from(("delivered", "planned", "cancelled"))
GROUPS = st.lists(st.tuples(DAYS, STATUSES, st.integers(1, 25)), max_size=4)


def _count(connection):
    session_packs.rebuild(connection)
    tallies.rebuild(connection)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(groups=GROUPS, day=DAYS)
def test_one_more_session_is_far_where_a_count_of_all_days_says_so(engine, groups, day):
    every = [a_session(at, status=status) for at, status, number in groups for _ in range(number)]
    days = Counter(one["held_on"] for one in every if one["status"] != "cancelled")
    days[day] += 1
    with engine.connect().execution_options(impact_writes=True) as connection:
        connection.begin()
        store(connection, every, derive=_count)
        assert would_be_far(connection, day, TODAY) == (day in far_days(days, TODAY))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(groups=GROUPS, more=st.dictionaries(DAYS, st.integers(1, 25), max_size=3))
def test_days_of_a_file_are_far_where_a_count_of_all_days_says_so(engine, groups, more):
    every = [a_session(at, status=status) for at, status, number in groups for _ in range(number)]
    days = Counter(one["held_on"] for one in every if one["status"] != "cancelled") + Counter(more)
    with engine.connect().execution_options(impact_writes=True) as connection:
        connection.begin()
        store(connection, every, derive=_count)
        far, others = far_with(connection, more, TODAY)
    found = {day for day in days if any(day in stretch for stretch in far)}
    assert found == far_days(days, TODAY)
    if found:
        near = days.keys() - found or {TODAY}
        assert others == (min(near), max(near))
