"""Several sessions get a status at once: cancelled rather than deleted."""

import pytest

from dashboard.database import reading
from dashboard.desk import Desk
from dashboard.i18n import Locale
from dashboard.queries.shared.trail import history
from tests.desk.conftest import TODAY
from tests.support.files import session


@pytest.fixture
def now(look):
    """The versions that sessions have."""
    return lambda *references: {name: look(name).version for name in references}


def planned(reference):
    return session(reference=reference, status="planned", total="", date="2015-05-01", note="x")


@pytest.fixture
def three(desk):
    """S-1 is delivered, S-2 and S-3 are planned."""
    for cells in (session(**{"15-17": "5"}), planned("S-2"), planned("S-3")):
        assert desk.log(cells).done


def test_planned_sessions_are_cancelled_together(three, desk, look, now):
    before = now("S-3", "S-2")
    outcome = desk.set_status(before, "cancelled")
    assert [saved.record.reference for saved in outcome.saved] == ["S-3", "S-2"]
    assert [saved.version for saved in outcome.saved] == [v + 1 for v in before.values()]
    assert outcome.changed == 2
    assert (look("S-2").record.status, look("S-2").record.note) == ("cancelled", "x")
    assert desk.set_status(now("S-2"), "planned").saved[0].record.status == "planned"


def test_counts_go_only_when_that_is_said(three, desk, look, now):
    before = look()
    (fault,) = desk.set_status(now("S-1", "S-2"), "cancelled").faults
    assert (fault.row, fault.column, fault.value) == (None, "total", "S-1")
    assert "12 participations" in fault.problem.say(Locale.EN)
    assert look() == before
    assert look("S-2").record.status == "planned"
    outcome = desk.set_status(now("S-1", "S-2"), "cancelled", dropping_counts=True)
    (record, _) = (saved.record for saved in outcome.saved)
    assert (record.status, record.total, record.attendance) == ("cancelled", 0, {})


def test_counts_that_went_come_back_from_the_log(three, desk, ready, look, now):
    before = look().record
    desk.set_status(now("S-1"), "planned", dropping_counts=True)
    with reading(ready) as connection:
        latest, _ = history(connection, "sessions", "S-1")
    assert desk.restore(latest.id, look().version).saved[0].record == before


def test_none_is_delivered_without_counts(three, desk, look, now):
    before = now("S-1", "S-2", "S-3")
    outcome = desk.set_status(before, "delivered")
    assert [(fault.column, fault.value, fault.name) for fault in outcome.faults] == [
        ("total", one, look(one).record.name) for one in ("S-2", "S-3")
    ]
    assert now("S-1", "S-2", "S-3") == before


def test_what_has_the_status_already_is_done(three, desk, look, now):
    before = now("S-2")
    desk.set_status(before, "cancelled")
    outcome = desk.set_status(now("S-1"), "delivered")
    again = desk.set_status(before, "cancelled")
    assert (outcome.changed, again.changed) == (0, 0)
    assert again.saved == (look("S-2"),)
    assert now("S-2") == {"S-2": before["S-2"] + 1}


def test_one_changed_meanwhile_keeps_all_as_they_are(three, desk, ready, look, now):
    seen = now("S-2", "S-3")
    Desk(ready, "Bo", TODAY).edit("S-2", seen["S-2"], planned("S-2") | {"language": "fr"})
    outcome = desk.set_status(seen, "cancelled")
    (conflict,) = outcome.conflicts
    assert (conflict.stored, conflict.stored.author) == (look("S-2"), "Bo")
    assert (conflict.wanted.status, conflict.wanted.language) == ("cancelled", "fr")
    assert look("S-3").record.status == "planned"


def test_one_that_is_gone_is_a_conflict_and_one_never_there_a_fault(desk, bring, look, now):
    bring(planned("S-1"), planned("S-2"))
    desk.undo_import(1)
    bring(planned("S-2"))
    (conflict,) = desk.set_status({"S-1": 1, **now("S-2")}, "cancelled").conflicts
    assert (conflict.wanted.reference, conflict.stored) == ("S-1", None)
    (fault,) = desk.set_status({"S-9": 1}, "cancelled").faults
    assert (fault.column, fault.value) == ("reference", "S-9")
    assert look("S-2").record.status == "planned"


def test_an_unknown_status_is_a_fault(three, desk):
    (fault,) = desk.set_status({"S-2": 1}, "lost").faults
    assert (fault.column, fault.header(Locale.FR)) == ("status", "statut")


def test_no_session_is_no_change(desk):
    assert desk.set_status({}, "cancelled").done
