"""The range of distinct youth under the filters, and whether the committee may see it."""

from sqlalchemy import Connection

from dashboard.domain.progress.distinct import DistinctYouth
from dashboard.domain.shared.filters import Filters
from dashboard.queries.progress.tally_slice import TallySlice


def distinct_youth(
    connection: Connection, filters: Filters, youth: int | None, sessions: int, *, maximum: int
) -> DistinctYouth | None:
    """The range over the kept ``sessions``; ``None`` where it is not known.

    It is not known if no session counted first-time participants, nor under an age filter, because
    first-time participants are not counted by age. ``youth`` is that of ``may_be_shown``.
    """
    if filters.age:
        return None
    first_time, low, high = TallySlice.of(connection, filters).distinct()
    if not first_time:
        return None
    if not may_be_shown(low, high, youth, maximum):
        return DistinctYouth(None, None, first_time, sessions)
    return DistinctYouth(low, high, first_time, sessions)


def may_be_shown(low: int, high: int, youth: int | None, maximum: int) -> bool:
    """Whether the range reveals no small count, on its own or with the shown counts.

    The ends of the range cut the ``youth`` into three parts, and none may be small. ``youth`` is
    ``None`` where any count is small, shown or not. For the range also links youth, others and
    first-time participants of every session: nobody else was at a session without adults, so it
    adds nothing to the width of the range. That can tell which of two counts is large, and so that
    the other is small, even where all tables are shown.
    """
    if youth is None:
        return False
    return not any(0 < part <= maximum for part in (low, high - low, youth - high))
