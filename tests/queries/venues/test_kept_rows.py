"""Venues of a range of days are kept until one of its months is written, by whoever."""

from dataclasses import astuple, replace
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, event

from dashboard.database import reading, writing
from dashboard.domain.shared.filters import Filters
from dashboard.queries.shared.vocabulary import vocabulary
from dashboard.queries.venues import counts
from dashboard.tables import OutreachSession, Venue
from dashboard.writes.state import bump_version
from tests.queries.progress.test_blocks import two_workers
from tests.queries.venues.test_months import SAVED, STEPS, take
from tests.queries.worlds import FILTERS, FIRST_DAY, a_session, store

QUESTIONS = st.lists(
    st.builds(lambda filters: replace(filters, age=(), facilitator=()), FILTERS), max_size=3
)


def counted(worker, filters, ask=counts.counts):
    with reading(worker) as connection:
        found = ask(connection, filters, vocabulary(connection))
    return {code: replace(one, attendances=None) for code, one in found.items()}


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=SAVED, asked=QUESTIONS, history=st.lists(STEPS, min_size=2, max_size=4))
def test_what_is_kept_is_right_after_any_history(engine, first, asked, history):
    february = FIRST_DAY.replace(month=2)
    of_days = Filters(start=february - timedelta(9), end=february + timedelta(30))
    with writing(engine) as connection:
        connection.execute(delete(OutreachSession))
        connection.execute(delete(Venue))
        store(connection)
        bump_version(connection)
    with two_workers(engine) as (here, there):
        for step, what in [("save", first), *history]:
            take(here, step, what)
            for filters in (of_days, *asked):
                assert counted(there, filters) == counted(there, filters, counts._from_sessions)


def test_only_a_write_into_the_range_reads_tallies_again(engine):
    january, april = a_session(), a_session(FIRST_DAY.replace(month=4))
    with writing(engine) as connection:
        store(connection, [january, january, april, april])
    quarter, read = Filters(start=FIRST_DAY.replace(day=1), end=FIRST_DAY.replace(month=3)), []

    def ask(worker):
        read.clear()
        found = counted(worker, quarter)
        return {code: astuple(one)[0] for code, one in found.items()}, len(read)

    with two_workers(engine) as (here, there):
        event.listen(
            there,
            "before_cursor_execute",
            lambda *said: read.append(said[2]) if "venue_tallies" in said[2] else None,
        )
        assert ask(there) == ({"HS-01": 2}, 1)
        take(here, "HS-02", [3])  # of April
        assert ask(there) == ({"HS-01": 2}, 0)
        take(here, "HS-02", [2])  # of January
        assert ask(there) == ({"HS-01": 1, "HS-02": 1}, 1)
