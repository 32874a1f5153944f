"""Whether 03/04/2015 starts with the day or the month, as the other rows of its column tell."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from dashboard.i18n import Text, text
from dashboard.importers.days import numbers_of, order_of
from dashboard.importers.files.source import Cell
from dashboard.importers.tables import Tables

Again = Callable[[], AbstractContextManager[Tables]]
Place = Callable[[Sequence[Cell]], int | None]


class DayOrder:
    """The order of day and month in one column of a file, over all its sheets.

    The first ambiguous date makes the file be read again, that column only; files without such a
    date are read once. A date like 25/03/2015 has only one reading. If all of these with the same
    separator agree, ambiguous dates with that separator follow them. Ambiguous dates stay in doubt
    if no date decides, or two contradict each other. They also do if the column has real
    spreadsheet dates: then the spreadsheet has converted some of the text in an order of its own,
    and the remaining text tells nothing about the rest.
    """

    def __init__(self, again: Again | None, place: Place) -> None:
        self._again = again
        self._place = place
        self._orders: dict[str, bool] | None = None
        self._used: set[bool] = set()

    def day_first(self, separator: str) -> bool | None:
        """Whether the day comes first; ``None`` if nothing decides.

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
        with self._again() as tables:
            for table in tables.each:
                at = self._place(next(table.rows, (1, []))[1])
                if at is not None:
                    yield from (cells[at] for _, cells in table.rows if at < len(cells))


def orders(cells: Iterable[Cell]) -> dict[str, bool]:
    """Whether the day comes first, by separator, as far as these dates agree."""
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
