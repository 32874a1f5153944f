"""The state of the data: version, demonstration, first and latest day."""

from datetime import date

from sqlalchemy import Connection, ScalarSelect, func, select

from dashboard.domain.state import State
from dashboard.tables import DataState, OutreachSession

__all__ = ["State", "data_as_of", "state"]


def state(connection: Connection) -> State:
    """The state as this transaction sees it."""
    row = connection.execute(
        select(DataState.version, DataState.demonstration, _delivered("min"), _delivered("max"))
    ).one()
    return State(*row)


def data_as_of(connection: Connection) -> date | None:
    """The day of the latest delivered session, whatever the filters."""
    return connection.scalar(select(_delivered("max")))


def _delivered(extreme: str) -> ScalarSelect[date | None]:
    """The first or the latest day: each alone, so that the index answers without a scan."""
    day = getattr(func, extreme)(OutreachSession.held_on)
    return select(day).where(OutreachSession.status == "delivered").scalar_subquery()
