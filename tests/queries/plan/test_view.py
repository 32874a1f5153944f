from datetime import date

import pytest

from dashboard.database import open_engine, reading
from dashboard.queries.plan.plan import people_and_capacity
from dashboard.queries.plan.view import weight_of
from dashboard.queries.shared.keeping import weight
from dashboard.queries.shared.vocabulary import vocabulary


@pytest.mark.parametrize("end", [None, date(2015, 12, 20), date(2015, 5, 20)])
def test_people_and_capacity_are_about_as_heavy_as_their_fields(demonstration_url, end):
    engine = open_engine(demonstration_url)
    with reading(engine) as connection:
        words = vocabulary(connection)
        found = people_and_capacity(connection, end, words, date(2015, 10, 10))
    engine.dispose()
    assert weight_of(found) == pytest.approx(weight(found), rel=0.4)
