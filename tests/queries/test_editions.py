"""What was worked out for other data is never told of these, however alike their version."""

from datetime import date

from sqlalchemy import update

from dashboard.database import reading, writing
from dashboard.domain.shared.audience import Audience
from dashboard.queries.answers import Answers
from dashboard.queries.pace.view import pace_view
from dashboard.queries.shared.state import state
from dashboard.settings import Settings
from dashboard.tables import Attendance, OutreachSession
from dashboard.writes import derived
from dashboard.writes.state import bump_version, new_generation
from tests.queries.worlds import a_session, store


def test_after_a_restore_with_as_many_writes_the_pace_is_that_of_the_restored_data(engine):
    answers = Answers(engine, Settings(), Audience.COORDINATOR)
    with writing(engine) as connection:
        store(connection, [a_session(date(2015, 3, 2), attendance={"15-17": 30})])
        bump_version(connection)
        before = state(connection)
    _, told = pace_view(answers, "")
    with writing(engine) as connection:
        connection.execute(update(Attendance).values(participations=70))
        connection.execute(update(OutreachSession).values(total=70))
        derived.rebuild(connection)
        new_generation(connection)
    with reading(engine) as connection:
        assert state(connection).version == before.version
    _, now = pace_view(answers, "")
    _, afresh = pace_view(Answers(engine, Settings(), Audience.COORDINATOR), "")
    assert now == afresh
    assert now != told
