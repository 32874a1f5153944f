"""What venues are counted from is kept until one of its months is written, by whoever."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, event, func, select, update

from dashboard.database import reading, writing
from dashboard.domain.sessions.record import SessionRecord
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.periods import Period
from dashboard.queries.progress import planned_rows
from dashboard.queries.progress.array_store import handed_on, packed, take_over
from dashboard.queries.progress.blocks import blocks
from dashboard.queries.progress.coverage import coverage
from dashboard.queries.shared.vocabulary import vocabulary
from dashboard.queries.venues import (
    age_cells,
    cells,
    counts,
    from_cells,
    from_months,
    months,
    plans,
    records,
)
from dashboard.tables import AgeGroup, OutreachSession, TalliedMonth, Venue
from dashboard.writes.state import bump_version
from tests.queries.progress.test_blocks import two_workers
from tests.queries.venues.test_months import SAVED, STEPS, from_sessions, take
from tests.queries.worlds import FILTERS, FIRST_DAY, a_session, store

OF_A_YEAR = Filters(period=Period.fiscal_year(2013))
QUESTIONS = st.lists(
    st.builds(lambda filters: replace(filters, age=(), facilitator=()), FILTERS), max_size=3
)


def counted(worker, filters, ask=counts.counts):
    with reading(worker) as connection:
        return ask(connection, filters, vocabulary(connection))


def last_days(worker, ask=records._last):
    with reading(worker) as connection:
        return ask(connection)


def last_of_sessions(connection):
    session = OutreachSession
    query = select(session.venue_id, func.max(session.held_on)).group_by(session.venue_id)
    return dict(connection.execute(query.where(session.status == "delivered")).all())


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
                assert counted(there, filters) == counted(there, filters, from_sessions)
                assert last_days(there) == last_days(there, last_of_sessions)
                for day in (FIRST_DAY.replace(day=1), february, FIRST_DAY + timedelta(70)):
                    assert planned(there, filters, day) == planned(
                        there, filters, day, plans._asked
                    )


def test_who_is_youth_now_is_counted_so(engine):
    with writing(engine) as connection:
        store(connection, [a_session(attendance={"12-14": 3, "26-plus": 2})])
    with two_workers(engine) as (here, there):
        assert counted(there, Filters())["HS-01"].turnouts == ((3, 1), (2, 1))
        with writing(here) as connection:
            connection.execute(update(AgeGroup).values(youth=~AgeGroup.youth))
            bump_version(connection)
        assert counted(there, Filters())["HS-01"].turnouts == ((2, 1), (3, 1))


def test_many_age_groups_are_told_apart_where_only_the_first_came():
    """Sets take as few bytes as those who came need."""
    one = np.ones(2, np.int64)
    rows = packed(
        {
            **dict.fromkeys(cells.CELL, one),
            "day": one,
            "ages": one,
            "came": np.array([one, 0 * one]),
        }
    )
    found = cells._cells(FIRST_DAY, rows, np.array([False, True]), 1 << 12)
    assert (found["attendances"].tolist(), found["youth_attendances"].tolist()) == ([2], [0])
    assert (found["participations"].tolist(), found["youth"].tolist()) == ([2], [0])


def a_record(day, status="delivered"):
    return SessionRecord(f"{status} {day}", day, status, "discussion", "en", "HS-01")


def planned(worker, filters, day, ask=plans.planned):
    with reading(worker) as connection:
        return ask(connection, filters, day)


def test_of_plans_only_a_month_that_was_written_is_read_again(engine):
    days = FIRST_DAY, FIRST_DAY + timedelta(9), FIRST_DAY.replace(month=4)
    with writing(engine) as connection:
        store(connection, [a_session(day, status="planned") for day in days])
    read = []

    def tell(_connection, _cursor, said, values, *_):
        if said.startswith("SELECT sessions.held_on, sessions.language"):
            values = values.values() if isinstance(values, dict) else values
            read.append([str(value)[:7] for value in values if str(value)[:4] == "2014"])

    def ask(day, **chosen):
        read.clear()
        found = planned(there, Filters(**chosen), day)
        return sorted(found.values()), read

    with two_workers(engine) as (here, there):
        event.listen(there, "before_cursor_execute", tell)
        assert ask(days[0]) == ([days[0]], [["2014-01", "2014-04"]])
        assert ask(days[1], language=("en",), age=("12-14",)) == ([days[1]], [])
        assert ask(days[1] + timedelta(1)) == ([days[2]], [])
        take(here, "HS-02", [3])
        assert ask(days[0]) == ([days[0], days[2]], [["2014-04", "2014-04"]])


def test_plans_are_put_together_again_only_where_one_of_their_months_was_written(
    engine, monkeypatch
):
    with writing(engine) as connection:
        store(connection, [a_session(FIRST_DAY.replace(month=4), status="planned")])
    made, together = [], planned_rows._together

    def tell(plans, today):
        made.append(sorted(plans))
        return together(plans, today)

    monkeypatch.setattr(planned_rows, "_together", tell)
    february, march, april = (FIRST_DAY.replace(day=1, month=month) for month in (2, 3, 4))
    with two_workers(engine) as (here, there):
        assert [*planned(there, Filters(), february).values()] == [FIRST_DAY.replace(month=4)]
        take(here, "save", [a_record(FIRST_DAY)])  # of January
        assert [*planned(there, Filters(), february).values()] == [FIRST_DAY.replace(month=4)]
        assert made == [[april]]
        take(here, "save", [a_record(march, status="planned")])
        assert [*planned(there, Filters(), february).values()] == [march]
        assert [*planned(there, Filters(), april).values()] == [FIRST_DAY.replace(month=4)]
        assert made == [[april], [march, april], [april]]
        take(here, "save", [a_record(april, status="planned")])
        assert [*planned(there, Filters(), april).values()] == [april]


def test_of_what_another_process_kept_only_a_month_that_was_written_is_read_again(
    engine, monkeypatch
):
    """So a worker takes over what the first process read, however long ago."""
    january, march = (FIRST_DAY.replace(day=1, month=month) for month in (1, 3))
    with writing(engine) as connection:
        store(connection, [a_session(january), a_session(march)])
    read, each = [], months.SessionMonths.each

    def tell(sessions, asked):
        read.extend(asked)
        return each(sessions, asked)

    monkeypatch.setattr(months.SessionMonths, "each", tell)
    with two_workers(engine) as (here, there):
        with reading(here) as connection:
            from_cells.read_ahead(connection)
        arrays = handed_on(here)
        assert read == [january, march]
        take(here, "save", [a_record(march + timedelta(3))])
        take_over(there, arrays)
        assert counted(there, Filters()) == counted(there, Filters(), from_sessions)
        assert read == [january, march, march]


def test_plans_of_a_month_without_a_mark_are_asked_for(engine):
    with writing(engine) as connection:
        store(connection, [a_session(status="planned")])
        connection.execute(delete(TalliedMonth))  # as an older version left it
    assert [*planned(engine, Filters(), FIRST_DAY).values()] == [FIRST_DAY]


@pytest.mark.parametrize("most", [1, 6])
def test_years_of_more_age_groups_than_have_sets_are_counted_by_session(engine, monkeypatch, most):
    monkeypatch.setattr(age_cells, "MOST_AGES", most)
    both = {"12-14": 3, "15-17": 300}
    with writing(engine) as connection:
        store(connection, [a_session(attendance=both), a_session(attendance={"15-17": 2})])
    found = counted(engine, Filters(age=("12-14",), period=OF_A_YEAR.period))["HS-01"]
    assert (found.sessions, found.participations, found.ages) == (1, 3, ("12-14",))


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


def of_venues(connection):
    """What is kept but the plans of all months together, which begin with the day that is asked."""
    names = blocks(connection).kept.arrays.keys() - {("plans", "ahead")}
    return {name for name in names if name[0] in {"venues", "plans", "sessions"}}


def test_what_is_read_ahead_is_not_read_when_it_is_asked_for(engine):
    some = {"attendance": {"12-14": 3}}
    with writing(engine) as connection:
        store(connection, [a_session() | some, a_session(FIRST_DAY.replace(month=4)) | some])
    with reading(engine) as connection:
        for one in (from_cells, months, from_months, planned_rows):
            one.read_ahead(connection)
        kept = of_venues(connection)
    asked = []
    event.listen(engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
    for filters in (Filters(), OF_A_YEAR, Filters(end=FIRST_DAY.replace(month=4))):
        assert counted(engine, filters)["HS-01"].sessions == 2 - (filters == OF_A_YEAR)
        of_ages = replace(filters, age=("12-14", "26-plus"))
        assert counted(engine, of_ages)["HS-01"].sessions == 2 - (filters == OF_A_YEAR)
        assert not planned(engine, filters, FIRST_DAY.replace(month=4))
    assert [one for one in asked if "session_packs" in one] == []
    with reading(engine) as connection:
        of_one = Filters(venue=("HS-01",), end=FIRST_DAY.replace(month=4))
        coverage(connection, of_one, vocabulary(connection), FIRST_DAY.replace(month=4))
    assert [one for one in asked if "sessions.venue_id" in one] == []
    with reading(engine) as connection:
        assert of_venues(connection) == kept
