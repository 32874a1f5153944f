"""The rows of a file that cannot go in, as they stand in it, with what is wrong in each."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Engine

from dashboard.domain.records import SessionRecord
from dashboard.i18n import Locale, Text
from dashboard.importers.check import Check
from dashboard.importers.faults import KEPT, BadValueError, Fault, FaultLog
from dashboard.importers.files import Cell
from dashboard.importers.files.source import Row
from dashboard.importers.order import Order
from dashboard.importers.pipeline import checked
from dashboard.importers.report import Report
from dashboard.importers.sessions import SUBJECT
from dashboard.importers.staging import Staging
from dashboard.importers.tables import open_table
from dashboard.importers.values import numbers_of


@dataclass(frozen=True, slots=True)
class ToMend:
    """A row with its faults: the column of each, from 0, what is wrong, and how to mend it.

    The column is ``None`` where the fault is one of the row as a whole, or of no column in it.
    """

    number: int
    cells: list[Cell]
    faults: tuple[tuple[int | None, str, str], ...]


class _EveryFault(FaultLog):
    """All faults, not only the first: in a private file of SQLite's, in the reader's language."""

    def __init__(self, locale: Locale) -> None:
        super().__init__()
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
        """Note a bad value; the remedies of the first ones only are looked for."""
        if self.count >= KEPT:
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
        """Let go of them."""
        self._store.close()

    def _keep(self, row: int, header: str, wrong: str, way: str) -> None:
        self._store.execute("INSERT INTO faults VALUES (?, ?, ?, ?)", (row, header, wrong, way))


@contextmanager
def to_mend(
    engine: Engine, order: Order, locale: Locale
) -> Iterator[tuple[list[Cell], Iterator[ToMend]]]:
    """The header row of a session file, and its faulty rows in their order.

    A date that only other rows make clear is written so that it needs them no more.

    Raises:
        BadFileError: It cannot be read, or not to its end.
    """
    log = _EveryFault(locale)
    try:
        with Staging(SUBJECT.load) as staging:
            report = Report(SUBJECT.code, order.name, dry_run=True)
            check, _ = checked(engine, SUBJECT, order, staging, report=report, faults=log)
        with open_table(order.path, check.columns, order.said) as source:
            header = next(source.rows, (1, []))[1]
            yield header, _rows(source.rows, log, check)
    finally:
        log.close()


def _rows(rows: Iterator[Row], log: _EveryFault, check: Check[SessionRecord]) -> Iterator[ToMend]:
    at = {header: column for column, header in reversed([*enumerate(check.heading.shown)])}
    faulty = log.rows()
    number, faults = next(faulty, (0, []))
    for row, cells in rows:
        while number and number < row:  # faults of the header row
            number, faults = next(faulty, (0, []))
        if row == number:
            told = tuple((at.get(header), wrong, way) for header, wrong, way in faults)
            yield ToMend(row, [_clear(check, *one) for one in enumerate(cells)], told)


def _clear(check: Check[SessionRecord], at: int, cell: Cell) -> Cell:
    """A date such as 03/04/2015 by its day, if the other rows tell which it is."""
    columns = check.heading.columns
    if at >= len(columns) or columns[at].code != "date" or numbers_of(cell) is None:
        return cell
    try:
        return str(columns[at].parse(cell).isoformat())
    except BadValueError:
        return cell
