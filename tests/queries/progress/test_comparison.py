from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from dashboard.database import reading
from dashboard.domain.progress.comparison import ComparisonPeriod, earlier
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.filters import Filters
from dashboard.queries.progress.comparison import comparison
from dashboard.queries.progress.progress import progress
from dashboard.queries.shared.vocabulary import vocabulary
from tests.queries.worlds import FILTERS, SESSIONS, a_session, store

MAXIMUM = 4


def shown(connection, filters, audience):
    words = vocabulary(connection)
    return progress(connection, filters, audience, words, small_cell_maximum=MAXIMUM)


def beside(connection, filters, how, audience=Audience.COMMITTEE):
    return comparison(
        connection,
        shown(connection, filters, audience),
        how,
        vocabulary(connection),
        small_cell_maximum=MAXIMUM,
    )


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sessions=SESSIONS, filters=FILTERS)
def test_what_is_earlier_is_what_a_reader_of_that_period_sees(engine, sessions, filters):
    with engine.connect().execution_options(impact_writes=True) as connection:
        connection.begin()
        store(connection, sessions)
        for how in ComparisonPeriod:
            for audience in Audience:
                found = beside(connection, filters, how, audience).earlier
                as_of = shown(connection, filters, audience).data_as_of
                asked = earlier(filters, how, as_of)
                assert found == (asked and shown(connection, asked, audience))


def test_small_counts_of_the_earlier_period_are_hidden_by_themselves(engine):
    with engine.connect().execution_options(impact_writes=True) as connection:
        connection.begin()
        store(
            connection,
            [
                a_session(date(2014, 1, 20), attendance={"12-14": 3}),
                a_session(date(2014, 2, 20), attendance={"12-14": 30}),
            ],
        )
        found = beside(
            connection,
            Filters(start=date(2014, 2, 1), end=date(2014, 2, 28)),
            ComparisonPeriod.PREVIOUS,
        )
    assert found.earlier.delivered == 1
    assert found.earlier.youth.participations is None


@pytest.mark.parametrize("how", list(ComparisonPeriod))
def test_the_whole_project_has_nothing_beside_it(engine, how):
    with reading(engine) as connection:
        assert beside(connection, Filters(), how).earlier is None
