from dataclasses import replace
from datetime import date

from dashboard.database import reading, writing
from dashboard.domain.shared.state import State
from dashboard.queries.shared.state import state
from dashboard.writes.state import bump_version, mark_as_demonstration, new_generation
from tests.queries.worlds import a_session, store


def test_a_new_database_has_no_days(engine):
    with reading(engine) as connection:
        found = state(connection)
    assert found == State(0, False, None, None, found.generation, "")


def test_the_days_are_those_of_delivered_sessions(engine):
    with writing(engine) as connection:
        store(
            connection,
            [
                a_session(date(2013, 9, 1), status="cancelled"),
                a_session(date(2013, 10, 1)),
                a_session(date(2015, 3, 25)),
                a_session(date(2015, 6, 1), status="planned"),
            ],
        )
        bump_version(connection)
        mark_as_demonstration(connection)
    with reading(engine) as connection:
        found = state(connection)
    assert found == State(
        1,
        True,
        date(2013, 10, 1),
        date(2015, 3, 25),
        found.generation,
        found.mark,
        found.reference_mark,
    )


def test_each_write_is_another_edition_also_of_a_copy_with_as_many(engine):
    found = []
    for _ in range(2):
        with engine.connect() as connection:
            bump_version(connection)
            found.append(state(connection))
            connection.rollback()
    assert found[0].version == found[1].version
    assert found[0].edition != found[1].edition


def test_reference_data_have_an_edition_of_their_own_that_writes_of_sessions_keep(engine):
    found = []
    for of_sessions_alone in (False, True, False):
        with writing(engine) as connection:
            bump_version(connection, of_sessions_alone=of_sessions_alone)
        with reading(engine) as connection:
            found.append(state(connection))
    with writing(engine) as connection:
        new_generation(connection)
        found.append(state(connection))
    before, same, other, elsewhere = (one.reference_edition for one in found)
    assert before == same
    assert len({before, other, elsewhere}) == 3


def test_another_generation_with_the_same_number_of_writes_is_another_edition(engine):
    with writing(engine) as connection:
        before = state(connection)
        named = new_generation(connection)
        after = state(connection)
    assert after == replace(before, generation=named, mark=after.mark)
    assert after.edition != before.edition
