"""The range of distinct youth in one session, from its count of first-time participants."""

from sqlalchemy import ColumnElement, ScalarSelect, case, func, select

from dashboard.queries.shared.summed import summed
from dashboard.tables import AgeGroup, Attendance, OutreachSession

Number = ColumnElement[int]


def distinct_youth(total: Number, youth: Number, first_time: Number) -> tuple[Number, Number]:
    """The fewest and the most youth who came for the first time.

    The fewest: everybody else came for the first time too. The most: nobody else did. Where a
    session did not count first-time participants, the range is from zero to all youth.
    """
    spared = first_time - (total - youth)
    low = case((spared > 0, spared), else_=0)
    high = case((first_time < youth, first_time), else_=youth)
    return func.coalesce(low, 0), high


def youth_present() -> ScalarSelect[int]:
    """The youth participations in a session of the enclosing query, as a scalar subquery."""
    number = func.coalesce(summed(Attendance.participations), 0)
    of_session = Attendance.session_id == OutreachSession.id
    return select(number).join(AgeGroup).where(of_session, AgeGroup.youth).scalar_subquery()
