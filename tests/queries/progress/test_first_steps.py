"""What a new project is led through: what its reader may do, and what is left of it."""

from sqlalchemy import insert, update

from dashboard.access import accounts
from dashboard.database import reading, writing
from dashboard.domain.progress.first_steps import RIGHTS, FirstStep
from dashboard.domain.shared.roles import Role
from dashboard.queries.progress.first_steps import first_steps
from dashboard.tables import Facilitator, OutreachSession
from tests.queries.worlds import a_session, store


def steps(engine, role=Role.ADMIN):
    with reading(engine) as connection:
        return first_steps(connection, role)


def test_each_step_needs_a_right():
    assert list(RIGHTS) == list(FirstStep)


def test_a_reader_is_led_through_what_they_may_do(engine):
    assert list(steps(engine)) == list(FirstStep)
    assert list(steps(engine, Role.COORDINATOR)) == [
        FirstStep.FACILITATORS,
        FirstStep.SESSION,
        FirstStep.PUBLICATION,
    ]
    assert steps(engine, Role.COMMITTEE) == {}


def test_what_is_there_is_done(engine):
    before = steps(engine)
    with writing(engine) as connection:
        connection.execute(insert(Facilitator).values(code="F-90"))
        accounts.add(connection, "root", Role.ADMIN)
    assert steps(engine) == {**before, FirstStep.FACILITATORS: True}
    with writing(engine) as connection:
        accounts.add(connection, "ana", Role.COMMITTEE)
        store(connection, [a_session(status="planned")], None)
    after = steps(engine)
    assert after[FirstStep.PEOPLE]
    assert not after[FirstStep.SESSION]  # the figures come with one that took place
    assert not after[FirstStep.PUBLICATION]
    with writing(engine) as connection:
        connection.execute(update(OutreachSession).values(status="delivered"))
    assert steps(engine)[FirstStep.SESSION]
