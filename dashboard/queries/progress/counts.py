"""What progress shows, counted: one statement, whichever source it reads.

A source gives cells (month, language, venue type, and the four numbers of ``Count``) and ages
(age group, and the same numbers). Both may come in several parts, which add up here.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import (
    CTE,
    ColumnElement,
    CompoundSelect,
    String,
    cast,
    func,
    literal_column,
    select,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute

from dashboard.database import AnyRow, AnySelect
from dashboard.domain.progress.breakdowns import AGE_GROUP, BREAKDOWNS
from dashboard.queries.shared.summed import summed

AnyUnion = CompoundSelect[*tuple[Any, ...]]

NUMBERS = ("sessions", "in_share", "participations", "youth")
NOTHING: ColumnElement[int] = literal_column("0")


class Count(NamedTuple):
    """Exact counts of one code; ``in_share`` are the sessions in the French share."""

    sessions: int = 0
    in_share: int = 0
    participations: int = 0
    youth: int = 0

    @property
    def others(self) -> int:
        """Participations that are not of youth."""
        return self.participations - self.youth


Counts = dict[str, dict[str, Count]]
"""Exact counts along each dimension, by code; a code that has none is left out."""


def along_each_dimension(cells: Sequence[AnySelect], ages: Sequence[AnySelect]) -> AnyUnion:
    """The statement whose rows ``read`` makes into counts: dimension, code and the numbers."""
    cell, age = union_all(*cells).cte("cells"), union_all(*ages).cte("ages")
    return union_all(
        *(_along(one.dimension, age if one is AGE_GROUP else cell) for one in BREAKDOWNS)
    )


def read(rows: Iterable[AnyRow]) -> Counts:
    """Take the rows apart by their dimension."""
    found: Counts = {one.dimension: {} for one in BREAKDOWNS}
    for dimension, code, *numbers in rows:
        found[dimension][code] = Count(*numbers)
    return found


def month_code(day: ColumnElement[date] | InstrumentedAttribute[date]) -> ColumnElement[str]:
    """A day's month, ``2015-03``, in both dialects."""
    return func.substr(cast(day, String), 1, 7, type_=String)


def _along(dimension: str, part: CTE) -> AnySelect:
    numbers = (summed(part.c[name]) for name in NUMBERS)
    code = part.c[dimension]
    return select(literal_column(f"'{dimension}'"), code, *numbers).group_by(code)
