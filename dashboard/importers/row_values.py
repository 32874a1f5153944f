"""The values of one row's cells, and what is wrong with them."""

from collections.abc import Sequence
from contextlib import suppress
from operator import getitem

from dashboard.i18n import text
from dashboard.importers import values as parsers
from dashboard.importers.columns import CellReader, Column, Heading
from dashboard.importers.faults import BadValueError, FaultLog
from dashboard.importers.files.source import Cell, Covered
from dashboard.importers.look import Glance
from dashboard.importers.subject import Rule, Values


class RowValues:
    """Reads the rows below one heading, tries the rules, and notes what is wrong.

    ``width`` counts the cells of the header row. Nothing is shown of ``private`` columns. ``same``
    are the values of columns that the table lacks.
    """

    def __init__(  # noqa: PLR0913 - the logs belong to the whole file
        self,
        heading: Heading,
        width: int,
        rules: Sequence[Rule],
        private: Sequence[str],
        *,
        faults: FaultLog,
        glance: Glance,
    ) -> None:
        self._heading = heading
        self._width = width
        self._private = private
        self._faults = faults
        self._glance = glance
        blank = (column for column in heading.missing if column not in heading.mistyped)
        constants = heading.constants
        self.same: Values = {column.code: column.blank for column in blank}
        self.same |= {one.column.code: one.value for one in constants}
        self._written = {one.column.code: one.written for one in constants}
        self.readers = tuple(map(CellReader, heading.columns))
        self._names = tuple(column.code for column in heading.columns)
        self._skips = "" in self._names
        self._rules = tuple(map(_as_far_as_known, rules)) if heading.mistyped else tuple(rules)

    def sound(self, cells: Sequence[Cell]) -> Values | None:
        """The row's values if nothing is wrong; columns without a meaning are skipped."""
        try:
            if len(cells) > len(self.readers):
                self._nothing_beyond(cells)
            read = map(getitem, self.readers, cells)
            values = self.same.copy()
            values.update(zip(self._names, read, strict=True))
            if self._skips:
                del values[""]  # the value of skipped columns
            for rule in self._rules:
                rule(values)
        except BadValueError:
            return None
        return values

    def note(self, row: int, code: str, value: Cell, error: BadValueError) -> None:
        """Note what is wrong in the column with that code."""
        header, title = self._heading.header(code), self._heading.title(code)
        self._faults.note(row, header, parsers.as_text(value), error, title)

    def note_faults(self, number: int, cells: Sequence[Cell]) -> Values:
        """Note faults cell by cell, then by each rule whose cells are sound.

        Returns the sound values.
        """
        try:
            self._nothing_beyond(cells)
            self._nothing_moved(cells)
        except BadValueError as error:
            self._faults.note(number, "", "", error)
            cells = cells[: self._first_private()]
        values = self.same.copy()
        raw = self._written | dict(zip(self._names, cells, strict=False))
        columns = zip(self.readers, self._heading.shown, cells, strict=False)
        for reader, header, cell in columns:
            try:
                values[reader.column.code] = reader[cell]
            except BadValueError as error:
                shown = "" if self._is_private(reader.column) else parsers.as_text(cell)
                self._faults.note(number, header, shown, error)
                self._glance.unclear(reader.column, error)
        for rule in self._rules:
            try:
                rule(values)
            except BadValueError as error:
                self.note(number, error.column, raw.get(error.column, ""), error)
            except KeyError:
                continue
        return values

    def _nothing_beyond(self, cells: Sequence[Cell]) -> None:
        end = len(self.readers)
        beyond = cells[end:]  # of a hostile row, thousands
        for number, cell in enumerate(beyond if beyond.count("") < len(beyond) else (), end + 1):
            if not isinstance(cell, str) or cell.strip():
                parsers.nothing(number)(cell)

    def _nothing_moved(self, cells: Sequence[Cell]) -> None:
        """Refuse a row in which an unquoted comma may have shifted cells to the right."""
        moved = any(not isinstance(cell, Covered) for cell in cells[self._width :])
        if moved and self._first_private() + 1 < len(self.readers):
            raise BadValueError(
                text("The row has more cells than the header"),
                text("Put text with a comma in it between quotes"),
            )

    def _first_private(self) -> int:
        """The first column where a comma in a note may have shifted the cells after it."""
        private = (at for at, r in enumerate(self.readers) if self._is_private(r.column))
        return next(private, len(self.readers))

    def _is_private(self, column: Column) -> bool:
        """Whether a column may hold private data; an unknown one may."""
        return not column.code or column.code in self._private


def _as_far_as_known(rule: Rule) -> Rule:
    """The rule, skipped if it needs a column that may be under an unknown header."""

    def judge(values: Values) -> None:
        with suppress(KeyError):
            rule(values)

    return judge
