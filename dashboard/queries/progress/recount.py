"""The rows of tallies as they should be, counted by other means than those that write them."""

import operator
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from dashboard.database import AnySelect
from dashboard.domain.shared.weekdays import WEEKDAYS
from dashboard.queries.shared.by_month import CountedSession
from dashboard.tables import (
    AgeGroup,
    AgeMaskTally,
    AttendanceTally,
    Base,
    CancelledTally,
    PlannedTally,
    SessionTally,
)

_DISTINCT = ("first_time_sessions", "distinct_low", "distinct_high")
_HELD = tuple(f"sessions_{day}" for day in WEEKDAYS)
_CAME = tuple(f"participations_{day}" for day in WEEKDAYS)
_CELL = ("starts_on", "language", "venue_type", "kind")
_NOT_HELD = ("language", "venue_type", "kind", "sessions")
COLUMNS: dict[type[Base], tuple[str, ...]] = {
    SessionTally: (*_CELL, "sessions", *_DISTINCT, *_HELD),
    AgeMaskTally: (*_CELL, "age_mask", "sessions", *_HELD),
    AttendanceTally: (*_CELL, "age_group", "sessions", "participations", *_HELD, *_CAME),
    PlannedTally: ("held_on", *_NOT_HELD),
    CancelledTally: ("starts_on", *_NOT_HELD),
}

AgeBits = dict[str, tuple[int, bool]]
"""The bit of each age group, and whether it is youth."""

_Key = tuple[Any, ...]
_Rows = Iterator[tuple[type[Base], _Key]]


def kept(tally: type[Base]) -> AnySelect:
    """The rows of a tally as they are, with the columns in our order."""
    return select(*(tally.__table__.c[name] for name in COLUMNS[tally]))


def age_groups(connection: Connection) -> AgeBits:
    """What the counts depend on beside the sessions."""
    ages = connection.execute(select(AgeGroup.code, AgeGroup.bit, AgeGroup.youth))
    return {code: (bit, youth) for code, bit, youth in ages}


@dataclass(slots=True)
class _Day:
    """The delivered sessions of a cell on a day; ``distinct`` as in ``SessionTally``."""

    sessions: int = 0
    distinct: list[int] = field(default_factory=lambda: [0, 0, 0])
    masks: Counter[int] = field(default_factory=Counter)
    ages: Counter[str] = field(default_factory=Counter)
    came: Counter[str] = field(default_factory=Counter)


def rows_of_month(month: date, sessions: Iterable[CountedSession], ages: AgeBits) -> _Rows:
    """The rows of all tallies of a month."""
    days, planned, cancelled = defaultdict[_Key, _Day](_Day), Counter[_Key](), Counter[_Key]()
    for one in sessions:
        cell = one.language, one.venue_type, one.kind
        if one.status == "delivered":
            _count(days[one.day, *cell], one, ages)
        elif one.status == "planned":
            planned[one.day, *cell] += 1
        else:
            cancelled[month, *cell] += 1
    for tally, found in ((PlannedTally, planned), (CancelledTally, cancelled)):
        yield from ((tally, (*key, count)) for key, count in found.items())
    yield from _of_month(month, days)


def _count(cell: _Day, one: CountedSession, ages: AgeBits) -> None:
    youth = mask = 0
    for age, count in one.attendance.items():
        bit, is_youth = ages[age]
        mask += bit
        youth += count if is_youth else 0
        cell.ages[age] += 1
        cell.came[age] += count
    cell.sessions += 1
    cell.masks[mask] += 1
    for at, number in enumerate(_distinct(one.total, youth, one.first_time)):
        cell.distinct[at] += number


def _distinct(total: int, youth: int, first_time: int | None) -> tuple[int, int, int]:
    """Whether first-time participants were counted (1 or 0), and the range of youth among them."""
    if first_time is None:
        return 0, 0, youth
    return 1, max(0, first_time - (total - youth)), min(youth, first_time)


def _of_month(month: date, days: dict[_Key, _Day]) -> _Rows:
    """The month: sums of its days."""
    found: dict[tuple[type[Base], _Key], list[int]] = {}

    def add(tally: type[Base], key: _Key, numbers: list[int]) -> None:
        there = found.get((tally, key))
        found[tally, key] = [*map(operator.add, there, numbers)] if there else numbers

    for (day, *cell), one in days.items():
        weekday = day.weekday()
        key, held = (month, *cell), one.sessions
        add(SessionTally, key, [held, *one.distinct, *_on(weekday, held)])
        for mask, held in one.masks.items():
            add(AgeMaskTally, (*key, mask), [held, *_on(weekday, held)])
        for age, held in one.ages.items():
            came = one.came[age]
            by_day = *_on(weekday, held), *_on(weekday, came)
            add(AttendanceTally, (*key, age), [held, came, *by_day])
    return ((tally, (*key, *numbers)) for (tally, key), numbers in found.items())


def _on(weekday: int, number: int) -> list[int]:
    """Seven numbers, all 0 but that of the weekday (0 is Monday)."""
    return [number if at == weekday else 0 for at in range(7)]
