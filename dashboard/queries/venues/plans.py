"""What is planned at each venue: an array a month, kept until something of the month is written."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
from sqlalchemy import Connection, Select, bindparam, select

from dashboard.domain.shared.dimensions import Of
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.periods import last_day
from dashboard.queries.progress.array_store import packed
from dashboard.queries.progress.blocks import Blocks, blocks
from dashboard.queries.progress.choosing import OF_SESSIONS, Column, session_choices, wanted
from dashboard.queries.progress.planned import planned_ahead
from dashboard.queries.shared.kept import of_sessions
from dashboard.queries.shared.state import state
from dashboard.tables import OutreachSession, Venue

NEVER = date.max.toordinal()


def planned(connection: Connection, filters: Filters, today: date) -> Mapping[int, date]:
    """The first day from today on with a planned session that the filters keep, by venue id.

    Whatever days, ages and venues are chosen.
    """
    knows = all(row.of is not Of.FACILITATOR for row in filters.chosen)
    plans = _plans(connection, today) if knows else None
    if plans is None:
        return _asked(connection, filters, today)
    chosen = session_choices(filters, blocks(connection).codes)
    places = 1 + max([int(rows["venue"].max(initial=0)) for rows in plans.values()], default=0)
    first = np.full(places, NEVER, np.int32)
    for month, rows in plans.items():
        days = rows["day"] + np.int32(month.toordinal())
        kept = np.flatnonzero(wanted(rows, chosen) & (days >= today.toordinal()))
        np.minimum.at(first, rows["venue"][kept], days[kept])
    there = np.flatnonzero(first < NEVER)
    days_there = map(date.fromordinal, first[there].tolist())
    return dict(zip(there.tolist(), days_there, strict=True))


def read_ahead(connection: Connection) -> None:
    """Read what is planned after the latest session before somebody waits for it."""
    if latest := state(connection).data_as_of:
        _from(blocks(connection), latest)


def _plans(connection: Connection, today: date) -> Mapping[date, Column] | None:
    """The planned sessions of each month from today's on, some of which may be of days before it.

    ``None`` if a month has plans and no mark, as older versions left them; or if the transaction
    does not see one state of the data throughout.
    """
    if "impact_snapshot" not in connection.get_execution_options():
        return None
    plans = _from(blocks(connection), today)
    marked = {f"{month:%Y-%m}" for month in plans}
    return plans if {cell.month for cell in planned_ahead(connection, today)} <= marked else None


def _from(found: Blocks, day: date) -> Mapping[date, Column]:
    """The plans of each month with a mark, from that of a day on."""
    months = [month for month in found.marks if month >= day.replace(day=1)]
    plans = {month: found.kept.find(_name(month), found.mark(month)) for month in months}
    missing = [month for month, rows in plans.items() if rows is None]
    for month, rows in _read(found, missing):
        found.kept.put(_name(month), found.mark(month), rows)
        plans[month] = rows
    return {month: rows for month, rows in plans.items() if rows is not None}


def _name(month: date) -> tuple[object, ...]:
    return "plans", month


def _read(found: Blocks, months: Sequence[date]) -> Iterator[tuple[date, Column]]:
    """The plans of these months, from one statement."""
    if not months:
        return
    places = {name: {code: n for n, code in enumerate(found.codes[name])} for name in OF_SESSIONS}
    rows: dict[date, list[tuple[int, int, int, int]]] = {month: [] for month in months}
    asked = {"first": min(months), "last": last_day(max(months))}
    for venue, day, language, kind in found.connection.execute(_PLANS, asked):
        if (of_month := rows.get(day.replace(day=1))) is not None:
            cell = venue, day.day - 1, places["language"][language], places["kind"][kind]
            of_month.append(cell)
    for month, cells in rows.items():
        columns = np.array(cells, np.int64).reshape(-1, 4).T
        yield month, packed(dict(zip(("venue", "day", *OF_SESSIONS), columns, strict=True)))


def _asked(connection: Connection, filters: Filters, today: date) -> Mapping[int, date]:
    """With min(), the database would read all sessions of each venue."""
    session = OutreachSession
    there = session.venue_id == Venue.id, session.status == "planned", session.held_on >= today
    to_come: Select[Any] = select(session.held_on).where(*there, *of_sessions(filters))
    first = to_come.order_by(session.held_on).limit(1).scalar_subquery()
    rows = connection.execute(select(Venue.id, first))
    return {id_: day for id_, day in rows if day is not None}


_PLANS = select(
    OutreachSession.venue_id,
    OutreachSession.held_on,
    OutreachSession.language,
    OutreachSession.kind,
).where(
    OutreachSession.status == "planned",
    OutreachSession.held_on >= bindparam("first"),
    OutreachSession.held_on <= bindparam("last"),
)
