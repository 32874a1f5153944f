"""What is planned: an array of sessions for each month, and one of cells from a day on.

Each is kept until something of it is written.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
from sqlalchemy import Connection, String, bindparam, cast, func, select, text

from dashboard.domain.shared.dimensions import Of
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.periods import last_day
from dashboard.queries.progress.array_store import packed
from dashboard.queries.progress.blocks import Blocks, blocks
from dashboard.queries.progress.choosing import OF_SESSIONS, Column, choices, wanted
from dashboard.queries.progress.planned import planned_ahead
from dashboard.queries.shared.groups import Groups
from dashboard.queries.shared.state import state
from dashboard.tables import PLANNED, OutreachSession


class PlannedRows(NamedTuple):
    """A row for each venue, language and kind: how many sessions, and the ordinal of the first day.

    A venue is its id, a language its place among the codes of ``Blocks``.
    """

    venue: Column
    language: Column
    sessions: Column
    first: Column


def planned_rows(
    connection: Connection, filters: Filters, today: date, venues: Collection[int]
) -> PlannedRows | None:
    """What the filters keep from today on, whatever days and ages they choose.

    ``venues`` are the ids of the venues that the filters choose. ``None`` if the filters are by
    facilitator; if a month has plans and no mark, as older versions left them; or if the
    transaction does not see one state of the data throughout.
    """
    if any(row.of is Of.FACILITATOR for row in filters.chosen):
        return None
    if "impact_snapshot" not in connection.get_execution_options():
        return None
    found = blocks(connection)
    rows = _ahead(found, today)
    if rows is None:
        return None
    columns = PlannedRows(*(rows[name] for name in PlannedRows._fields))
    if not (chosen := choices(filters, found.codes, venues)):
        return columns
    kept = np.flatnonzero(wanted(rows, chosen))
    return PlannedRows(*(column[kept] for column in columns))


def _ahead(found: Blocks, today: date) -> Column | None:
    """All of them together, from today on; ``None`` if a month has some and no mark."""
    marks = {f"{month:%Y-%m}": found.mark(month) for month in _months(found, today)}
    if not {cell.month for cell in planned_ahead(found.connection, today)} <= marks.keys():
        return None
    rows = found.kept.find(("plans", "ahead"), mark := (today, marks))
    if rows is None:
        rows = _together(_from(found, today), today)
        found.kept.put(("plans", "ahead"), mark, rows)
    return rows


def _together(plans: Mapping[date, Column], today: date) -> Column:
    parts = {name: [rows[name] for rows in plans.values()] for name in ("venue", *OF_SESSIONS)}
    parts["day"] = [rows["day"] + np.int32(month.toordinal()) for month, rows in plans.items()]
    nothing = np.zeros(0, np.int32)
    columns = {name: np.concatenate([nothing, *some]) for name, some in parts.items()}
    in_order = np.argsort(columns["day"], kind="stable")
    to_come = in_order[columns["day"][in_order] >= today.toordinal()]
    columns = {name: column[to_come] for name, column in columns.items()}
    day = columns.pop("day")
    groups = Groups.of(columns)  # which keep their order
    first = {name: column[groups.first] for name, column in columns.items()}
    return packed(first | {"sessions": groups.counts, "first": day[groups.first]})


def read_ahead(connection: Connection) -> None:
    """Read what is planned after the latest session before somebody waits for it."""
    if latest := state(connection).data_as_of:
        _from(blocks(connection), latest)


def _from(found: Blocks, day: date) -> Mapping[date, Column]:
    """The plans of each month with a mark, from that of a day on."""
    months = _months(found, day)
    plans = {month: found.kept.find(_name(month), found.mark(month)) for month in months}
    missing = [month for month, rows in plans.items() if rows is None]
    for month, rows in _read(found, missing):
        found.kept.put(_name(month), found.mark(month), rows)
        plans[month] = rows
    return {month: rows for month, rows in plans.items() if rows is not None}


def _months(found: Blocks, day: date) -> list[date]:
    return [month for month in found.marks if month >= day.replace(day=1)]


def _name(month: date) -> tuple[object, ...]:
    return "plans", month


def _read(found: Blocks, months: Sequence[date]) -> Iterator[tuple[date, Column]]:
    """The plans of these months, from one statement."""
    if not months:
        return
    places = {name: {code: n for n, code in enumerate(found.codes[name])} for name in OF_SESSIONS}
    cells = {month: [np.zeros((4, 0), np.int64)] for month in months}
    asked = {"first": min(months), "last": last_day(max(months))}
    for day, language, kind, joined in found.connection.execute(_PLANS, asked):
        if (of_month := cells.get(day.replace(day=1))) is not None:
            venues = np.fromstring(joined, np.int64, sep=",")
            own = day.day - 1, places["language"][language], places["kind"][kind]
            of_month.append(np.stack([venues, *(np.full_like(venues, one) for one in own)]))
    for month, some in cells.items():
        columns = np.concatenate(some, axis=1)
        yield month, packed(dict(zip(("venue", "day", *OF_SESSIONS), columns, strict=True)))


# An index has all of it, for a text that says what the index says: no row of sessions is read.
_ALIKE = OutreachSession.held_on, OutreachSession.language, OutreachSession.kind
_PLANS = (
    select(*_ALIKE, func.aggregate_strings(cast(OutreachSession.venue_id, String), ","))
    .where(
        text(PLANNED),
        OutreachSession.held_on >= bindparam("first"),
        OutreachSession.held_on <= bindparam("last"),
    )
    .group_by(*_ALIKE)
)
