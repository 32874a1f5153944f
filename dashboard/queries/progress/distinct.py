"""The range of distinct youth under the filters, and whether the committee may see it."""

from typing import NamedTuple

from sqlalchemy import Connection, func, select

from dashboard.domain.progress.breakdowns import BREAKDOWNS
from dashboard.domain.progress.distinct import DistinctYouth
from dashboard.domain.shared.filters import Filters
from dashboard.queries.progress.breakdowns import Breakdowns
from dashboard.queries.progress.first_time import distinct_youth as of_session
from dashboard.queries.progress.first_time import youth_present
from dashboard.queries.progress.from_tallies import TallySlice
from dashboard.queries.shared.kept import kept
from dashboard.queries.shared.source import source
from dashboard.queries.shared.summed import summed
from dashboard.tables import OutreachSession, Venue


class _Sums(NamedTuple):
    """Sums over the kept sessions; a sum over none is ``None``."""

    first_time_sessions: int | None
    low: int | None
    high: int | None


def distinct_youth(
    connection: Connection, filters: Filters, shown: Breakdowns, sessions: int, *, maximum: int
) -> DistinctYouth | None:
    """The range over the kept ``sessions``; ``None`` where it is not known.

    It is not known if no session counted first-time participants, nor under an age filter, because
    first-time participants are not counted by age.
    """
    if filters.age:
        return None
    sums = source(filters, tallies=_from_tallies, sessions=_from_sessions)(connection, filters)
    if not sums.first_time_sessions:
        return None
    low, high = sums.low or 0, sums.high or 0
    if not may_be_shown(low, high, shown, maximum):
        return DistinctYouth(None, None, sums.first_time_sessions, sessions)
    return DistinctYouth(low, high, sums.first_time_sessions, sessions)


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


def _from_tallies(connection: Connection, filters: Filters) -> _Sums:
    return _Sums(*TallySlice.of(connection, filters).distinct())


def _from_sessions(connection: Connection, filters: Filters) -> _Sums:
    """Sum under any filter, at a cost that grows with the kept sessions."""
    session = OutreachSession
    held = select(session.total, session.first_time, youth_present().label("youth")).join(Venue)
    # materialized, or SQLite would look up a session's youth at each mention below
    each = held.where(*kept(filters)).cte("each").prefix_with("MATERIALIZED").c
    low, high = of_session(each.total, each.youth, each.first_time)
    sums = select(func.count(each.first_time), summed(low), summed(high))
    return _Sums(*connection.execute(sums).one())
