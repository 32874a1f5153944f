"""The counts that progress shows, in one statement for either source.

A source has rows with the codes of some breakdowns and the four numbers of ``Count``. If a source
comes in several parts, they are added up here.
"""

from collections.abc import Iterable, Mapping
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
from dashboard.domain.progress.breakdowns import BREAKDOWNS, LANGUAGE, MONTH, Breakdown
from dashboard.domain.progress.equity import FRENCH
from dashboard.queries.shared.summed import summed

AnyUnion = CompoundSelect[*tuple[Any, ...]]

NUMBERS = ("sessions", "in_share", "participations", "youth")
NOTHING: ColumnElement[int] = literal_column("0")


class Count(NamedTuple):
    """Exact counts of one code; ``in_share`` counts the sessions in the French share.

    Tallies do not have ``in_share`` by the day of the week.
    """

    sessions: int = 0
    in_share: int = 0
    participations: int = 0
    youth: int = 0

    @property
    def others(self) -> int:
        """The participations of people who are not youth."""
        return self.participations - self.youth


Counts = dict[str, dict[str, Count]]
"""Exact counts along each dimension, by code; a code without counts is missing."""
FRENCH_MONTHS = "french_months"
"""Beside the dimensions: the months of the sessions in French alone."""


def along_each_dimension(sources: Mapping[Breakdown, CTE]) -> AnyUnion:
    """A statement that gives the dimension, the code and the numbers of each count; see ``read``.

    Args:
        sources: For each breakdown, the rows that have its code.
    """
    months = sources[MONTH]
    in_french = _along(MONTH.dimension, months, FRENCH_MONTHS)
    return union_all(
        *(_along(of.dimension, source) for of, source in sources.items()),
        in_french.where(months.c[LANGUAGE.dimension] == FRENCH),
    )


def read(rows: Iterable[AnyRow]) -> Counts:
    """Group the rows of the statement into counts by dimension."""
    found: Counts = {one.dimension: {} for one in BREAKDOWNS}
    found[FRENCH_MONTHS] = {}
    for dimension, code, *numbers in rows:
        found[dimension][code] = Count(*numbers)
    return found


def month_code(day: ColumnElement[date] | InstrumentedAttribute[date]) -> ColumnElement[str]:
    """The month of a day, such as ``2015-03``, in both SQL dialects."""
    return func.substr(cast(day, String), 1, 7, type_=String)


def _along(dimension: str, part: CTE, name: str = "") -> AnySelect:
    numbers = (summed(part.c[number]) for number in NUMBERS)
    code = part.c[dimension]
    return select(literal_column(f"'{name or dimension}'"), code, *numbers).group_by(code)
