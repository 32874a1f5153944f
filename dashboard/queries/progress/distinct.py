"""The range of distinct youth under the filters, and whether the committee may see it."""

from sqlalchemy import Connection

from dashboard.domain.progress.breakdowns import BREAKDOWNS
from dashboard.domain.progress.distinct import DistinctYouth
from dashboard.domain.shared.filters import Filters
from dashboard.queries.progress.breakdowns import Breakdowns
from dashboard.queries.progress.tally_slice import TallySlice


def distinct_youth(
    connection: Connection, filters: Filters, shown: Breakdowns, sessions: int, *, maximum: int
) -> DistinctYouth | None:
    """The range over the kept ``sessions``; ``None`` where it is not known.

    It is not known if no session counted first-time participants, nor under an age filter, because
    first-time participants are not counted by age.
    """
    if filters.age:
        return None
    first_time, low, high = TallySlice.of(connection, filters).distinct()
    if not first_time:
        return None
    if not may_be_shown(low, high, shown, maximum):
        return DistinctYouth(None, None, first_time, sessions)
    return DistinctYouth(low, high, first_time, sessions)


def may_be_shown(low: int, high: int, shown: Breakdowns, maximum: int) -> bool:
    """Whether the range reveals no small count, on its own or with the shown counts.

    The ends of the range cut the youth into three parts, and none may be small. The range also
    links youth, others and first-time participants of every session. With two sessions, it can tell
    which hidden count is large, and so that the other is small. So the range is hidden whenever any
    count of the answer is.
    """
    if shown.youth is None or _hides(shown):
        return False
    return not any(0 < part <= maximum for part in (low, high - low, shown.youth - high))


def _hides(shown: Breakdowns) -> bool:
    """Whether a count is hidden, apart from the breakdowns that yield: these reveal nothing."""
    standing = (shown.rows[one.code] for one in BREAKDOWNS if not one.yields)
    return shown.participations is None or any(row.hidden for rows in standing for row in rows)
