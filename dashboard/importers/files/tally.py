"""Count what was read of a file, to stop before it does harm."""

from dashboard.importers.files import refusals
from dashboard.importers.files.limits import (
    CELLS,
    CELLS_PER_MEGABYTE,
    LONGEST_ROW,
    MEGABYTE,
    MOST_CELLS,
    MOST_REPEATED,
    MOST_ROWS,
    MOST_TEXT,
    WIDEST,
)


class ContentMeter:
    """Counts rows, cells and characters of all sheets together, of a file of ``size`` bytes.

    Blank cells before the last of a row, and those that a workbook repeats, take no bytes of it. So
    a small file may not have as many cells as a large one.
    """

    def __init__(self, size: int) -> None:
        self._most_cells = min(MOST_CELLS, CELLS + CELLS_PER_MEGABYTE * (size // MEGABYTE))
        self._rows = self._cells = self._characters = self._repeated = 0
        self._of_row = 0

    def cell(self, number: int, characters: int, times: int = 1) -> None:
        """Count a cell's text before its row, with that ``number``, is complete.

        Raises:
            BadFileError: The row is too long.
        """
        self._of_row += times * characters
        if self._of_row > LONGEST_ROW:
            raise refusals.too_long_a_row(number)

    def row(self, number: int, width: int, times: int = 1) -> None:
        """Count a row after its cells; it stands in the file so many ``times``.

        Raises:
            BadFileError: There are too many rows, too many alike, or the row is too wide.
        """
        if width > WIDEST:
            raise refusals.too_wide(number)
        self._rows += times if width else 0
        self._cells += times * width
        self._characters += times * self._of_row
        self._of_row = 0
        self._repeated += max(times - 1, 0)
        if self._repeated > MOST_REPEATED:
            raise refusals.too_many_repeated()
        if self._rows > MOST_ROWS:
            raise refusals.too_many_rows()
        if self._cells > self._most_cells:
            raise refusals.too_many_cells(self._most_cells)
        if self._characters > MOST_TEXT:
            raise refusals.too_much_text()
