"""The participations by all tables at once, and when nobody need look at them."""

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.domain.progress.breakdowns import BREAKDOWNS
from dashboard.queries.progress.crossed import crossed
from tests.queries.oracle import is_kept
from tests.queries.worlds import FILTERS, SESSIONS, VENUES, in_a_passing_world

NO_COUNTS = {one.dimension: {} for one in BREAKDOWNS}
ALL = 10_000  # a largest small count that makes every count small


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    sessions=SESSIONS,
    questions=st.lists(FILTERS, min_size=1, max_size=6),
    maximum=st.sampled_from((1, 4, ALL)),
)
def test_the_blocks_are_those_of_a_slow_count(engine, sessions, questions, maximum):
    with in_a_passing_world(engine, sessions) as connection:
        for filters in questions:
            people, came = slowly(sessions, filters)
            found = crossed(connection, filters, NO_COUNTS, maximum)
            grid = Counter()
            for (_, *codes, _), number in people.items():
                grid[tuple(codes)] += number
            if any(number <= maximum for number in grid.values()):
                assert told(found) == {codes: (people[codes], came[codes]) for codes in people}
            else:
                assert found is None


def told(found):
    """People and sessions by codes."""
    if found is None:
        return {}
    numbers = zip(found.people.tolist(), found.attended.tolist(), strict=True)
    codes = ([some[n] for n in row] for some, row in zip(found.codes, found.at, strict=True))
    return dict(zip(zip(*codes, strict=True), numbers, strict=True))


def slowly(sessions, filters):
    people, came = Counter(), Counter()
    for session in sessions:
        if session["status"] == "delivered" and is_kept(session, filters):
            for age, number in session["attendance"].items():
                if not filters.age or age in filters.age:
                    month = f"{session['held_on']:%Y-%m}"
                    day = f"{session['held_on']:%a}".lower()
                    codes = (month, session["language"], VENUES[session["venue"]], age, day)
                    people[codes] += number
                    came[codes] += 1
    return people, came
