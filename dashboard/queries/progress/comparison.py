"""Query the earlier period in the same way as the shown one."""

from sqlalchemy import Connection

from dashboard.domain.progress.comparison import Comparison, ComparisonPeriod, earlier
from dashboard.domain.progress.progress import Progress
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.queries.progress.progress import progress


def comparison(
    connection: Connection,
    shown: Progress,
    how: ComparisonPeriod,
    vocabulary: Vocabulary,
    *,
    small_cell_maximum: int,
) -> Comparison:
    """The period to compare ``shown`` with: for the same audience, in the same transaction."""
    filters = earlier(shown.filters, how, shown.data_as_of)
    if filters is None:
        return Comparison(how, None)
    found = progress(
        connection, filters, shown.audience, vocabulary, small_cell_maximum=small_cell_maximum
    )
    return Comparison(how, found)
