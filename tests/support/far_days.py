"""The days of sessions that are far from most others: day by day, the slow and obvious way."""

from collections.abc import Mapping
from datetime import date

from dashboard.domain.sessions.far_dates import PAUSE, Stretch, far_stretches, joined


def far_days(sessions: Mapping[date, int], today: date) -> frozenset[date]:
    """The days of sessions that are far from most others; see ``far_stretches``."""
    days = (Stretch(day, day, count) for day, count in sessions.items())
    far = far_stretches(tuple(joined(days, PAUSE)), today)
    return frozenset(day for day in sessions if any(day in stretch for stretch in far))
