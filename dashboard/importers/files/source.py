"""The common form into which every kind of file is read."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, repeat
from math import isfinite

from dashboard.i18n import Text
from dashboard.importers.files.limits import (
    LONGEST_COUNT,
    LONGEST_NUMBER,
    LONGEST_SHEET_NAME,
    WIDEST,
)

Cell = str | int | float | datetime
Row = tuple[int, list[Cell]]
PLACE = re.compile("([A-Z]{1,3})([0-9]{1,7})")
"""A cell as spreadsheets name it, such as ``B5``."""


class Covered(str):
    """A blank cell in a merged range, whose first cell alone has the value: ``of`` names it.

    It is blank text, but equal to no other blank cell, and so is read by itself.
    """

    __slots__ = ("of",)
    of: str

    def __new__(cls, of: str) -> "Covered":
        """A blank text that knows where its value is."""
        covered = super().__new__(cls)
        covered.of = of
        return covered

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Covered) and self.of == other.of

    def __hash__(self) -> int:
        return hash(("covered", self.of))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook, or a whole file without sheets, which then has a blank name.

    Its rows that are not blank come with their numbers as a spreadsheet shows them, from 1. A blank
    cell is an empty string; true, false and errors are text (``TRUE``, ``#REF!``). The number of a
    struck-through row is added to ``struck`` before the row comes. Who reads it removes it, so that
    the set stays small.
    """

    name: str
    hidden: bool
    rows: Iterator[Row]
    struck: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Sheets:
    """Sheets in order; the rows of one are gone once the next is asked for.

    ``fraction`` is the part read so far of what is to be read, 0 to 1.
    """

    each: Iterator[Sheet]
    fraction: Callable[[], float]


@dataclass(frozen=True, slots=True)
class RereadableFile:
    """A file that can be read several times while it is open.

    ``read`` yields its sheets in order, all of them or ``only`` those at some positions (from 0).
    ``epoch`` is the day that serial numbers count from; ``None`` if a number cannot be a date.
    ``said`` are remarks on how the file was read.
    """

    read: Callable[[Collection[int] | None], Sheets]
    epoch: datetime | None = None
    said: tuple[Text, ...] = ()


def sheet_name(given: str, at: int) -> str:
    """A sheet's name as it can be shown and chosen by; ``at`` counts from 0."""
    shown = "".join(c if c.isprintable() else " " for c in given[:LONGEST_SHEET_NAME]).strip()
    return shown or f"#{at + 1}"


def is_blank(cell: Cell) -> bool:
    """Whether the row has nothing visible."""
    return isinstance(cell, str) and not cell.strip()


def not_blank(rows: Iterable[tuple[int, Sequence[Cell]]]) -> Iterator[Row]:
    """The rows with something in them, as lists."""
    for number, cells in rows:
        if not all(map(is_blank, cells)):
            yield number, list(cells)


def put(cells: list[Cell], column: int, value: Cell, times: int = 1) -> None:
    """Write a value into a row that has cells up to ``column`` at most.

    Raises:
        ValueError: The row would be wider than any spreadsheet's, or columns go backwards.
    """
    if not len(cells) <= column <= column + times <= WIDEST:
        raise ValueError(column)
    cells.extend(chain(repeat("", column - len(cells)), repeat(value, times)))


def as_number(digits: str) -> Cell:
    """A spreadsheet's number: an integer if written so, text if it has too many digits.

    Raises:
        ValueError: It is no number.
    """
    if digits.isdigit() and len(digits) <= LONGEST_COUNT:
        return int(digits)
    if digits.isdecimal() or len(digits) > LONGEST_NUMBER:
        return digits
    number = float(digits)
    return number if isfinite(number) else digits
