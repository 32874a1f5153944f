"""The history of the targets as the database has it, and the target in force as the gauge's."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from dashboard.database import reading, writing
from dashboard.domain.progress.indicators import Revision, tracking
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.vocabulary import Term
from dashboard.queries.progress.indicators import revisions
from dashboard.queries.progress.progress import progress
from dashboard.queries.shared.vocabulary import vocabulary
from dashboard.tables import TargetRevision
from tests.queries.worlds import DAYS, REVISIONS, SESSIONS, a_session, store


def answer(connection, filters=None):
    words = vocabulary(connection)
    found = progress(
        connection, filters or Filters(), Audience.COORDINATOR, words, small_cell_maximum=4
    )
    return found, tracking(found, words, revisions(connection))


def test_every_revision_of_every_indicator_is_told_with_the_value_before_it(engine):
    targets = [
        ("youth", date(2014, 4, 1), 1000, date(2015, 6, 30), "longer", "plus longtemps"),
        ("youth", date(2013, 9, 1), 800, date(2015, 3, 31), "", ""),
        ("french_share", date(2014, 1, 1), 30, date(2015, 6, 30), "", ""),
    ]
    names = ("indicator", "effective_from", "value", "due", "reason_en", "reason_fr")
    with writing(engine) as connection:
        store(connection, [a_session(date(2014, 5, 1), language="fr")])
        connection.execute(
            insert(TargetRevision), [dict(zip(names, row, strict=True)) for row in targets]
        )
    with reading(engine) as connection:
        _, found = answer(connection)
    assert found.revisions == (
        Revision(*targets[0][:4], Term("", "longer", "plus longtemps"), before=800),
        Revision(*targets[2][:4], Term("", "", ""), before=None),
        Revision(*targets[1][:4], Term("", "", ""), before=None),
    )
    share = next(row for row in found.rows if row.indicator.code == "french_share")
    assert (share.target.value, share.actual, share.variance, share.status) == (
        30,
        100,
        70,
        "on_track",
    )


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sessions=SESSIONS, revisions=REVISIONS, end=st.none() | DAYS)
def test_the_row_of_youth_says_what_the_gauge_says(engine, sessions, revisions, end):
    with engine.connect().execution_options(impact_writes=True) as connection:
        connection.begin()
        store(connection, sessions, revisions=revisions)
        shown, found = answer(connection, Filters(end=end))
    youth = found.rows[0]
    assert youth.actual == shown.youth.participations
    assert youth.target == shown.youth.target
    assert youth.status == shown.youth.status
    planned = shown.youth.planned
    assert youth.to_date == (None if planned is None else round(planned))
