"""The rows of a file that cannot be imported, unchanged, with what is wrong in each."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from sqlalchemy import Engine

from dashboard.i18n import Locale, Text
from dashboard.importers.columns import Heading
from dashboard.importers.days import numbers_of
from dashboard.importers.faults import KEPT, BadValueError, Fault, FaultLog
from dashboard.importers.files import Cell
from dashboard.importers.files.apart import open_book
from dashboard.importers.files.source import Row
from dashboard.importers.order import ImportOrder
from dashboard.importers.pipeline import checked
from dashboard.importers.report import Report
from dashboard.importers.sessions import SUBJECT
from dashboard.importers.staging import Staging
from dashboard.importers.tables import SheetTable, tables
from dashboard.importers.values import as_text


@dataclass(frozen=True, slots=True)
class ToMend:
    """A row with its faults: column (from 0), what is wrong, and the remedy.

    The column is ``None`` if the fault concerns the whole row or a column that it lacks.
    """

    number: int
    cells: list[Cell]
    faults: tuple[tuple[int | None, str, str], ...]


class SheetToMend(NamedTuple):
    """A sheet's name, blank if its file has none, its header row and its faulty rows in order."""

    name: str
    header: list[Cell]
    rows: Iterator[ToMend]


class _EveryFault(FaultLog):
    """Collects all faults, in a private SQLite file, in the reader's language."""

    def __init__(self, locale: Locale, file: str) -> None:
        super().__init__(file)
        self._locale = locale
        self._store = sqlite3.connect("", isolation_level=None)
        self._store.execute("PRAGMA journal_mode = OFF")
        self._store.execute("BEGIN")
        self._store.execute("CREATE TABLE faults (row INTEGER, header TEXT, wrong TEXT, way TEXT)")

    def add(self, fault: Fault) -> None:
        """Note a fault."""
        super().add(fault)
        if fault.row is not None:
            said = fault.problem.say(self._locale), fault.remedy.say(self._locale)
            self._keep(fault.row, fault.column, *said)

    def note(
        self,
        row: int,
        column: str,
        value: object,
        error: BadValueError,
        title: Text | None = None,
    ) -> None:
        """Add a bad value; only the first ones get a remedy."""
        if error.of_all:
            said = error.problem.say(self._locale), error.remedy.say(self._locale)
            self._keep(row, column, *said)
        elif self.count >= KEPT:
            self._keep(row, column, error.problem.say(self._locale), "")
        super().note(row, column, value, error, title)

    def rows(self) -> Iterator[tuple[int, list[tuple[str, str, str]]]]:
        """The faults by row, in the order of the rows."""
        self._store.execute("CREATE INDEX by_row ON faults (row)")
        found = self._store.execute(
            "SELECT row, header, wrong, way FROM faults ORDER BY row, rowid"
        )
        for row, faults in groupby(found, key=itemgetter(0)):
            yield row, [(header, wrong, way) for _, header, wrong, way in faults]

    def close(self) -> None:
        """Delete the faults."""
        self._store.close()

    def _keep(self, row: int, header: str, wrong: str, way: str) -> None:
        self._store.execute("INSERT INTO faults VALUES (?, ?, ?, ?)", (row, header, wrong, way))


@contextmanager
def to_mend(engine: Engine, order: ImportOrder, locale: Locale) -> Iterator[Iterator[SheetToMend]]:
    """The faulty rows of a session file, sheet by sheet.

    Each row is rewritten to be complete by itself. An ambiguous date is written in full, a
    reference made from the file's name is inserted, and so are values given for all rows.

    Raises:
        BadFileError: It cannot be read, or not to its end.
    """
    log = _EveryFault(locale, order.name or order.path.name)
    try:
        report = Report(SUBJECT.code, order.name, dry_run=True)
        with Staging(SUBJECT.load) as staging, open_book(order.path) as book:
            check, _, choice = checked(
                engine, SUBJECT, order, book, staging, report=report, faults=log
            )
            faulty = _Ahead(log.rows())
            found = tables(book, choice.at, check.columns, order.said)
            yield (
                _of_sheet(
                    table,
                    header[1],
                    faulty,
                    _Clear(check.heading(at), check.doubted.rename),
                    locale,
                )
                for at, table in enumerate(found.each)
                if (header := next(table.rows, None))
            )
    finally:
        log.close()


class _Ahead:
    """The faults by row, in order, read ahead one at a time."""

    def __init__(self, rows: Iterator[tuple[int, list[tuple[str, str, str]]]]) -> None:
        self._rows = rows
        self._next = next(rows, None)

    def of(self, row: int) -> list[tuple[str, str, str]]:
        """The faults of a row; earlier ones, such as faults of a header, are skipped."""
        while self._next and self._next[0] < row:
            self._next = next(self._rows, None)
        return self._next[1] if self._next and self._next[0] == row else []


@dataclass(frozen=True, slots=True)
class _Clear:
    """Rewrites rows so that they need neither the other rows nor the file's name."""

    heading: Heading
    rename: Callable[[int, str], str] | None

    def row(self, number: int, cells: list[Cell]) -> list[Cell]:
        return [self._cell(number, *one) for one in enumerate(cells)]

    def _cell(self, number: int, at: int, cell: Cell) -> Cell:
        columns = self.heading.columns
        is_key = at < len(columns) and columns[at].code == SUBJECT.key_column
        if self.rename and is_key and as_text(cell):
            return self.rename(number, as_text(cell))
        return _clear(self.heading, at, cell)


def _of_sheet(
    table: SheetTable, header: list[Cell], faulty: _Ahead, clear: _Clear, locale: Locale
) -> SheetToMend:
    titles: list[Cell] = [one.column.label(locale) for one in clear.heading.constants]
    rows = _rows(table.rows, faulty, clear, len(header))
    return SheetToMend(table.sheet, [*header, *titles], rows)


def _rows(rows: Iterator[Row], faulty: _Ahead, clear: _Clear, width: int) -> Iterator[ToMend]:
    heading = clear.heading
    said: list[Cell] = [one.stored for one in heading.constants]
    at = {one.column.code: width + beyond for beyond, one in enumerate(heading.constants)}
    at |= {header: column for column, header in reversed([*enumerate(heading.shown)])}
    for row, cells in rows:
        if faults := faulty.of(row):
            told = tuple((at.get(header), wrong, way) for header, wrong, way in faults)
            read = clear.row(row, cells)
            if said:
                read = [*read[:width], *[""] * (width - len(read)), *said]
            yield ToMend(row, read, told)


def _clear(heading: Heading, at: int, cell: Cell) -> Cell:
    """An ambiguous date such as 03/04/2015 as its day, if the other rows decide it."""
    columns = heading.columns
    if at >= len(columns) or columns[at].code != "date" or numbers_of(cell) is None:
        return cell
    try:
        return str(columns[at].parse(cell).isoformat())
    except BadValueError:
        return cell
