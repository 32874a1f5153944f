"""A thing to mend that is right: said once, with a reason, until something changes."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import Engine

from dashboard.database import reading
from dashboard.desk import CheckOutcome, Desk
from dashboard.desk.reference import ReferenceDesk
from dashboard.domain.reference.kinds import kind_of
from dashboard.domain.sessions.checked import LONGEST_REASON
from dashboard.domain.sessions.findings import FindingRule, Findings
from dashboard.i18n import Locale
from dashboard.queries.sessions.findings import findings
from dashboard.queries.sessions.findings.kept import as_kept
from dashboard.queries.shared.trail import history
from tests.desk.conftest import TODAY
from tests.support.files import session

WHY = "Two classes on one day"
SEEN = {"S-1": 1, "S-2": 1}


@pytest.fixture
def look_for(ready: Engine) -> Callable[[], Findings]:
    """What is found now."""

    def look_for(today: date = TODAY) -> Findings:
        with reading(ready) as connection:
            return findings(connection, today)

    return look_for


@pytest.fixture
def two(bring) -> None:
    """Two sessions that may be one."""
    bring(
        session(reference="S-1", facilitators="F-1"), session(reference="S-2", facilitators="F-1")
    )


def check(desk: Desk, reason: str = WHY, **seen: int) -> CheckOutcome:
    return desk.check_finding(FindingRule.DUPLICATE, seen or SEEN, reason)


@pytest.mark.usefixtures("two")
def test_it_leaves_the_list_with_who_when_and_why_and_comes_back_when_taken_back(
    desk, look_for, ready
):
    key = check(desk).key
    assert check(desk, f" {WHY} ").key == key  # pressed twice
    found = look_for()
    assert found.open_items == 0
    (right,) = found.checked
    assert (right.author, right.reason) == ("Ana", WHY)
    assert set(right.finding.references) == set(SEEN)
    assert desk.uncheck_finding(key)
    assert not desk.uncheck_finding(key)
    assert (look_for().open_items, look_for().checked) == (1, ())
    with reading(ready) as connection:
        taken, said = history(connection, "checked_findings", key)
    assert (taken.after, said.before, said.author) == (None, None, "Ana")


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize(
    "change", [{"note": "moved"}, {"venue": "HS-02"}, {"date": "2015-03-12"}, {"total": "99"}]
)
def test_a_changed_session_brings_it_back_and_the_same_again_takes_it_away(desk, look_for, change):
    check(desk)
    was = session(facilitators="F-1", note="")
    for reference, version in SEEN.items():
        now = session(reference=reference, facilitators="F-1", **change)
        assert desk.edit(reference, version, now).done
    assert (look_for().by_rule[FindingRule.DUPLICATE].count, look_for().checked) == (1, ())
    for reference in SEEN:
        assert desk.edit(reference, 2, {**was, "reference": reference}).done
    assert look_for().by_rule[FindingRule.DUPLICATE].count == 0


@pytest.mark.usefixtures("two")
def test_what_came_back_is_checked_again_for_what_it_is_now(desk, look_for, ready):
    key = check(desk).key
    desk.edit("S-1", 1, session(reference="S-1", facilitators="F-1", note="moved"))
    assert check(desk, "Still two", **{"S-1": 2, "S-2": 1}).key == key
    assert [one.reason for one in look_for().checked] == ["Still two"]
    with reading(ready) as connection:
        again, first = history(connection, "checked_findings", key)
    assert again.before == first.after


@pytest.mark.usefixtures("two")
def test_another_copy_and_one_that_is_gone_bring_it_back(desk, look_for, bring):
    check(desk)
    report = bring(session(reference="S-3", facilitators="F-1"))
    (finding,) = look_for().by_rule[FindingRule.DUPLICATE].first
    assert set(finding.references) == {"S-1", "S-2", "S-3"}
    assert check(desk, **SEEN, **{"S-3": finding.versions[-1]}).key  # both are kept
    desk.undo_import(report.import_id)
    assert look_for().open_items == 0


@pytest.mark.usefixtures("two")
def test_what_is_not_as_it_was_seen_is_a_conflict(desk, look_for):
    assert check(desk, **{"S-1": 2, "S-2": 1}).conflicts == ("S-1", "S-2")
    assert check(desk, **{"S-1": 1}).conflicts == ("S-1",)
    assert desk.check_finding(FindingRule.OVERDUE, {"S-1": 1}, WHY).conflicts == ("S-1",)
    check(desk)
    assert check(desk, "Another reason").conflicts == ("S-1", "S-2")
    assert [one.reason for one in look_for().checked] == [WHY]


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("reason", ["", " \n ", "x" * (LONGEST_REASON + 1), "a\u202eb"])
def test_it_needs_a_short_reason_that_can_be_read(desk, look_for, reason):
    (fault,) = check(desk, reason).faults
    assert fault.column == "reason"
    assert fault.problem.say(Locale.FR) != fault.problem.say(Locale.EN)
    assert look_for().open_items == 1


@pytest.mark.usefixtures("two")
def test_a_merged_venue_is_no_change_and_neither_is_the_merge_undone(desk, look_for, ready):
    check(desk)
    admin = ReferenceDesk(ready, "Ada", TODAY)
    held = {one.record.key: one.version for one in admin.all(kind_of("venues"))}
    admin.merge("HS-01", "HS-02", {code: held[code] for code in ("HS-01", "HS-02")}, knowing=True)
    assert (look_for().open_items, len(look_for().checked)) == (0, 1)
    admin.unmerge("HS-01", knowing=True)
    assert (look_for().open_items, len(look_for().checked)) == (0, 1)


def test_a_plan_that_is_no_copy_is_overdue(desk, look_for, bring):
    """A likely copy of a session held is listed as one; checked, it is a plan like any other."""
    bring(
        session(reference="S-1", facilitators="F-1"),
        session(reference="P-1", facilitators="F-1", status="planned", total=""),
    )
    assert look_for().by_rule[FindingRule.OVERDUE].count == 0
    check(desk, **{"S-1": 1, "P-1": 1})
    assert look_for().by_rule[FindingRule.OVERDUE].count == 1
    assert desk.check_finding(FindingRule.OVERDUE, {"P-1": 1}, WHY).key
    assert look_for().open_items == 0


@pytest.mark.parametrize(
    ("rule", "rows"),
    [
        (FindingRule.NO_FACILITATOR, [session(reference="S-1", facilitators="")]),
        (
            FindingRule.DUPLICATE,
            [session(reference=name, facilitators="F-1") for name in ("S-1", "S-2")],
        ),
    ],
)
def test_a_file_that_comes_in_again_after_being_undone_is_still_right(  # noqa: PLR0917
    desk, bring, look_for, ready, rule, rows
):
    first = bring(*rows)
    assert desk.check_finding(rule, {row["reference"]: 1 for row in rows}, WHY).key
    assert desk.undo_import(first.import_id).done
    bring(*rows)
    assert (look_for().by_rule[rule].count, len(look_for().checked)) == (0, 1)
    with reading(ready) as connection:
        assert as_kept(connection)
