"""What is kept of the data needs no transaction, and what is asked is asked of the same data."""

import pytest
from sqlalchemy import event, text

from dashboard.database import reading, writing
from dashboard.domain.shared.audience import INSIDE
from dashboard.domain.shared.roles import Reader, Role
from dashboard.queries.answers import Answers
from dashboard.queries.explore import explore_view
from dashboard.queries.shared.late_reading import DataChangedError, late_reading
from dashboard.queries.shared.state import state
from dashboard.settings import Settings
from dashboard.writes import derived
from dashboard.writes.state import bump_version
from tests.queries.worlds import a_session, store, store_sessions

ROLES = [role for role in Role if role.audience in INSIDE]
COUNT = text("SELECT count(*) FROM sessions")


@pytest.fixture
def seen(engine):
    with writing(engine) as connection:
        store(connection, [a_session(attendance={"12-14": 3, "26-plus": 7})])
    with reading(engine) as connection:
        return state(connection)


@pytest.fixture
def begun(engine):
    """A member for each transaction that begins."""
    found = []
    event.listen(engine, "begin", found.append)
    return found


@pytest.fixture
def view(engine):
    """A whole view of the data that were seen when its reader’s request came."""
    every = {role: Answers(engine, Settings(), role.audience) for role in ROLES}

    def make(answers, query):
        found = explore_view(answers, query)
        return {"edition": found.reading.state.edition, "found": found}

    def view(role, query, seen):
        answers = every[role].for_reader(Reader("ana", role), seen)
        kept = answers.keep_whole(lambda mine: make(mine, query), lambda _: 1, query)
        return kept["found"]

    return view


def a_write(engine):
    with writing(engine) as connection:
        store_sessions(connection, [a_session(language="fr", attendance={"15-17": 9})], 99)
        derived.rebuild(connection)
        bump_version(connection)


@pytest.mark.parametrize("role", ROLES)
def test_what_is_made_of_kept_data_needs_no_transaction(view, seen, begun, engine, role):
    view(role, "", seen)
    begun.clear()
    found = view(role, "language=en&kind=discussion", seen)
    assert begun == []
    fresh = Answers(engine, Settings(), role.audience).for_reader(Reader("ana", role).anyone)
    assert found == explore_view(fresh, "language=en&kind=discussion")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("first", ["", "language=fr"])
def test_what_is_made_during_a_write_is_of_one_state(view, seen, engine, role, first):
    view(role, first, seen)
    a_write(engine)
    of_seen = view(role, "language=fr", seen)  # all that it needs is kept, or it was made before
    assert of_seen.reading.state == seen
    assert of_seen.progress.delivered == 0
    newer = view(role, "venue=HS-01&age=15-17", seen)  # needs a statement
    assert newer.reading.state.version == seen.version + 1
    assert newer.progress.delivered == 1
    with reading(engine) as connection:
        now = state(connection)
    assert view(role, "language=fr", now).progress.delivered == 1


def test_a_transaction_begins_at_the_first_question_and_once(engine, seen, begun):
    with late_reading(engine, seen) as connection:
        assert state(connection) == seen
        assert begun == []
        assert connection.scalar(COUNT) == connection.scalar(COUNT) == 1
    assert len(begun) == 1


def test_newer_data_are_not_taken_for_those_that_were_seen(engine, seen):
    a_write(engine)
    with pytest.raises(DataChangedError), late_reading(engine, seen) as connection:
        connection.scalar(COUNT)
