"""Every index of sessions is asked for: each costs a page or two whenever a session is written."""

import re

import pytest
from sqlalchemy import Engine

from dashboard.domain.sessions.options import SessionSort
from dashboard.domain.shared.filters import Filters
from dashboard.queries.sessions.list import session_page
from dashboard.queries.sessions.records import state_of
from dashboard.queries.sessions.wanted import ListQuestion
from dashboard.queries.shared.vocabulary import vocabulary
from tests.queries.worlds import a_session, in_a_passing_world
from tests.support.plans import plans_of

TABLES = "'sessions', 'session_facilitators'"
LISTS = {
    "ix_sessions_by_day": ListQuestion(),
    "ix_sessions_by_change": ListQuestion(order=SessionSort.UPDATED),
    "ix_sessions_by_total": ListQuestion(order=SessionSort.TOTAL),
    "ix_sessions_by_venue": ListQuestion(Filters(venue=("HS-01",))),
    "ix_sessions_status_sessions_held_on": ListQuestion(order=SessionSort.STATUS),
    "ix_session_facilitators_facilitator_id": ListQuestion(Filters(facilitator=("F1",))),
}


@pytest.fixture
def connection(sqlite_engine: Engine):
    """On SQLite, whose plans hang on the tables alone; those of PostgreSQL, on their rows."""
    there = [a_session(attendance={"12-14": 3}, facilitators=("F1",))]
    with in_a_passing_world(sqlite_engine, there) as found:
        yield found


def test_each_index_has_a_list(connection):
    ours = f"type = 'index' AND tbl_name IN ({TABLES}) AND sql IS NOT NULL"
    found = connection.exec_driver_sql(f"SELECT name FROM sqlite_schema WHERE {ours}")
    assert {*found.scalars()} == LISTS.keys()


@pytest.mark.parametrize("index", LISTS)
def test_a_list_reads_its_index(connection, index):
    words = vocabulary(connection)
    plans = plans_of(connection, lambda: session_page(connection, LISTS[index], words))
    assert any(re.search(rf"USING (COVERING )?INDEX {index}\b", plan) for plan in plans)


def test_a_session_is_found_by_its_reference(connection):
    plans = plans_of(connection, lambda: state_of(connection, "S1"))
    assert any("sqlite_autoindex_sessions_1 (reference=?)" in plan for plan in plans)
