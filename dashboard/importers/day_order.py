"""What comes first in 03/04/2015, day or month: told by the other rows of its column, or not."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from dashboard.i18n import Text, text
from dashboard.importers.days import numbers_of, order_of
from dashboard.importers.files.source import Cell
from dashboard.importers.tables import Tables

Again = Callable[[], Tables]
Place = Callable[[Sequence[Cell]], int | None]


class DayOrder:
    """The order of day and month in one column of a file, in all its sheets together.

    The first date that could be two has the file read once more, its column only; files without
    any such date are never read twice. A date like 25/03/2015 can be read in one way only. Where
    all of them with the same separator say the same, the others of that separator are read so
    too. They stay in doubt when none says anything, when two contradict each other, and when the
    column has real dates of a spreadsheet as well: then the spreadsheet has already read some of
    what was typed in an order of its own, and what is left as text tells nothing of the rest.
    """

    def __init__(self, again: Again | None, place: Place) -> None:
        self._again = again
        self._place = place
        self._orders: dict[str, bool] | None = None
        self._used: set[bool] = set()

    def day_first(self, separator: str) -> bool | None:
        """Whether the day comes first; ``None`` when nothing tells.

        Raises:
            BadFileError: The file is damaged further down.
        """
        if self._orders is None:
            self._orders = orders(self._cells())
        order = self._orders.get(separator)
        if order is not None:
            self._used.add(order)
        return order

    def remarks(self) -> Iterator[Text]:
        """What was decided, if anything was."""
        if True in self._used:
            yield text(
                "Dates such as 03/04/2015 are read with the day first, because other "
                "rows cannot be read otherwise"
            )
        if False in self._used:
            yield text(
                "Dates such as 03/04/2015 are read with the month first, because other "
                "rows cannot be read otherwise"
            )

    def _cells(self) -> Iterator[Cell]:
        if self._again is None:
            return
        for table in self._again().each:
            at = self._place(next(table.rows, (1, []))[1])
            if at is not None:
                yield from (cells[at] for _, cells in table.rows if at < len(cells))


def orders(cells: Iterable[Cell]) -> dict[str, bool]:
    """Whether the day comes first, by separator, as far as these dates tell without doubt."""
    said: dict[str, set[bool]] = {}
    for cell in cells:
        if isinstance(cell, datetime):
            return {}
        if numbers := numbers_of(cell):
            separator, first, second = numbers
            order = order_of(first, second)
            if order is not None:
                said.setdefault(separator, set()).add(order)
    return {separator: order for separator, (order, *others) in said.items() if not others}
