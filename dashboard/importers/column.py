"""A column that a file may have, and how to read its cells."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.domain.shared.vocabulary import Term
from dashboard.i18n import Locale, text
from dashboard.importers.faults import BadValueError
from dashboard.importers.files.source import Cell, Covered
from dashboard.importers.questions import gist
from dashboard.importers.values import CellText, Parse
from dashboard.importers.words import plain

SEVERAL = "/#"  # between the code of a column that splits and the number of one of several
_MOST_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a file: its headers, how to read a cell, and what a blank cell means.

    A ``needed`` column must be present and filled; in others, blank cells mean ``blank``. If a file
    lacks a ``constant`` column, its value may be given for all rows, one of ``terms`` if there are
    any. ``headers`` are accepted besides the code and both titles, and so is any header with the
    same ``gist``. A title that is a code has a ``meaning`` for readers. ``repeats``: few values
    stand in many rows, so parsed cells are cached.

    For exports of survey tools: a column that ``splits`` may come as one column per option. One
    that ``identifies`` rows may be replaced by the tool's own id. A group named like one that
    ``narrows`` contains other numbers than its questions alone say.
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
    meaning: Term | None = None

    def label(self, locale: Locale) -> str:
        """The title as readers of that language write it."""
        return self.title_fr if locale is Locale.FR else self.title_en

    @property
    def names(self) -> frozenset[str]:
        """All accepted headers, in plain words."""
        return frozenset(map(plain, (self.code, self.title_en, self.title_fr, *self.headers)))

    @property
    def repeats_whole(self) -> bool:
        """Whether it is one option of a question, and repeats only what the whole question says."""
        return self.code != self.part_of and SEVERAL not in self.code

    @property
    def part_of(self) -> str:
        """The code of the column that this option belongs to; otherwise its own code."""
        return self.code.partition("/")[0]


class CellReader(dict[Cell, Any]):
    """A column's parsed cells: ``reader[cell]`` parses each distinct cell once."""

    def __init__(self, column: Column) -> None:
        super().__init__()
        self.column = column

    def __missing__(self, cell: Cell) -> Any:  # noqa: ANN401 - what the column parses to
        if isinstance(cell, Covered) and self.column.code:
            raise BadValueError(
                text("The cell is merged with {cell}, and only {cell} has the value", cell=cell.of),
                text("Unmerge the cells in the spreadsheet, and write the value in each of them"),
            )
        is_blank = isinstance(cell, str) and not cell.strip()
        if is_blank and self.column.needed:
            raise BadValueError(text("The cell is blank"), text("Fill it in"))
        value = self.column.blank if is_blank else self.column.parse(cell)
        if (is_blank or self.column.repeats) and len(self) < _MOST_REMEMBERED:
            self[cell] = value
        return value

    def each(self, cells: Sequence[Cell]) -> Sequence[Any]:
        """The same of many cells.

        Raises:
            BadValueError: One of them cannot be accepted.
        """
        parse = self.column.parse
        if not self.column.repeats and isinstance(parse, CellText) and parse.stand(cells):
            return cells
        return [*map(self.__getitem__, cells)]
