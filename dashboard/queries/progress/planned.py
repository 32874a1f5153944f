"""What is planned from a day on, by month and cell: kept until one of these months is written."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, cast

from sqlalchemy import Connection, func, select

from dashboard.queries.progress.blocks import blocks
from dashboard.queries.progress.counts import month_code
from dashboard.queries.shared.by_edition import by_edition
from dashboard.queries.shared.state import state
from dashboard.queries.shared.summed import summed
from dashboard.tables import PlannedTally


class PlannedCell(NamedTuple):
    """The planned sessions of a month in a cell, with the first and the last of their days."""

    month: str
    language: str
    venue_type: str
    kind: str
    sessions: int
    first: date
    last: date


def planned_ahead(connection: Connection, since: date) -> Sequence[PlannedCell]:
    """All sessions planned from that day on; it must be the same for all readers, such as today.

    A cell without sessions is left out.
    """
    if "impact_snapshot" not in connection.get_execution_options():
        return _asked(connection, since)
    return by_edition(connection, _kept, since)


def _kept(connection: Connection, since: date) -> Sequence[PlannedCell]:
    """Most writes are about sessions that were held, so their months are not those ahead."""
    first = since.replace(day=1)
    marks = {month: mark for month, mark in blocks(connection).marks.items() if month >= first}
    key = since, state(connection).generation, marks
    kept = connection.get_execution_options()["impact_kept"]
    if (found := kept.get("planned_ahead")) and found[0] == key:
        return cast("Sequence[PlannedCell]", found[1])
    cells = _asked(connection, since)
    marked = {f"{month:%Y-%m}" for month in marks}
    if all(cell.month in marked for cell in cells):  # older versions did not mark all months
        kept["planned_ahead"] = key, cells
    return cells


def _asked(connection: Connection, since: date) -> Sequence[PlannedCell]:
    tally = PlannedTally
    cell = month_code(tally.held_on), tally.language, tally.venue_type, tally.kind
    numbers = summed(tally.sessions), func.min(tally.held_on), func.max(tally.held_on)
    query = select(*cell, *numbers).where(tally.held_on >= since).group_by(*cell)
    return [PlannedCell(*row) for row in connection.execute(query)]
