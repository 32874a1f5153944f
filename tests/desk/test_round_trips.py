"""Whatever is done at the desk can be gone back on, and leaves the data whole."""

import itertools
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from dashboard.database import reading
from dashboard.desk import Desk
from dashboard.domain.sessions.record import SessionRecord
from dashboard.queries.sessions.records import state_of
from dashboard.queries.shared.trail import history
from dashboard.tables import ImportRecord
from tests.desk.conftest import TODAY, is_sound
from tests.queries.worlds import AGES, KINDS, LANGUAGES, VENUES

_numbers = itertools.count(1)
some = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

COUNTS = st.dictionaries(st.sampled_from(AGES), st.integers(1, 60), max_size=4)


@st.composite
def states(draw):
    """A session but for its reference."""
    status = draw(st.sampled_from(("delivered", "delivered", "planned", "cancelled")))
    attendance = draw(COUNTS) if status == "delivered" else {}
    total = sum(attendance.values())
    return SessionRecord(
        "",
        TODAY - timedelta(days=draw(st.integers(0, 500))),
        status,
        draw(st.sampled_from(KINDS)),
        draw(st.sampled_from(LANGUAGES)),
        draw(st.sampled_from(sorted(VENUES))),
        duration_minutes=draw(st.none() | st.integers(1, 600)),
        total=total,
        first_time=draw(st.none() | st.integers(0, total)) if status == "delivered" else None,
        note=draw(st.text("aé'=+-@\n ;,\"", max_size=12)).strip(),
        attendance=attendance,
        facilitators=tuple(sorted(draw(st.sets(st.sampled_from(("F-1", "F-2")))))),
    )


def cells_of(state, reference):
    """Every age group, as a form has them."""
    return dict.fromkeys(AGES, "") | state.cells() | {"reference": reference}


def seen(engine, reference):
    with reading(engine) as connection:
        return state_of(connection, reference), history(connection, "sessions", reference)


@some
@given(first=states(), edits=st.lists(states(), min_size=1, max_size=5), data=st.data())
def test_any_earlier_state_of_an_edited_session_comes_back(ready, first, edits, data):
    desk, reference = Desk(ready, "Ana", TODAY), f"S-{next(_numbers)}"
    (saved,) = desk.log(cells_of(first, reference)).saved
    records, first_version = [saved.record], saved.version
    for state in edits:
        (now,) = desk.edit(reference, saved.version, cells_of(state, reference)).saved
        assert now.version == saved.version + (now.record != saved.record)
        assert cells_of(now.record, reference) == cells_of(state, reference)
        if now.record != saved.record:
            records.append(now.record)
        saved = now
    now, entries = seen(ready, reference)
    assert now.version - first_version + 1 == len(entries) == len(records)
    if len(entries) == 1:
        return
    at = data.draw(st.integers(0, len(entries) - 2))
    wanted = records[len(entries) - 2 - at]
    (restored,) = desk.restore(entries[at].id, now.version).saved
    assert restored.record == wanted
    assert restored.version == now.version + (wanted != now.record)
    assert is_sound(ready)


@some
@given(
    states=st.lists(states(), min_size=1, max_size=6),
    changes=st.lists(states(), min_size=1, max_size=6),
)
def test_an_undone_import_leaves_all_as_it_was(ready, bring, states, changes):
    desk, number = Desk(ready, "Ana", TODAY), next(_numbers)
    before = {}
    for at, state in enumerate(states):
        reference = f"U-{number}-{at}"
        before[reference] = desk.log(cells_of(state, reference)).saved[0].record
    bring(*(cells_of(state, f"U-{number}-{at}") for at, state in enumerate(changes)))
    with reading(ready) as connection:
        import_id = connection.scalar(select(func.max(ImportRecord.id)))
    assert desk.undo_import(import_id).done
    for at in range(max(len(states), len(changes))):
        now, _ = seen(ready, f"U-{number}-{at}")
        assert (now.record if now else None) == before.get(f"U-{number}-{at}")
    assert is_sound(ready)
