import pytest

from dashboard.database import open_engine, reading
from dashboard.domain.shared.audience import INSIDE
from dashboard.domain.shared.filters import Filters
from dashboard.queries.progress.progress import progress
from dashboard.queries.progress.view import weight_of
from dashboard.queries.shared.keeping import weight
from dashboard.queries.shared.vocabulary import vocabulary


@pytest.mark.parametrize("filters", [Filters(), Filters(language=("fr",), age=("12-14",))])
@pytest.mark.parametrize("audience", INSIDE)
def test_a_progress_is_about_as_heavy_as_its_fields(demonstration_url, filters, audience):
    engine = open_engine(demonstration_url)
    with reading(engine) as connection:
        words = vocabulary(connection)
        found = progress(connection, filters, audience, words, small_cell_maximum=4)
    engine.dispose()
    assert weight_of(found) == pytest.approx(weight(found), rel=0.4)
