"""Whatever files, undos, cancelled and restored sessions follow each other, counts are right."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from dashboard.database import reading
from dashboard.desk import Desk
from dashboard.queries.sessions.records import state_of
from dashboard.queries.shared.trail import history
from dashboard.tables import ImportRecord
from dashboard.writes import changed_sessions, derived, service
from tests.desk.conftest import TODAY, is_sound
from tests.desk.test_round_trips import cells_of, states
from tests.writes.test_tallies import contents

_numbers = itertools.count(1)
FILE = st.tuples(
    st.just("file"), st.dictionaries(st.integers(0, 5), states(), min_size=1, max_size=6)
)
STEPS = st.lists(
    FILE | st.tuples(st.sampled_from(("undo", "cancel", "restore")), st.integers(0, 5)),
    min_size=2,
    max_size=6,
)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(first=FILE, steps=STEPS)
def test_any_history_leaves_what_a_rebuild_would(ready, bring, first, steps):
    desk, number = Desk(ready, "Ana", TODAY), next(_numbers)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(service, "FEW", 1)  # of two, both are changed by columns
        patched.setattr(changed_sessions, "PACKED_AT_ONCE", 3)
        for step, which in (first, *steps):
            if step == "file":
                bring(*(cells_of(state, f"H-{number}-{at}") for at, state in which.items()))
            else:
                one_by_one(ready, desk, step, f"H-{number}-{which}")
    assert is_sound(ready)
    with ready.connect().execution_options(impact_writes=True) as connection:
        kept = contents(connection)
        derived.rebuild(connection)
        assert contents(connection) == kept
        connection.rollback()


def one_by_one(engine, desk, step, reference):
    """Some of it is refused, which changes nothing."""
    with reading(engine) as connection:
        session = state_of(connection, reference)
        entries = history(connection, "sessions", reference)
        import_id = connection.scalar(select(func.max(ImportRecord.id)))
    version = session.version if session else None
    if step == "undo":
        desk.undo_import(import_id)
    elif step == "cancel" and session:
        desk.set_status({reference: session.version}, "cancelled", dropping_counts=True)
    elif step == "restore" and entries:
        desk.restore(entries[-2:][0].id, version)
