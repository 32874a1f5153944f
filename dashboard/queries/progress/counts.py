"""The counts that progress shows, in one statement for either source.

A source has rows with the codes of some breakdowns and the four numbers of ``Count``. If a source
comes in several parts, they are added up here.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from sqlalchemy import (
    CTE,
    ColumnElement,
    String,
    TextClause,
    cast,
    func,
    literal_column,
    select,
    text,
)
from sqlalchemy.orm import InstrumentedAttribute

from dashboard.database import AnyRow, AnySelect
from dashboard.domain.progress.breakdowns import BREAKDOWNS, LANGUAGE, MONTH, Breakdown
from dashboard.domain.progress.equity import FRENCH

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


def along_each_dimension(sources: Mapping[Breakdown, CTE]) -> AnySelect:
    """A statement that gives the dimension, the code and the numbers of each count; see ``read``.

    Its words are the same under any filters. SQLAlchemy took longer to build and compile them than
    the database takes to count the sessions of a venue, so they are written once.

    Args:
        sources: For each breakdown, the rows that have its code.
    """
    along = _along_each(tuple((of.dimension, source.name) for of, source in sources.items()))
    return select(literal_column("*")).select_from(along).add_cte(*dict.fromkeys(sources.values()))


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


@cache
def _along_each(sources: tuple[tuple[str, str], ...]) -> TextClause:
    """The counts along each dimension, from rows of the name beside it."""
    months = dict(sources)[MONTH.dimension]
    in_french = f"{LANGUAGE.dimension} = '{FRENCH}'"
    parts = (
        *(_along(dimension, part) for dimension, part in sources),
        _along(MONTH.dimension, f"{months} WHERE {in_french}", FRENCH_MONTHS),
    )
    return text(f"({' UNION ALL '.join(parts)}) AS along")


def _along(dimension: str, part: str, name: str = "") -> str:
    numbers = ", ".join(f"CAST(sum({number}) AS BIGINT)" for number in NUMBERS)  # see ``summed``
    return f"SELECT '{name or dimension}', {dimension}, {numbers} FROM {part} GROUP BY {dimension}"  # noqa: S608 - names of ours
