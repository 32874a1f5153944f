"""What one page shows to the committee must not, put together, tell a count that is hidden."""

from datetime import date

import pytest
from sqlalchemy import event

from dashboard.database import writing
from dashboard.domain.shared.audience import Audience
from dashboard.queries.answers import Answers
from dashboard.queries.explore import explore_view
from dashboard.queries.plan.view import plan_view
from dashboard.queries.progress.view import progress_view
from dashboard.queries.sessions.view import findings_view
from dashboard.settings import Settings
from dashboard.writes import derived
from dashboard.writes.findings import KeptFindings
from dashboard.writes.state import bump_version
from tests.queries.worlds import a_session, store, store_sessions

COMMITTEE, COORDINATOR = Audience.COMMITTEE, Audience.COORDINATOR


@pytest.fixture
def answers(engine):
    """The answers of an audience, of two years with a small month."""
    days = [date(year, month, 7) for year in (2013, 2014) for month in range(1, 13)]
    sizes = [3] + [40] * (len(days) - 1)
    with writing(engine) as connection:
        store(
            connection,
            [
                a_session(day, attendance={"15-17": size})
                for day, size in zip(days, sizes, strict=True)
            ],
        )
    return lambda audience: Answers(engine, Settings(), audience)


@pytest.mark.parametrize(
    "query", ["from=2013-02-01", "language=fr", "period=2013-14", "venue=HS-01", "kind=discussion"]
)
def test_the_committee_sees_no_whole_beside_its_part(answers, query):
    assert explore_view(answers(COMMITTEE), query).pace is None
    assert explore_view(answers(COORDINATOR), query).pace is not None


@pytest.mark.parametrize("query", ["", "to=2014-06-30", "period=project"])
def test_the_committee_sees_the_pace_beside_the_whole(answers, query):
    explored = explore_view(answers(COMMITTEE), query)
    assert explored.pace.reached == explored.progress.youth.participations


@pytest.mark.parametrize("query", ["language=fr", "kind=discussion&to=2014-06-12&compare=previous"])
def test_with_closed_folds_a_part_is_told_only_how_the_whole_ends(answers, query):
    whole = explore_view(answers(COORDINATOR), query).pace
    end = explore_view(answers(COORDINATOR), query, folds=False).pace
    assert (end.usual.bands, end.usual.chance) == (whole.usual.bands[-1:], whole.usual.chance)
    assert len(whole.usual.bands) > 1


@pytest.mark.parametrize(
    "query", ["", "to=2014-06-12", "language=fr&add=2", "kind=discussion&present=2"]
)
def test_a_curve_a_scenario_and_meetings_have_the_whole_projection(answers, query):
    whole = explore_view(answers(COORDINATOR), query).pace
    assert explore_view(answers(COORDINATOR), query, folds=False).pace == whole


def test_filters_that_only_mark_cells_of_the_grid_do_not_count_it_again(answers, monkeypatch):
    ask = answers(COMMITTEE)
    whole = explore_view(ask, "kind=discussion").coverage
    monkeypatch.setattr("dashboard.queries.progress.coverage._held", None)  # counting would fail
    marked = explore_view(ask, "kind=discussion&language=en&venue_type=high_school").coverage
    assert (marked.sessions, marked.trained) == (whole.sessions, whole.trained)
    assert 0 < len(marked.chosen) < len(whole.chosen)


def test_indicators_are_worked_out_only_where_they_are_shown(answers, monkeypatch):
    known = explore_view(answers(COMMITTEE), "language=fr")
    assert known.tracking.rows
    monkeypatch.setattr("dashboard.queries.explore.tracking", None)  # working them out would fail
    assert explore_view(answers(COMMITTEE), "language=fr").revisions == known.revisions


def test_only_coordinators_are_told_what_waits_to_be_mended(answers):
    with pytest.raises(PermissionError):
        findings_view(answers(COMMITTEE), "")
    reading, found = findings_view(answers(COORDINATOR), "")
    assert reading.open_items == found.open_items > 0
    assert explore_view(answers(COMMITTEE), "").reading.open_items is None


def test_progress_is_worked_out_once_a_version_of_the_data(answers, engine):
    """What the committee may see takes proofs, so that it is not made again for a second look."""
    ask, asked = answers(COMMITTEE), []
    before = progress_view(ask, "kind=discussion").progress
    event.listen(engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    assert progress_view(ask, "kind=discussion").progress == before
    assert not [statement for statement in asked if "attendance" in statement]
    with writing(engine) as connection:
        store_sessions(connection, [a_session(kind="discussion", attendance={"15-17": 9})], 99)
        derived.rebuild(connection)
        bump_version(connection)
    assert progress_view(ask, "kind=discussion").progress.participations == 9


def test_venues_are_read_again_once_they_may_have_changed_and_not_when_sessions_have(
    answers, engine
):
    ask, asked = answers(COORDINATOR), []
    progress_view(ask, "")
    event.listen(engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    for of_sessions_alone, again in ((True, 0), (False, 1)):
        with writing(engine) as connection:
            bump_version(connection, of_sessions_alone=of_sessions_alone)
        asked.clear()
        progress_view(ask, "")
        progress_view(ask, "language=fr")
        assert len([one for one in asked if "venues.label_fr" in one]) == again


@pytest.mark.parametrize("query", ["", "language=fr", "to=2014-06-30", "venue_type=shelter"])
def test_the_headline_knows_of_the_plan_what_its_view_shows(answers, engine, query):
    ask, asked = answers(COMMITTEE), []
    _, plan = plan_view(ask, query)
    assert explore_view(ask, query).headline.facts.capacity == plan.capacity
    event.listen(engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    explore_view(ask, query)
    assert not [statement for statement in asked if "substr(" in statement]  # by month


def test_only_coordinators_are_told_of_planned_sessions_that_nobody_recorded(answers, engine):
    overdue = a_session(date(2014, 3, 8), status="planned")
    with writing(engine) as connection:
        store_sessions(connection, [overdue], 99)
        KeptFindings(connection).rebuild()
        bump_version(connection)
    assert explore_view(answers(COORDINATOR), "").headline.facts.unrecorded == 1
    assert explore_view(answers(COMMITTEE), "").headline.facts.unrecorded == 0
