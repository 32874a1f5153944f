"""What the sessions view asks: one tab at a time, and nothing for the committee."""

from datetime import date

import pytest

from dashboard.database import reading, writing
from dashboard.desk import Desk
from dashboard.domain.sessions.options import SessionsTab
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.history import Deed
from dashboard.domain.shared.roles import Reader, Role
from dashboard.queries.answers import Answers
from dashboard.queries.sessions.desk import overdue
from dashboard.queries.sessions.view import sessions_view
from dashboard.settings import Settings
from dashboard.tables import Facilitator, Venue

DAY = date(2015, 4, 1)
CELLS = {
    "date": "2015-03-02",
    "status": "delivered",
    "kind": "discussion",
    "language": "fr",
    "venue": "HS-01",
    "12-14": "4",
    "facilitators": "F-2",
}


@pytest.fixture
def world(engine):
    """Two sessions by Ana, of which she changed the first, and one planned by Bo."""
    with writing(engine) as connection:
        connection.execute(Venue.__table__.insert(), {"code": "HS-01", "venue_type": "high_school"})
        connection.execute(Facilitator.__table__.insert(), [{"code": "F-2"}, {"code": "F-1"}])
    ana, bo = (Desk(engine, name, DAY) for name in ("Ana", "Bo"))
    for reference in ("A-1", "A-2"):
        assert ana.log(CELLS | {"reference": reference}).done
    plan = {"reference": "B-1", "status": "planned", "12-14": ""}
    assert bo.log(CELLS | plan).done
    assert ana.edit("A-1", 1, CELLS | {"12-14": "5"}).done
    return engine


@pytest.fixture
def ask(world):
    """The answers to a coordinator of that name."""

    def ask(query, name="Ana"):
        answers = Answers(world, Settings(), Audience.COORDINATOR)
        return sessions_view(answers.for_reader(Reader(name, Role.COORDINATOR)), query)

    return ask


def test_the_committee_is_refused(world):
    with pytest.raises(PermissionError):
        sessions_view(Answers(world, Settings(), Audience.COMMITTEE), "")


def test_the_form_begins_with_all_facilitators_and_the_last_session_of_its_reader(ask):
    begun = ask("").begun
    assert begun.facilitators == ("F-1", "F-2")
    assert begun.last.reference == "A-2"
    assert ask("", name="Bo").begun.last.reference == "B-1"
    assert ask("", name="Cy").begun.last is None


def test_an_edited_session_comes_as_it_stands(ask):
    begun = ask("edit=A-1").begun
    assert (begun.edited.version, begun.edited.record.total) == (2, 5)
    assert begun.last is None
    assert ask("edit=gone").begun.edited is None


def test_the_list_keeps_to_status_search_and_filters(ask):
    def listed(query):
        return [one.record.reference for one in ask(f"tab=list&{query}").page.sessions]

    assert listed("sort=total") == ["A-1", "A-2", "B-1"]
    assert listed("status=planned") == ["B-1"]
    assert listed("search=a-") == ["A-2", "A-1"]
    assert listed("from=2015-03-03") == []


def test_the_history_has_every_change_and_the_version_to_restore_over(ask):
    history = ask("tab=list&history=A-1").history
    assert [step.deed for step in history.steps] == [Deed.CHANGED, Deed.ADDED]
    assert history.now.version == 2
    nothing = ask("tab=list&history=gone").history
    assert (nothing.now, nothing.steps) == (None, ())


@pytest.mark.parametrize("tab", SessionsTab)
def test_only_the_open_tab_is_filled(ask, tab):
    shown = ask(f"tab={tab}")
    assert (shown.begun is not None) is (tab is SessionsTab.LOG)
    assert (shown.page is not None) is (tab is SessionsTab.LIST)
    assert shown.history is None
    assert shown.found.open_items == shown.reading.open_items


def test_plans_wait_for_a_report_from_their_day_on_the_latest_first(world, ask):
    def plan(number, day):
        cells = {"reference": f"P-{number}", "status": "planned", "12-14": "", "date": day}
        assert Desk(world, "Ana", DAY).log(CELLS | cells).done

    days = ("2015-03-20", "2015-03-31", DAY.isoformat(), "2015-04-02")
    for number, day in enumerate(days):
        plan(number, day)
    with reading(world) as connection:
        found = overdue(connection, DAY)
    assert [one.record.reference for one in found.sessions] == ["P-2", "P-1", "P-0"]
    assert found.count == 4  # and that of Bo, which is older
    seen = found.sessions[1].version
    assert Desk(world, "Ana", DAY).set_status({"P-1": seen}, "cancelled").done
    with reading(world) as connection:
        assert overdue(connection, DAY).count == 3
