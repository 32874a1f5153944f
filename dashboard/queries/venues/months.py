"""The delivered sessions of each month as an array, kept while the month's mark stays the same.

A row is a session that somebody came to: its venue's id, day, language, kind, and how many of each
age group came. The marks are those of the tallies, so an array is right for whichever transaction
sees its mark (``dashboard/queries/progress/blocks.py``).
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, pairwise
from mmap import mmap
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Date,
    Integer,
    case,
    cast,
    func,
    literal,
    literal_column,
    select,
    type_coerce,
)

from dashboard.database import AnySelect
from dashboard.domain.shared.filters import Filters
from dashboard.domain.shared.periods import DateRange, last_day
from dashboard.queries.progress.block_kinds import AGE, HELD
from dashboard.queries.progress.blocks import MOST_BYTES, Blocks, Codes, blocks
from dashboard.queries.shared.kept import held
from dashboard.queries.shared.state import state
from dashboard.queries.shared.summed import summed
from dashboard.tables import Attendance, OutreachSession

Rows = NDArray[Any]
"""Fields ``venue``, ``day`` of the month from 0, ``language``, ``kind``, and ``came`` by age."""

BYTES_A_SESSION = 16
"""Six age groups take 12, with fewer than 65,536 venues and 256 people of an age in a session."""
MOST_SESSIONS = MOST_BYTES // 3 // BYTES_A_SESSION
MOST_FOR_ONE_ANSWER = 50_000
"""A command asks once. Of more sessions, the database counts sooner than they are read."""
FEW = 8
"""Below one in so many of all days, they are found by their index: to jump takes eight times."""
AT_ONCE = 5_000
BITS = 31
"""A count has no more, and two counts are one number of 64 bits: so there are fewer to read."""
JULIAN_DAY_0 = 1721424.5
"""Of the day before 0001-01-01, which ``date.toordinal`` calls 1."""
CELL = ("venue", "day", "language", "kind")
NOTHING = np.zeros(0, np.uint8)


class SessionMonths:
    """The arrays of the months that days lie in, as one transaction sees them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._tallies = blocks(connection)

    @property
    def codes(self) -> Codes:
        """The codes that the numbers in the arrays are places of."""
        return self._tallies.codes

    def within(self, days: DateRange) -> Mapping[date, Rows] | None:
        """The array of each month with some of these days.

        ``None`` if there is no room for all, or if it does not pay to read them.
        """
        months = [month for month in self._tallies.marks if not (_days_of(month) & days).empty]
        if self._sessions(months) > MOST_SESSIONS:
            return None
        found = {month: self._tallies.kept.find(self._key(month)) for month in months}
        missing = [month for month, rows in found.items() if rows is None]
        serving = self._connection.get_execution_options().get("impact_serving")
        if not serving and self._sessions(missing) > MOST_FOR_ONE_ANSWER:
            return None
        for some in _in_a_row(missing):
            for month, rows in _read(self._connection, self._tallies, some):
                self._tallies.kept.put(self._key(month), rows)
                found[month] = rows
        return {month: rows for month, rows in found.items() if rows is not None}

    def _sessions(self, months: Sequence[date]) -> int:
        chosen = np.isin(np.array(list(self._tallies.marks), "M8[D]"), np.array(months, "M8[D]"))
        return int(self._tallies.months(HELD)[chosen].sum())

    def _key(self, month: date) -> tuple[object, ...]:
        codes = tuple(self.codes.values())
        return "sessions", month, self._tallies.marks[month], codes


def read_ahead(connection: Connection) -> None:
    """Read all months, if there is room, before somebody waits for them."""
    SessionMonths(connection).within(DateRange())


def is_for_most(connection: Connection, days: DateRange) -> bool:
    """Whether these days are so many that SQLite had better read all rows in their order.

    By the index of days, it would jump to the row of each session.
    """
    now = state(connection)
    if connection.dialect.name != "sqlite" or not now.first_session or not now.data_as_of:
        return False
    days &= DateRange(now.first_session, now.data_as_of)
    if days.start is None or days.end is None:
        return False
    return FEW * (days.end - days.start) >= now.data_as_of - now.first_session


def _read(
    connection: Connection, tallies: Blocks, months: Sequence[date]
) -> Iterator[tuple[date, Rows]]:
    """The arrays of months that follow each other."""
    ages = len(tallies.codes[AGE])
    firsts = [month.toordinal() for month in months]
    parts: list[list[Rows]] = [[] for _ in months]
    with connection.execute(_statement(connection, tallies.codes, months)) as result:
        for some in result.partitions():
            whole = np.fromiter(chain.from_iterable(some), np.int64).reshape(len(some), -1)
            whole = whole[np.argsort(whole[:, CELL.index("day")], kind="stable")]
            rows = _aside(_packed(list(_columns(whole.T)), 0, ages))
            edges = *np.searchsorted(rows["day"], firsts).tolist(), len(rows)
            for part, (start, end) in zip(parts, pairwise(edges), strict=True):
                if start < end:
                    part.append(rows[start:end])
    nothing = _packed([NOTHING] * (len(CELL) + ages), 0, ages)
    for month, first in zip(months, firsts, strict=True):
        rows = np.concatenate([nothing, *parts.pop(0)])
        cell = (rows[name] for name in CELL)
        yield month, _packed([*cell, *rows["came"].T], first, ages)


def _aside(rows: Rows) -> Rows:
    """The same rows in memory that goes back to the system once they are let go.

    Others would leave holes between the arrays that stay, which the process then keeps.
    """
    copy = np.frombuffer(mmap(-1, rows.nbytes), rows.dtype)
    copy[:] = rows
    return copy


def _statement(connection: Connection, codes: Codes, months: Sequence[date]) -> AnySelect:
    """A row for each session: ``CELL`` as numbers, then two age groups in each number."""
    session = OutreachSession
    days = DateRange(months[0], last_day(months[-1]))
    cell = (
        session.venue_id,
        _ordinal(connection),
        _place(session.language, codes["language"]),
        _place(session.kind, codes["kind"]),
    )
    ages = codes[AGE]
    came = (summed(_two_of(ages[at : at + 2])) for at in range(0, len(ages), 2))
    query = select(*cell, *came).join(Attendance, Attendance.session_id == session.id)
    if is_for_most(connection, days):
        query = query.where(*held(Filters(start=days.start, end=days.end), by_index=False))
    else:
        within = session.held_on.between(days.start, days.end)
        query = query.where(session.status == "delivered", within)
    return query.group_by(session.id).execution_options(yield_per=AT_ONCE)


def _ordinal(connection: Connection) -> ColumnElement[int]:
    """The number of a session's day, as ``date.toordinal`` counts."""
    day = OutreachSession.held_on
    if connection.dialect.name == "sqlite":
        return cast(func.julianday(day) - literal_column(str(JULIAN_DAY_0)), Integer)
    return type_coerce(day - literal(date.min, Date), Integer) + 1


def _place(column: Any, codes: Sequence[str]) -> ColumnElement[int]:  # noqa: ANN401 - a column
    return case({code: at for at, code in enumerate(codes)}, value=column)


def _two_of(ages: Sequence[str]) -> ColumnElement[int]:
    """The participations of the first age group, and those of the second above its bits."""
    weights = {age: literal(1 << BITS * at, BigInteger) for at, age in enumerate(ages)}
    weight = case(weights, value=Attendance.age_group, else_=literal(0, BigInteger))
    return cast(Attendance.participations, BigInteger) * weight


def _columns(read: Rows) -> Iterator[Rows]:
    yield from read[: len(CELL)]
    for two in read[len(CELL) :]:
        yield two & ((1 << BITS) - 1)
        yield two >> BITS


def _narrow(numbers: Rows) -> Rows:
    """The same whole numbers, none below 0, in as few bytes as they need."""
    return numbers.astype(np.min_scalar_type(numbers.max(initial=0)))


def _packed(columns: Sequence[Rows], start: int, ages: int) -> Rows:
    """One array of the columns; with an odd number of age groups, the last column is empty."""
    venue, day, language, kind, *came = columns
    narrow = _narrow(venue), _narrow(day.astype(np.int64) - start), _narrow(language), _narrow(kind)
    most = max((int(column.max(initial=0)) for column in came), default=0)
    by_age = np.min_scalar_type(most)
    fields = [(name, part.dtype) for name, part in zip(CELL, narrow, strict=True)]
    rows = np.zeros(len(venue), np.dtype([*fields, ("came", by_age, (ages,))]))
    for name, part in zip(CELL, narrow, strict=True):
        rows[name] = part
    for at in range(ages):
        rows["came"][:, at] = came[at]
    return rows


def _days_of(month: date) -> DateRange:
    return DateRange(month, last_day(month))


def _in_a_row(months: Sequence[date]) -> Iterator[list[date]]:
    """Months that follow each other, together."""
    row: list[date] = []
    for month in months:
        if row and (month - last_day(row[-1])).days != 1:
            yield row
            row = []
        row.append(month)
    if row:
        yield row
