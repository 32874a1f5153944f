"""What is mended after a write is the same, to the byte, as what is counted anew."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from dashboard.database import reading, writing
from dashboard.queries.progress.blocks import blocks
from dashboard.queries.venues import months, recounting
from dashboard.queries.venues.age_cells import AgeCells
from dashboard.queries.venues.cells import VenueCells
from dashboard.tables import OutreachSession, Venue
from dashboard.writes.state import bump_version
from tests.queries.progress.test_blocks import two_workers
from tests.queries.venues.test_months import SAVED, STEPS, take
from tests.queries.worlds import store
from tests.support.plans import plans_of


def cells(worker):
    """All kept cells of a worker as text, with their types."""
    with reading(worker) as connection:
        marked = [*blocks(connection).marks]
        of_venues, of_ages = VenueCells(connection), AgeCells(connection)
        quarters = {day.replace(month=1 + (day.month - 1) // 3 * 3) for day in marked}
        found = [
            *of_venues.months(marked),
            of_venues.every(),
            *(
                of_ages.quarter(start, [m for m in marked if 0 <= _months(start, m) < 3])
                for start in sorted(quarters)
            ),
        ]
    return [(one.dtype, one.tobytes()) for one in found]


def _months(first, then):
    return 12 * (then.year - first.year) + then.month - first.month


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    first=SAVED, history=st.lists(STEPS, min_size=1, max_size=5), most=st.sampled_from((0, 1, 100))
)
def test_what_is_mended_is_what_is_counted_anew(engine, first, history, most):
    with writing(engine) as connection:
        connection.execute(delete(OutreachSession))
        connection.execute(delete(Venue))
        store(connection)
        bump_version(connection)
    with pytest.MonkeyPatch.context() as patched, two_workers(engine) as (here, there):
        patched.setattr(months, "MOST_SESSIONS", -1)  # none, even without any session
        patched.setattr(recounting, "MOST_ASKED_FOR", most)
        for step, what in [("save", first), *history]:
            take(here, step, what)
            mended, kept = cells(there), there.get_execution_options()["impact_kept"]
            before = dict(kept)
            kept.clear()
            assert mended == cells(there)
            kept.update(before)


def test_each_pack_of_a_month_is_looked_at_once_however_many_venues_are_asked_for(sqlite_engine):
    month = date(2014, 1, 1)
    with reading(sqlite_engine) as connection:
        sessions = months.SessionMonths(connection)
        plan = plans_of(connection, lambda: sessions.packs([month], range(1, 101)))
    assert any("(code=?)" in line for line in plan)
    assert not any("rowid=?" in line for line in plan)
