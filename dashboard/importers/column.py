"""A column that a file may have, and how its cells are read."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dashboard.domain.shared.vocabulary import Term
from dashboard.i18n import Locale, text
from dashboard.importers.faults import BadValueError
from dashboard.importers.files.source import Cell
from dashboard.importers.questions import gist
from dashboard.importers.values import Parse
from dashboard.importers.words import plain

SEVERAL = "/#"  # between the code of a column that splits and the number of one of several
_MOST_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Column:
    """What a file may have under a header: how it is read, and what a blank cell means.

    A ``needed`` column must be there and filled; the others give ``blank``. Where a file lacks a
    ``constant`` one, its value may be said of all rows; ``terms`` are what there is to choose from.
    ``headers`` are accepted besides the code and the two titles, and so is each whose ``gist`` is
    that of one of them. ``repeats`` when few values stand in many rows, so that what was read once
    need not be read again.

    What survey tools make of a question: one that ``splits`` may come as a column an option; what
    a tool tells its answers apart by may stand in for one that ``identifies`` rows; a group named
    like one that ``narrows`` holds other numbers than its questions say by themselves.
    """

    code: str
    title_en: str
    title_fr: str
    parse: Parse
    headers: tuple[str, ...] = ()
    needed: bool = False
    blank: Any = None
    repeats: bool = True
    gist: Callable[[str], str] = gist
    splits: bool = False
    identifies: bool = False
    narrows: bool = False
    constant: bool = False
    terms: tuple[Term, ...] = ()

    def label(self, locale: Locale) -> str:
        """The title as readers of that language write it."""
        return self.title_fr if locale is Locale.FR else self.title_en

    @property
    def names(self) -> frozenset[str]:
        """All accepted headers, in plain words."""
        return frozenset(map(plain, (self.code, self.title_en, self.title_fr, *self.headers)))

    @property
    def repeats_whole(self) -> bool:
        """Whether it is an option of a question, and says nothing that the whole one does not."""
        return self.code != self.part_of and SEVERAL not in self.code

    @property
    def part_of(self) -> str:
        """The code of the column that an option of it belongs to; its own code otherwise."""
        return self.code.partition("/")[0]


class CellReader(dict[Cell, Any]):
    """A column's cells already read: ``reader[cell]`` is as fast as a look-up."""

    def __init__(self, column: Column) -> None:
        super().__init__()
        self.column = column

    def __missing__(self, cell: Cell) -> Any:  # noqa: ANN401 - what the column parses to
        if isinstance(cell, str) and not cell.strip():
            if self.column.needed:
                raise BadValueError(text("The cell is blank"), text("Fill it in"))
            value = self.column.blank
        else:
            value = self.column.parse(cell)
        if self.column.repeats and len(self) < _MOST_REMEMBERED:
            self[cell] = value
        return value
