"""Figures for operators: how much data there are, and whether they change."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import InstrumentedAttribute

from dashboard.queries.shared.restores import unconfirmed
from dashboard.queries.shared.state import state
from dashboard.tables import ImportRecord, OutreachSession


@dataclass(frozen=True, slots=True)
class OperationState:
    """Sessions by status, and imported files by subject.

    ``unconfirmed``: publishing waits until somebody confirms what a restore could not know.
    """

    data_version: int
    sessions: Mapping[str, int]
    imports: Mapping[str, int]
    unconfirmed: bool = False


def operation(connection: Connection) -> OperationState:
    """Read these figures."""
    return OperationState(
        state(connection).version,
        {"delivered": 0, "planned": 0, "cancelled": 0}
        | _counted(connection, OutreachSession.status),
        _counted(connection, ImportRecord.subject),
        unconfirmed(connection) is not None,
    )


def _counted(connection: Connection, column: InstrumentedAttribute[str]) -> dict[str, int]:
    rows = connection.execute(select(column, func.count()).group_by(column))
    return {row[0]: row[1] for row in rows}
