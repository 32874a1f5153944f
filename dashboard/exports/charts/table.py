"""A table of numbers for files: what its columns are, and what of it a chart shows."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from dashboard.i18n.formats import HIDDEN, NOT_AVAILABLE

Value = int | Decimal | str
"""A number, a word or code, or a sign: ``x`` for a hidden number, ``..`` for none available."""
SIGNS = (HIDDEN, NOT_AVAILABLE)


class Kind(StrEnum):
    """What the cells of a column are."""

    WORDS = "words"
    MONTH = "month"
    DAY = "day"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class FigureColumn:
    """A column; months are written as 2015-03, days as 2015-03-25."""

    heading: str
    kind: Kind = Kind.WORDS


class ChartArea(NamedTuple):
    """What of a table its chart shows: the columns of names and of numbers, and the first rows.

    Columns are counted from 0. Without columns or rows, nothing is drawn.
    """

    names: int
    numbers: tuple[int, ...] = ()
    rows: int = 0


@dataclass(frozen=True, slots=True)
class FigureTable:
    """The numbers of a chart with the words that belong to it."""

    code: str
    title: str
    sentence: str
    definition: str
    columns: tuple[FigureColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    drawn: ChartArea

    @property
    def over_time(self) -> bool:
        """Whether its rows are months or days, which lines join."""
        return self.columns[self.drawn.names].kind is not Kind.WORDS
