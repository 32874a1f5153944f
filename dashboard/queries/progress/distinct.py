"""The range of distinct youth under the filters, and whether the committee may see it."""

from dataclasses import replace

from sqlalchemy import Connection

from dashboard.domain.progress.distinct import DistinctYouth
from dashboard.domain.shared.filters import Filters
from dashboard.queries.progress.tally_slice import TallySlice


def distinct_youth(connection: Connection, filters: Filters, sessions: int) -> DistinctYouth | None:
    """The range over the kept ``sessions``; ``None`` where it is not known.

    It is not known if no session counted first-time participants, nor under an age filter, because
    first-time participants are not counted by age.
    """
    if filters.age:
        return None
    first_time, low, high = TallySlice.of(connection, filters).distinct()
    return DistinctYouth(low, high, first_time, sessions) if first_time else None


def as_shown(
    found: DistinctYouth, youth: int | None, maximum: int, *, beside_small: bool
) -> DistinctYouth:
    """The range as far as it reveals no small count, on its own or with the shown counts.

    Args:
        found: The range as it is.
        youth: All youth; ``None`` where this is hidden, and then the range is, too.
        maximum: The largest small count; 0 hides nothing.
        beside_small: Whether any count is small, shown or not.
    """
    told = _up_to_all(found, youth) if beside_small else found
    if told is None or youth is None or _has_small_part(told, youth, maximum):
        return replace(found, low=None, high=None)
    return told


def _up_to_all(found: DistinctYouth, youth: int | None) -> DistinctYouth | None:
    """The range with all youth as its upper end; ``None`` if it says nothing, or too much.

    The true range links youth, others and first-time participants of each session. Nobody else was
    at a session without adults, for example, so it adds nothing to the width. The lower end alone
    links nothing: any session that counted first-time participants may have added any part of it,
    up to its own youth. Readers know how many sessions did, but not which. So many of the largest
    sessions have at least their share of all youth, whatever is hidden. A lower end up to that
    share fits everything that fitted without it.
    """
    if not found.low or youth is None:
        return None
    if found.low * found.sessions > youth * found.first_time_sessions:
        return None
    return replace(found, high=youth)


def _has_small_part(told: DistinctYouth, youth: int, maximum: int) -> bool:
    """Whether one of the three parts is small that the ends cut the youth into."""
    low, high = told.low or 0, told.high or 0
    return any(0 < part <= maximum for part in (low, high - low, youth - high))
