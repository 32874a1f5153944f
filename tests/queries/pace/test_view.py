from datetime import date

import pytest

from dashboard.database import open_engine, reading
from dashboard.domain.pace.pace import PaceQuestion
from dashboard.domain.progress.scenario import Scenario
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.filters import Filters
from dashboard.queries.pace.pace import pace
from dashboard.queries.pace.view import weight_of
from dashboard.queries.progress.progress import progress
from dashboard.queries.shared.keeping import weight
from dashboard.queries.shared.vocabulary import vocabulary

TODAY, END = date(2015, 10, 10), date(2015, 5, 20)


@pytest.mark.parametrize("only_end", [False, True])
@pytest.mark.parametrize("end", [None, END])
@pytest.mark.parametrize("scenario", [None, Scenario(2, "discussion", "fr", "shelter")])
def test_a_pace_is_about_as_heavy_as_its_fields(demonstration_url, end, scenario, only_end):
    engine = open_engine(demonstration_url)
    with reading(engine) as connection:
        words = vocabulary(connection)
        so_far = progress(
            connection, Filters(end=end), Audience.COORDINATOR, words, small_cell_maximum=4
        )
        found = pace(connection, PaceQuestion(end, TODAY, scenario, only_end), so_far, words)
    engine.dispose()
    assert weight_of(found) == pytest.approx(weight(found), rel=0.4)
