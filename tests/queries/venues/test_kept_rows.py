"""What venues are counted from is kept until one of its months is written, by whoever."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, event

from dashboard.database import reading, writing
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.periods import Period
from dashboard.queries.shared.vocabulary import vocabulary
from dashboard.queries.venues import counts, from_cells, months
from dashboard.tables import OutreachSession, Venue
from dashboard.writes.state import bump_version
from tests.queries.progress.test_blocks import two_workers
from tests.queries.venues.test_months import SAVED, STEPS, take
from tests.queries.worlds import FILTERS, FIRST_DAY, a_session, store

OF_A_YEAR = Filters(period=Period.fiscal_year(2013))
QUESTIONS = st.lists(
    st.builds(lambda filters: replace(filters, age=(), facilitator=()), FILTERS), max_size=3
)


def counted(worker, filters, ask=counts.counts):
    with reading(worker) as connection:
        found = ask(connection, filters, vocabulary(connection))
    return {code: one._replace(attendances=None) for code, one in found.items()}


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    first=SAVED,
    asked=QUESTIONS,
    history=st.lists(STEPS, min_size=2, max_size=4),
    has_room=st.booleans(),
)
def test_what_is_kept_is_right_after_any_history(engine, first, asked, history, has_room):
    february = FIRST_DAY.replace(month=2)
    of_days = Filters(start=february - timedelta(9), end=february + timedelta(30))
    with writing(engine) as connection:
        connection.execute(delete(OutreachSession))
        connection.execute(delete(Venue))
        store(connection)
        bump_version(connection)
    with pytest.MonkeyPatch.context() as patched, two_workers(engine) as (here, there):
        if not has_room:
            patched.setattr(months, "MOST_SESSIONS", 0)
        for step, what in [("save", first), *history]:
            take(here, step, what)
            for filters in (Filters(), OF_A_YEAR, of_days, *asked):
                assert counted(there, filters) == counted(there, filters, counts._from_sessions)


def test_only_a_write_into_the_range_reads_it_again(engine):
    january, april = a_session(), a_session(FIRST_DAY.replace(month=4))
    with writing(engine) as connection:
        store(connection, [january, january, april, april])
    quarter, read = Filters(start=FIRST_DAY.replace(day=1), end=FIRST_DAY.replace(month=3)), []

    def ask(worker, filters):
        read.clear()
        found = counted(worker, filters)
        return {code: one.sessions for code, one in found.items()}, len(read)

    def tell(_connection, _cursor, said, *_):
        if "FROM session_packs" in said:
            read.append(said)

    with two_workers(engine) as (here, there):
        event.listen(there, "before_cursor_execute", tell)
        assert ask(there, quarter) == ({"HS-01": 2}, 1)
        assert ask(there, OF_A_YEAR) == ({"HS-01": 2}, 0)  # of which that quarter is all
        take(here, "HS-02", [3])  # of April
        for filters in (quarter, OF_A_YEAR):
            assert ask(there, filters) == ({"HS-01": 2}, 0)
        take(here, "HS-02", [2])  # of January
        assert ask(there, OF_A_YEAR) == ({"HS-01": 1, "HS-02": 1}, 1)
        assert ask(there, quarter) == ({"HS-01": 1, "HS-02": 1}, 0)


def test_what_is_read_ahead_is_not_read_when_it_is_asked_for(engine):
    with writing(engine) as connection:
        store(connection, [a_session(), a_session(FIRST_DAY.replace(month=4))])
    with reading(engine) as connection:
        from_cells.read_ahead(connection)
        months.read_ahead(connection)
    asked = []
    event.listen(engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
    for filters in (Filters(), OF_A_YEAR, Filters(end=FIRST_DAY.replace(month=4))):
        assert counted(engine, filters)["HS-01"].sessions == 2 - (filters == OF_A_YEAR)
    assert [one for one in asked if "session_packs" in one] == []
