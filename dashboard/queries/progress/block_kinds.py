"""What the arrays of tallies count, and the statements that read them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from sqlalchemy import ColumnElement, Date, Integer, bindparam, literal_column, select

from dashboard.database import AnySelect
from dashboard.domain.shared.weekdays import WEEKDAYS
from dashboard.queries.shared.summed import summed
from dashboard.tables import AgeMaskTally, AttendanceTally, Base, SessionTally

CELL = ("language", "venue_type", "kind")
AGE, SET = "age_group", "age_mask"
SESSIONS = tuple(f"sessions_{day}" for day in WEEKDAYS)
PEOPLE = tuple(f"participations_{day}" for day in WEEKDAYS)
DISTINCT = ("first_time_sessions", "distinct_low", "distinct_high")


class BlockKind(NamedTuple):
    """What an array counts.

    Args:
        tally: The tally that it is read from.
        numbers: Its columns; they are the last axis.
        daily: Whether it is of a day, not of a month.
        masks: Of the sets of age groups, only these are counted.
        by_set: Whether each set of age groups is counted by itself; then they are an axis.
    """

    tally: type[SessionTally] | type[AttendanceTally] | type[AgeMaskTally]
    numbers: tuple[str, ...]
    daily: bool = False
    masks: tuple[int, ...] = ()
    by_set: bool = False

    @property
    def axes(self) -> tuple[str, ...]:
        """The columns with the codes of the axes."""
        if self.by_set:
            return (*CELL, SET)
        return (*CELL, AGE) if self.tally is AttendanceTally else CELL

    @property
    def form(self) -> "BlockKind":
        """The kind with the same statement: which sets are counted is a parameter of it."""
        return self._replace(masks=(0,)) if self.masks else self

    def of_days(self) -> "BlockKind":
        """What is read of a day: these counts, and what others ask of the same tally's days.

        A day has one weekday, so it needs one column for it.
        """
        return self._replace(numbers=_read_of_days(self.tally, self.numbers), daily=True)

    @property
    def among_days(self) -> slice:
        """Where these counts are among those that are read of a day."""
        return _among_days(self.tally, self.numbers)


OF_ITS_DAY = {name: name.rpartition("_")[0] for name in (*SESSIONS, *PEOPLE)}


@cache
def _read_of_days(tally: type[Base], numbers: tuple[str, ...]) -> tuple[str, ...]:
    return _of_its_day((*SESSIONS, *DISTINCT) if tally is SessionTally else numbers)


@cache
def _among_days(tally: type[Base], numbers: tuple[str, ...]) -> slice:
    own, every = _of_its_day(numbers), _read_of_days(tally, numbers)
    return slice(every.index(own[0]), every.index(own[-1]) + 1)


def _of_its_day(numbers: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(OF_ITS_DAY.get(name, name) for name in numbers))


HELD = BlockKind(SessionTally, SESSIONS)
RANGES = BlockKind(SessionTally, DISTINCT)
CAME = BlockKind(AttendanceTally, (*SESSIONS, *PEOPLE))
EVERY_SET = BlockKind(AgeMaskTally, SESSIONS, by_set=True)


def of_sets(masks: Iterable[int]) -> BlockKind:
    """The sessions whose set of age groups is one of these."""
    return BlockKind(AgeMaskTally, SESSIONS, masks=tuple(masks))


@cache
def statement(kind: BlockKind) -> AnySelect:
    """The statement that reads the rows of some months or days; ``values`` has its parameters."""
    tally, numbers = kind.tally, [getattr(kind.tally, name) for name in kind.numbers]
    cell = [tally.starts_on, *(getattr(tally, name) for name in kind.axes)]
    if not kind.masks:
        return select(*cell, *numbers).where(*_when(kind))
    query = select(*cell, *map(summed, numbers)).where(*_when(kind))
    masks = bindparam("masks", type_=Integer, expanding=True)
    return query.where(AgeMaskTally.age_mask.in_(masks)).group_by(*cell)


def _when(kind: BlockKind) -> Iterator[ColumnElement[bool]]:
    # The grain is a literal: PostgreSQL then plans for the rows that it has
    if kind.daily:
        yield kind.tally.grain == literal_column("'day'")
        yield kind.tally.starts_on.between(
            bindparam("first", type_=Date), bindparam("last", type_=Date)
        )
    else:
        yield kind.tally.grain == literal_column("'kind_month'")
        yield kind.tally.starts_on.in_(bindparam("months", type_=Date, expanding=True))


def values(kind: BlockKind, starts: Sequence[date]) -> dict[str, object]:
    """The parameters of ``statement`` for these months, or for days without a gap."""
    when = {"first": starts[0], "last": starts[-1]} if kind.daily else {"months": starts}
    return {"masks": kind.masks, **when}
