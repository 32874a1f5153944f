"""The audit log as people read it."""

from dataclasses import replace
from datetime import date

import orjson
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.sessions.record import SessionRecord
from dashboard.domain.sessions.state import logged
from dashboard.domain.shared.history import CellDifference, Deed, cells, steps
from dashboard.domain.shared.records import VenueRecord
from dashboard.domain.shared.trail import TrailEntry

HELD = SessionRecord(
    "S-1",
    date(2015, 3, 2),
    "delivered",
    "discussion",
    "fr",
    "HS-01",
    total=9,
    attendance={"15-17": 9},
    facilitators=("F-1", "F-2"),
)


def entry(before, after, **more):
    texts = [None if state is None else orjson.dumps(state).decode() for state in (before, after)]
    made = TrailEntry(7, "2015-03-02T10:00:00+00:00", "Ana", "sessions", "S-1", *texts, None)
    return replace(made, **more)


def test_a_step_says_who_when_and_from_which_file():
    (step,) = steps([entry(None, HELD, import_id=3)])
    assert (step.entry_id, step.at, step.author, step.import_id) == (
        7,
        "2015-03-02T10:00:00+00:00",
        "Ana",
        3,
    )
    assert (step.deed, step.restorable) == (Deed.ADDED, False)


def test_a_change_lists_the_cells_that_differ():
    after = replace(HELD, total=5, attendance={"12-14": 5}, facilitators=(), duration_minutes=60)
    (step,) = steps([entry(HELD, after)])
    assert (step.deed, step.restorable) == (Deed.CHANGED, True)
    assert set(step.differences) == {
        CellDifference("total", "9", "5"),
        CellDifference("duration_minutes", "", "60"),
        CellDifference("facilitators", "F-1; F-2", ""),
        CellDifference("15-17", "9", ""),
        CellDifference("12-14", "", "5"),
    }


def test_what_was_added_or_removed_is_there_in_full_without_the_blanks():
    (removed,) = steps([entry(HELD, None)])
    (added,) = steps([entry(None, HELD)])
    assert (removed.deed, removed.restorable) == (Deed.REMOVED, True)
    assert {d.column: d.before for d in removed.differences} == {
        column: cell for column, cell in HELD.cells().items() if cell
    }
    assert all(d.after == "" for d in removed.differences)
    assert {d.column: d.after for d in added.differences} == {
        d.column: d.before for d in removed.differences
    }


def test_other_subjects_are_read_as_well():
    venue = VenueRecord("SH-01", "shelter")
    (step,) = steps([entry(venue, replace(venue, venue_type="group_home"), subject="venues")])
    assert step.differences == (CellDifference("venue_type", "shelter", "group_home"),)


def test_the_order_is_that_of_the_entries():
    found = steps([entry(HELD, None, id=9), entry(None, HELD, id=4)])
    assert [step.entry_id for step in found] == [9, 4]


RECORDS = st.builds(
    SessionRecord,
    reference=st.text(max_size=9),
    date=st.dates(),
    status=st.text(max_size=9),
    kind=st.text(max_size=9),
    language=st.text(max_size=9),
    venue=st.text(max_size=9),
    duration_minutes=st.none() | st.integers(1, 900),
    total=st.integers(0, 999),
    first_time=st.none() | st.integers(0, 999),
    note=st.text(max_size=9),
    attendance=st.dictionaries(st.sampled_from(("12-14", "unknown")), st.integers(1, 99)),
    facilitators=st.lists(st.text(max_size=4), max_size=3).map(tuple),
)


@given(RECORDS)
def test_a_logged_session_is_read_back_as_it_was(record):
    state = orjson.dumps(record).decode()
    assert logged(state) == record
    assert cells(state) == record.cells()
