"""The tallies that progress is counted from; every write of a session updates them.

Each month is counted again from the packs of its sessions, planned sessions are counted by day and
cancelled ones by month. A write may change a session's day, venue or status: it only has to name
what it affected, old and new: days, or a few cells of them. Only imports and large changes add what
they counted of many sessions (``writes/adding.py``).
"""

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    Delete,
    Insert,
    bindparam,
    cast,
    delete,
    func,
    insert,
    select,
    type_coerce,
)
from sqlalchemy.orm import InstrumentedAttribute

from dashboard.domain.shared.periods import last_day
from dashboard.tables import (
    AgeMaskTally,
    AttendanceTally,
    CancelledTally,
    OutreachSession,
    PlannedTally,
    SessionTally,
    TalliedMonth,
    Venue,
    VenueTally,
)
from dashboard.writes.bulk import insert_rows, table_of
from dashboard.writes.cells import TallyPart, among

DAYS_AT_ONCE = 500  # values in one statement; SQLite allows 32,766
MONTHS_AT_ONCE = 12  # whose sessions are in memory together
MARK_BYTES = 8
HELD = SessionTally, AgeMaskTally, AttendanceTally
COUNTED = (*HELD, PlannedTally, CancelledTally, VenueTally)
"""Those that are counted of columns of sessions, in the order of ``NewTallies.each``."""

_DAYS = bindparam("of_days", type_=Date(), expanding=True)
_MONTHS = bindparam("of_months", type_=Date(), expanding=True)
_FIRST, _LAST = bindparam("first_day", type_=Date()), bindparam("last_day", type_=Date())
_AnyDay = ColumnElement[date] | InstrumentedAttribute[date]
Statements = Sequence[Insert | Delete]


def refresh(connection: Connection, days: Iterable[date], part: TallyPart | None = None) -> None:
    """Count the tallies of these days and of their months again, in the caller's transaction.

    With a ``part``, only those cells. The packs are as the sessions are by now, and other writers
    wait until that transaction ends, so that each counts what was written before.
    """
    touched, in_part = sorted(set(days)), part is not None
    for some in _some(touched, DAYS_AT_ONCE):
        _run(connection, _planned(in_part=in_part), {_DAYS.key: some}, part)
    for some in _some({day.replace(day=1) for day in touched}, MONTHS_AT_ONCE):
        values = {_MONTHS.key: some, _FIRST.key: some[0], _LAST.key: last_day(some[-1])}
        _run(connection, _cancelled(connection.dialect.name, in_part=in_part), values, part)
        _run(connection, _held(in_part=in_part), values, part)
        _count(connection, some, part)
        _mark(connection, some)


def mark(connection: Connection, days: Iterable[date]) -> None:
    """Mark the months of these days, so that nobody takes kept tallies for them."""
    for some in _some({day.replace(day=1) for day in days}, DAYS_AT_ONCE):
        _mark(connection, some)


def rebuild(connection: Connection) -> None:
    """Count all tallies again in the caller's transaction, likewise."""
    for gone in map(table_of, (*HELD, PlannedTally, CancelledTally, TalliedMonth)):
        connection.execute(delete(gone))
    refresh(connection, connection.scalars(select(OutreachSession.held_on).distinct()).all())


def _some(days: Iterable[date], at_once: int) -> Iterator[list[date]]:
    touched = sorted(days)
    return (touched[at : at + at_once] for at in range(0, len(touched), at_once))


def _run(
    connection: Connection,
    statements: Statements,
    values: Mapping[str, Any],
    part: TallyPart | None,
) -> None:
    of_part = part.values() if part else {}
    for statement in statements:
        connection.execute(statement, {**values, **of_part})


def _count(connection: Connection, months: Sequence[date], part: TallyPart | None) -> None:
    from dashboard.writes.month_tallies import counted  # noqa: PLC0415 - numpy

    for found in counted(connection, months, part):
        insert_rows(connection, found.tally, found.columns, found.rows)


@cache
def _held(*, in_part: bool) -> Statements:
    """Remove what was held in some months; built once, which costs most, as all of these."""
    tables = [table_of(tally) for tally in HELD]
    of_part = [among(table.c) if in_part else [] for table in tables]
    return [
        delete(table).where(table.c.starts_on.in_(_MONTHS), *these)
        for table, these in zip(tables, of_part, strict=True)
    ]


@cache
def _planned(*, in_part: bool) -> Statements:
    """Remove the rows of some days, and count them again."""
    tally, cell = table_of(PlannedTally), _cell()
    these = [OutreachSession.held_on.in_(_DAYS), *_of_part(in_part=in_part)]
    counted = select(*cell, func.count()).select_from(OutreachSession).join(Venue)
    counted = counted.where(OutreachSession.status == "planned", *these).group_by(*cell)
    old = tally.c.held_on.in_(_DAYS), *(among(tally.c) if in_part else ())
    return delete(tally).where(*old), insert(tally).from_select(tally.c.keys(), counted)


@cache
def _cancelled(dialect: str, *, in_part: bool) -> Statements:
    """Remove the rows of some months, and count them again."""
    tally, held_on = table_of(CancelledTally), OutreachSession.held_on
    month, (_, *cell) = _month_of(dialect, held_on), _cell()
    # The months lie between two days: so an index of days helps
    within = held_on.between(_FIRST, _LAST), month.in_(_MONTHS), *_of_part(in_part=in_part)
    counted = select(month, *cell, func.count()).select_from(OutreachSession).join(Venue)
    counted = counted.where(OutreachSession.status == "cancelled", *within).group_by(month, *cell)
    old = tally.c.starts_on.in_(_MONTHS), *(among(tally.c) if in_part else ())
    return delete(tally).where(*old), insert(tally).from_select(tally.c.keys(), counted)


def _cell() -> list[InstrumentedAttribute[Any]]:
    """What a day's tallies are counted by, as columns of sessions and their venues."""
    session = OutreachSession
    return [session.held_on, session.language, Venue.venue_type, session.kind]


def _of_part(*, in_part: bool) -> list[ColumnElement[bool]]:
    return among({column.key: column for column in _cell()}) if in_part else []


def _mark(connection: Connection, months: Sequence[date]) -> None:
    """Give these months a new mark, so that nobody takes kept tallies for them."""
    mark = secrets.token_hex(MARK_BYTES)
    connection.execute(_unmarked(), {_MONTHS.key: months})
    connection.execute(insert(TalliedMonth), [{"starts_on": m, "mark": mark} for m in months])


@cache
def _unmarked() -> Delete:
    return delete(TalliedMonth).where(TalliedMonth.starts_on.in_(_MONTHS))


def _month_of(dialect: str, day: _AnyDay) -> ColumnElement[date]:
    """The first day of the month."""
    if dialect == "sqlite":
        return type_coerce(func.date(day, "start of month"), Date)
    return cast(func.date_trunc("month", day), Date)
