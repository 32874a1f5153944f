"""What the arrays of tallies count, and the statements that read them."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from sqlalchemy import Date, Integer, bindparam, select

from dashboard.database import AnySelect
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.domain.shared.weekdays import WEEKDAYS
from dashboard.queries.shared.summed import summed
from dashboard.tables import AgeMaskTally, AttendanceTally, SessionTally

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
        masks: Of the sets of age groups, only these are counted.
        by_set: Whether each set of age groups is counted by itself; then they are an axis.
    """

    tally: type[SessionTally] | type[AttendanceTally] | type[AgeMaskTally]
    numbers: tuple[str, ...]
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


HELD = BlockKind(SessionTally, SESSIONS)
RANGES = BlockKind(SessionTally, DISTINCT)
CAME = BlockKind(AttendanceTally, (*SESSIONS, *PEOPLE))
EVERY_SET = BlockKind(AgeMaskTally, SESSIONS, by_set=True)


def of_sets(masks: Iterable[int]) -> BlockKind:
    """The sessions whose set of age groups is one of these."""
    return BlockKind(AgeMaskTally, SESSIONS, masks=tuple(masks))


def of_others(ages: Sequence[str], vocabulary: Vocabulary) -> BlockKind:
    """The sessions to which nobody of these age groups came, those without anybody included."""
    masks = [0]
    for age in vocabulary.ages:
        if age.code not in ages:
            masks += [mask | age.bit for mask in masks]
    return of_sets(masks)


@cache
def statement(kind: BlockKind) -> AnySelect:
    """The statement that reads the rows of some months; ``values`` has its parameters."""
    tally, numbers = kind.tally, [getattr(kind.tally, name) for name in kind.numbers]
    cell = [tally.starts_on, *(getattr(tally, name) for name in kind.axes)]
    within = tally.starts_on.in_(bindparam("months", type_=Date, expanding=True))
    if not kind.masks:
        return select(*cell, *numbers).where(within)
    query = select(*cell, *map(summed, numbers)).where(within)
    masks = bindparam("masks", type_=Integer, expanding=True)
    return query.where(AgeMaskTally.age_mask.in_(masks)).group_by(*cell)


def values(kind: BlockKind, months: Sequence[date]) -> dict[str, object]:
    """The parameters of ``statement`` for these months."""
    return {"masks": kind.masks, "months": months}
