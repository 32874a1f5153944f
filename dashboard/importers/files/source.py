"""What every kind of file is read into."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, repeat

from dashboard.i18n import Text, text
from dashboard.importers.faults import BadFileError

Cell = str | int | float | datetime
Row = tuple[int, list[Cell]]
WIDEST = 16_384  # Excel's own limit; a wider row is an attack or damage
TALLEST = 1 << 20  # rows of a sheet, Excel's and LibreOffice's own limit
LONGEST_CELL = 100_000  # Excel's limit is a third of it; what is beyond is not kept
MOST_SHEETS = 250
MOST_ROWS = 2 * TALLEST  # of all sheets together; in ODS a few bytes may stand for a million
LONGEST_SHEET_NAME = 100  # Excel's limit is a third of it


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook, or all of a file that has none: then its name is blank.

    Its rows that are not blank come with their numbers as a spreadsheet shows them, from 1. A
    blank cell is an empty string; true, false and errors are text (``TRUE``, ``#REF!``). The number
    of a row that is struck out is among the ``struck`` before the row comes; who has read it takes
    it out, so that they stay few.
    """

    name: str
    hidden: bool
    rows: Iterator[Row]
    struck: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Sheets:
    """Sheets one after the other: the rows of one are gone once the next is asked for.

    ``fraction`` tells how much of what is to be read is read, 0 to 1.
    """

    each: Iterator[Sheet]
    fraction: Callable[[], float]


@dataclass(frozen=True, slots=True)
class Book:
    """A file that can be read more than once while it is open.

    ``read`` gives its sheets in their order, all of them or ``only`` those at some positions (from
    0). ``epoch`` is the day that the workbook's serial numbers count from; ``None`` where a number
    cannot be a date. ``said`` is what its reader should know of how the file was read.
    """

    read: Callable[[Collection[int] | None], Sheets]
    epoch: datetime | None = None
    said: tuple[Text, ...] = ()


def sheet_name(given: str, at: int) -> str:
    """A sheet's name as it can be shown, and named again to choose it; ``at`` counts from 0."""
    shown = "".join(c if c.isprintable() else " " for c in given[:LONGEST_SHEET_NAME]).strip()
    return shown or f"#{at + 1}"


def too_many_sheets() -> BadFileError:
    """More sheets than anybody keeps records on."""
    return BadFileError(
        text("The workbook has more than {count} sheets", count=MOST_SHEETS),
        text("Put the sheets to import into a workbook of their own"),
    )


def too_many_rows() -> BadFileError:
    """More rows than a person would keep in one workbook."""
    return BadFileError(
        text("The sheets have more than {count} rows together", count=MOST_ROWS),
        text("Import them in several files"),
    )


def not_blank(rows: Iterable[tuple[int, Sequence[Cell]]]) -> Iterator[Row]:
    """The rows with something in them, as lists."""
    for number, cells in rows:
        if any(not isinstance(cell, str) or cell.strip() for cell in cells):
            yield number, list(cells)


def put(cells: list[Cell], column: int, value: Cell, times: int = 1) -> None:
    """Write a value into a row that knows its cells up to ``column`` at most.

    Raises:
        ValueError: The row would be wider than any spreadsheet's, or columns go backwards.
    """
    if not len(cells) <= column <= column + times <= WIDEST:
        raise ValueError(column)
    cells.extend(chain(repeat("", column - len(cells)), repeat(value, times)))


def too_wide(row: int) -> BadFileError:
    """A row that no spreadsheet could hold."""
    return BadFileError(
        text("The row has more cells than any spreadsheet could hold"),
        text("Check what separates the cells, and remove the empty columns"),
        row=row,
    )


def as_number(digits: str) -> int | float:
    """A spreadsheet's number: whole where it is written so.

    Raises:
        ValueError: It is no number.
    """
    return int(digits) if digits.isdigit() else float(digits)
