"""What every kind of file is read into."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, repeat

from dashboard.i18n import Text, text
from dashboard.importers.faults import BadFileError

Cell = str | int | float | datetime
Row = tuple[int, list[Cell]]
WIDEST = 16_384  # Excel's own limit; a wider row is an attack or damage
LONGEST_CELL = 100_000  # Excel's limit is a third of it; what is beyond is not kept


@dataclass(frozen=True, slots=True)
class Source:
    """Rows with their numbers as a spreadsheet shows them (the header is usually row 1).

    A blank cell is an empty string; true, false and errors are text (``TRUE``, ``#REF!``).
    ``fraction`` tells how much of the file is read, 0 to 1. ``epoch`` is the day that the
    workbook's serial numbers count from; ``None`` where a number cannot be a date. So many rows
    with something in them are ``above`` the header, and passed over. ``said`` is what its reader
    should know of how the file was read.
    """

    rows: Iterator[Row]
    fraction: Callable[[], float]
    epoch: datetime | None = None
    above: int = 0
    said: tuple[Text, ...] = ()


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
