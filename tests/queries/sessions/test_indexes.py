"""Every index of sessions is asked for: each costs a page or two whenever a session is written."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from dashboard.domain.sessions.options import SessionSort
from dashboard.domain.shared.filters import Filters
from dashboard.queries.progress import planned_rows
from dashboard.queries.sessions.list import session_page
from dashboard.queries.sessions.records import state_of
from dashboard.queries.sessions.wanted import ListQuestion
from dashboard.queries.shared.vocabulary import vocabulary
from tests.queries.worlds import a_session, in_a_passing_world
from tests.support.plans import plans_of

TABLES = "'sessions', 'session_facilitators'"


def a_list(question):
    return lambda connection: session_page(connection, question, vocabulary(connection))


ASKED = {
    "ix_sessions_by_day": a_list(ListQuestion()),
    "ix_sessions_by_change": a_list(ListQuestion(order=SessionSort.UPDATED)),
    "ix_sessions_by_total": a_list(ListQuestion(order=SessionSort.TOTAL)),
    "ix_sessions_by_venue": a_list(ListQuestion(Filters(venue=("HS-01",)))),
    "ix_sessions_planned": planned_rows.read_ahead,
    "ix_sessions_status_sessions_held_on": a_list(ListQuestion(order=SessionSort.STATUS)),
    "ix_session_facilitators_facilitator_id": a_list(ListQuestion(Filters(facilitator=("F1",)))),
}


@pytest.fixture
def connection(sqlite_engine: Engine):
    """On SQLite, whose plans hang on the tables alone; those of PostgreSQL, on their rows."""
    held = a_session(attendance={"12-14": 3}, facilitators=("F1",))
    there = [held, a_session(held["held_on"] + timedelta(40), status="planned")]
    with in_a_passing_world(sqlite_engine, there) as found:
        yield found


def test_each_index_is_asked(connection):
    ours = f"type = 'index' AND tbl_name IN ({TABLES}) AND sql IS NOT NULL"
    found = connection.exec_driver_sql(f"SELECT name FROM sqlite_schema WHERE {ours}")
    assert {*found.scalars()} == ASKED.keys()


@pytest.mark.parametrize("index", ASKED)
def test_what_is_asked_reads_its_index(connection, index):
    plans = plans_of(connection, lambda: ASKED[index](connection))
    assert any(re.search(rf"USING (COVERING )?INDEX {index}\b", plan) for plan in plans)


def test_plans_are_read_from_their_index_alone(connection):
    """They lie far apart among the other sessions. SQLite sorts nothing for it, either."""
    reads = "SEARCH sessions USING COVERING INDEX ix_sessions_planned (status=? AND held_on>?"
    plans = plans_of(connection, lambda: planned_rows.read_ahead(connection))
    at = next(n for n, plan in enumerate(plans) if plan.startswith(reads))
    assert "TEMP B-TREE" not in "".join(plans[at + 1 : at + 2])


def test_a_session_is_found_by_its_reference(connection):
    plans = plans_of(connection, lambda: state_of(connection, "S1"))
    assert any("sqlite_autoindex_sessions_1 (reference=?)" in plan for plan in plans)
