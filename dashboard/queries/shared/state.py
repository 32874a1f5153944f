"""The state of the data: version, demonstration, first and latest day."""

from datetime import date
from functools import cache

from sqlalchemy import Connection, ScalarSelect, func, select

from dashboard.database import AnyColumn, AnySelect
from dashboard.domain.shared.state import State
from dashboard.tables import DataState, OutreachSession


def state(connection: Connection) -> State:
    """The state as this transaction sees it."""
    snapshot = connection.get_execution_options().get("impact_snapshot", {})
    if "state" not in snapshot:
        snapshot["state"] = _state(connection)
    found: State = snapshot["state"]
    return found


def _state(connection: Connection) -> State:
    return State(*connection.execute(_state_query()).one())


@cache
def _state_query() -> AnySelect:
    """Built once, as every request begins with it."""
    return select(*columns())


def columns() -> tuple[AnyColumn, ...]:
    """What ``State`` is made of, in its order."""
    return (
        DataState.version,
        DataState.demonstration,
        delivered("min"),
        delivered("max"),
        DataState.generation,
        DataState.mark,
        DataState.reference_mark,
    )


def delivered(extreme: str) -> ScalarSelect[date | None]:
    """The first or the latest day of a delivered session; one at a time, so the index is used."""
    day = getattr(func, extreme)(OutreachSession.held_on)
    return select(day).where(OutreachSession.status == "delivered").scalar_subquery()
