"""What progress shows, counted: one statement, whichever source it reads.

A source gives cells (month, language, venue type, and the four numbers of ``Count``) and ages
(age group, and the same numbers). Both may come in several parts, which add up here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Counts:
    """Exact counts along each dimension, by code; what has none is left out."""

    by_month: dict[str, Count]
    by_language: dict[str, Count]
    by_venue_type: dict[str, Count]
    by_age_group: dict[str, Count]


def along_each_dimension(cells: Sequence[AnySelect], ages: Sequence[AnySelect]) -> AnyUnion:
    """The statement whose rows ``read`` makes into counts: dimension, code and the numbers."""
    cell, age = union_all(*cells).cte("cells"), union_all(*ages).cte("ages")
    return union_all(
        _along("month", cell),
        _along("language", cell),
        _along("venue_type", cell),
        _along("age_group", age),
    )


def read(rows: Iterable[AnyRow]) -> Counts:
    """Take the rows apart by their dimension."""
    found: dict[str, dict[str, Count]] = {}
    for dimension, code, *numbers in rows:
        found.setdefault(dimension, {})[code] = Count(*numbers)
    names = ("month", "language", "venue_type", "age_group")
    return Counts(*(found.get(name, {}) for name in names))


def month_code(day: ColumnElement[date] | InstrumentedAttribute[date]) -> ColumnElement[str]:
    """A day's month, ``2015-03``, in both dialects."""
    return func.substr(cast(day, String), 1, 7, type_=String)


def _along(dimension: str, part: CTE) -> AnySelect:
    numbers = (summed(part.c[name]) for name in NUMBERS)
    code = part.c[dimension]
    return select(literal_column(f"'{dimension}'"), code, *numbers).group_by(code)
