"""The range of distinct youth in one session, from its count of first-time participants."""

from sqlalchemy import ColumnElement, ScalarSelect, case, func, select

from dashboard.queries.shared.summed import summed
from dashboard.tables import AgeGroup, Attendance, OutreachSession

Number = ColumnElement[int]


def distinct_youth(total: Number, youth: Number, first_time: Number) -> tuple[Number, Number]:
    """The fewest and the most youth who were there for the first time.

    The fewest: all who are no youth came for the first time. The most: none of them did. Where
    first-time participants were not counted, anything from none to every youth.
    """
    spared = first_time - (total - youth)
    low = case((spared > 0, spared), else_=0)
    high = case((first_time < youth, first_time), else_=youth)
    return func.coalesce(low, 0), high


def youth_present() -> ScalarSelect[int]:
    """The participations of youth in a session of the query around it."""
    number = func.coalesce(summed(Attendance.participations), 0)
    of_session = Attendance.session_id == OutreachSession.id
    return select(number).join(AgeGroup).where(of_session, AgeGroup.youth).scalar_subquery()
