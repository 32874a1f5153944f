"""The participations by all tables at once, and when nobody need look at them."""

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.privacy import Block
from dashboard.queries.progress.counts import Counts
from dashboard.queries.progress.crossed import crossed
from tests.queries.oracle import is_kept
from tests.queries.worlds import FILTERS, SESSIONS, VENUES, in_a_passing_world

NO_COUNTS = Counts({}, {}, {}, {})
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
            for (_, *codes), number in people.items():
                grid[tuple(codes)] += number
            if filters.venue or any(number <= maximum for number in grid.values()):
                assert sorted(found, key=lambda block: block.codes) == [
                    Block(codes, people[codes], came[codes]) for codes in sorted(people)
                ]
                assert all(type(n) is int for b in found for n in (b.people, b.attended))
            else:
                assert found == ()


def slowly(sessions, filters):
    people, came = Counter(), Counter()
    for session in sessions:
        if session["status"] == "delivered" and is_kept(session, filters):
            for age, number in session["attendance"].items():
                if not filters.age or age in filters.age:
                    month = f"{session['held_on']:%Y-%m}"
                    codes = (month, session["language"], VENUES[session["venue"]], age)
                    people[codes] += number
                    came[codes] += 1
    return people, came
